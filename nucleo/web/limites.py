"""Lo que no se atiende: cuerpos grandes o a medias, hosts ajenos y direcciones con un byte nulo."""

from flask import Flask, abort, request

from nucleo.dominio.configuracion import ConfiguracionDeServidor

MEGA = 1024 * 1024
NULO = b"%00"


def instalar(app: Flask, servidor: ConfiguracionDeServidor) -> None:
    """Va antes que las demás partes: lo que sobra se rechaza sin leerlo.

    Un cuerpo a trozos, sin tamaño declarado, tampoco se atiende: no hay cómo saber si llegó
    entero. El que declara su tamaño y no lo cumple es un 400 al leerlo.
    """
    maximo = servidor.cuerpo_maximo * MEGA
    app.config.update(MAX_CONTENT_LENGTH=maximo, TRUSTED_HOSTS=list(servidor.hosts) or None)

    @app.before_request
    def medir() -> None:
        if (request.content_length or 0) > maximo:
            abort(413)
        if "Transfer-Encoding" in request.headers:
            abort(411)
        if NULO in request.query_string:  # PostgreSQL no lo guarda ni lo busca, y nadie lo escribe
            abort(400)
        # Con esta marca de gunicorn, Flask daría por bueno lo poco que llegó de un envío cortado.
        request.environ.pop("wsgi.input_terminated", None)
