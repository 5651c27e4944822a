"""La frontera: por aquí entra toda petición y sale toda respuesta, también las que se rompen.

Envuelve a Flask por fuera. Da a cada petición un código y una ficha de un solo uso (el nonce de la
política de contenido), pone las cabeceras, mide y avisa a quien observa (registros, métricas). Si
el propio manejador de errores falla, responde ella: nunca se ve un rastro.
"""

import logging
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from time import perf_counter
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, g, has_request_context, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wsgi import ClosingIterator

from nucleo.dominio.ambito import EnMunicipio, EnPlataforma, EnRegion
from nucleo.web.cabeceras import SIN_REFERENCIA, cabeceras

REGISTRO = logging.getLogger(__name__)
CLAVE = "tinkuy.peticion"
CODIGO_AJENO = re.compile(r"[A-Za-z0-9-]{8,64}")
METODOS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
DESCONOCIDA = "(desconocida)"
"""La ruta que no llega a nada: ahí alguien pudo escribir un nombre o un carnet."""
ROTA = (
    '<!doctype html><html lang="es"><meta charset="utf-8"><title>Algo falló</title>'
    "<h1>Algo falló</h1><p>Algo falló de nuestro lado. Intente de nuevo en unos minutos; si se "
    "repite, dé este código a quien administra la plataforma: {}</p></html>"
)


@dataclass(slots=True)
class Peticion:
    """Una petición mientras se atiende, sin un solo dato de quien la hace.

    `ruta` va sin la consulta, que puede traer nombres buscados, y solo si ahí había algo; `punto`
    es el punto de entrada de Flask (nunca la dirección, que tiene tantas como demandas) y
    `segundos` se sabe al terminar.
    """

    codigo: str
    metodo: str
    ruta: str = DESCONOCIDA
    ficha: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    empezo: float = field(default_factory=perf_counter)
    punto: str = "ninguno"
    ambito: str = EnPlataforma().clave
    estado: int = HTTPStatus.INTERNAL_SERVER_ERROR
    segundos: float = 0.0
    encerrada: bool = False


Observador = Callable[[Peticion], None]


class Frontera:
    """La aplicación WSGI de afuera. `proxies`: cuántos hay delante y se les cree; 0, a ninguno."""

    def __init__(
        self, dentro: WSGIApplication, proxies: int, observadores: Sequence[Observador]
    ) -> None:
        self._dentro = ProxyFix(dentro, x_for=proxies, x_proto=proxies, x_host=0)
        self._tras_proxy = proxies > 0
        self._observadores = observadores

    def __call__(self, entorno: WSGIEnvironment, responder: StartResponse) -> Iterable[bytes]:
        peticion = entorno[CLAVE] = self._recibir(entorno)

        def empezar(estado: str, propias: list[tuple[str, str]], exc_info: Any = None) -> Any:
            peticion.estado = int(estado[:3])
            por_https = self._tras_proxy and entorno["wsgi.url_scheme"] == "https"
            nuestras = [
                *cabeceras(
                    peticion.ficha,
                    por_https=por_https,
                    encerrada=peticion.encerrada,
                    con_secreto=SIN_REFERENCIA in propias,
                ),
                ("X-Request-ID", peticion.codigo),
            ]
            nombres = {nombre.lower() for nombre, _ in nuestras}
            ajenas = [c for c in propias if c[0].lower() not in nombres]
            return responder(estado, [*ajenas, *nuestras], exc_info)

        try:
            cuerpo = self._dentro(entorno, empezar)
        except Exception:  # noqa: BLE001 - después de esta no hay otra red
            REGISTRO.exception("Falló hasta la página de error de %s", peticion.ruta)
            cuerpo = rota(peticion, empezar)
        return ClosingIterator(cuerpo, partial(self._despedir, peticion))

    def _recibir(self, entorno: WSGIEnvironment) -> Peticion:
        """Un código ajeno vale solo si lo puso un proxy nuestro y no puede traer otra cosa."""
        ajeno = entorno.get("HTTP_X_REQUEST_ID", "") if self._tras_proxy else ""
        codigo = ajeno if CODIGO_AJENO.fullmatch(ajeno) else codigo_nuevo()
        metodo = entorno["REQUEST_METHOD"]
        return Peticion(codigo, metodo if metodo in METODOS else "OTRO")

    def _despedir(self, peticion: Peticion) -> None:
        peticion.segundos = perf_counter() - peticion.empezo
        if peticion.estado == HTTPStatus.NOT_FOUND:
            peticion.ruta = DESCONOCIDA
        for observar in self._observadores:
            observar(peticion)


def codigo_nuevo() -> str:
    """`3f2a-90c1-b7de`: se puede dictar por teléfono y no se repite en años de registros."""
    azar = secrets.token_hex(6)
    return f"{azar[:4]}-{azar[4:8]}-{azar[8:]}"


def rota(peticion: Peticion, empezar: StartResponse) -> list[bytes]:
    """La última página: sin plantilla, sin traducción y sin nada más que pueda fallar."""
    cuerpo = ROTA.format(peticion.codigo).encode()
    lista = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(cuerpo)))]
    empezar("500 INTERNAL SERVER ERROR", lista)
    return [cuerpo]


def peticion_actual() -> Peticion | None:
    """La que se atiende en este hilo, si hay alguna."""
    return request.environ.get(CLAVE) if has_request_context() else None


def ficha() -> str:
    """El nonce de esta petición: va como `nonce` en un `<script>` o `<style>` propio.

    Una página que lo usa sirve una sola vez: no se recuerda para la próxima.
    """
    g.pop("vigencia", None)
    peticion: Peticion = request.environ[CLAVE]
    return peticion.ficha


def encerrar() -> None:
    """Esta respuesta lleva algo que trajo otra persona: su política no deja nada.

    Es lo único que una vista puede cambiar de ella, y solo hacia más cerrada.
    """
    if peticion := peticion_actual():
        peticion.encerrada = True


def instalar(app: Flask, proxies: int, observadores: Sequence[Observador]) -> None:
    """Pone la frontera delante de todo y ofrece `ficha()` a las plantillas."""
    app.jinja_env.globals["ficha"] = ficha
    app.teardown_request(_anotar_lo_sabido)
    app.wsgi_app = Frontera(app.wsgi_app, proxies, observadores)  # type: ignore[assignment]  # así lo documenta Flask


def ruta_contable() -> str:
    """La dirección que se puede anotar: si lleva un secreto, la regla y no la dirección."""
    con_secreto = "secreto" in (request.view_args or {})
    return str(request.url_rule) if con_secreto else request.path


def _anotar_lo_sabido(_error: BaseException | None) -> None:
    """Lo que solo se sabe dentro de Flask: a qué punto de entrada llegó y sobre qué ámbito."""
    if peticion := peticion_actual():
        if request.endpoint:
            peticion.punto, peticion.ruta = request.endpoint, ruta_contable()
        if "municipio" in g:
            peticion.ambito = EnMunicipio(g.municipio.id).clave
        elif "region" in g:
            peticion.ambito = EnRegion(g.region.slug).clave
