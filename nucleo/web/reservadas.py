"""Lo que no debe quedar por ahí: páginas de quien entró o con un secreto en su dirección."""

from flask import Flask, Response, g, request

from nucleo.web.cabeceras import SIN_REFERENCIA


def instalar(app: Flask) -> None:
    """Va después de todo: mira la respuesta ya hecha."""
    app.after_request(_reservar)


def _reservar(respuesta: Response) -> Response:
    """Ni el navegador ni un proxy guardan la página de quien entró.

    En un teléfono prestado, «atrás» después de salir no muestra lo que se vio. Y una dirección con
    un secreto no se le cuenta a nadie: ni a nuestro propio registro de accesos.
    """
    con_secreto = "secreto" in (request.view_args or {})
    if con_secreto:
        respuesta.headers.set(*SIN_REFERENCIA)
    if (con_secreto or g.get("vista")) and "Cache-Control" not in respuesta.headers:
        respuesta.cache_control.no_store = True
    return respuesta
