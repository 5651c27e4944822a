"""Las páginas de un municipio se recuerdan mientras su bitácora no crezca.

Todo cambio con efecto deja un hecho en la bitácora, en la misma transacción. Por eso el último
eslabón dice si una página sigue siendo cierta: si no cambió, no hay que volver a consultar ni a
pintar, y a quien ya la tiene se le responde 304 sin cuerpo, que con mala señal es lo que importa.
"""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from flask import Flask, Response, g, request, session

from nucleo.dominio.configuracion import Configuracion
from nucleo.web.catalogos import Catalogo
from nucleo.web.idiomas import idioma_actual, traductor_actual
from nucleo.web.sesion import vista_actual

CUANTAS = 256
MAYOR = 100_000  # bytes; una página no pasa de 60 kB
Clave = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Vigencia:
    """Qué página se pide y de qué depende: la bitácora, la configuración y los textos."""

    direccion: str
    idioma: str
    version: str
    configuracion: Configuracion
    catalogo: Catalogo

    @property
    def clave(self) -> Clave:
        return self.direccion, self.idioma

    def es_la_de(self, otra: "Vigencia") -> bool:
        """La configuración y los textos se releen enteros cuando cambian: basta la identidad."""
        iguales = (self.version, self.clave) == (otra.version, otra.clave)
        mismos = self.configuracion is otra.configuracion and self.catalogo is otra.catalogo
        return iguales and mismos


@dataclass(frozen=True, slots=True)
class Recordada:
    """Una página ya pintada. `etiqueta` es el resumen de su contenido, igual en todo proceso."""

    vigencia: Vigencia
    cuerpo: bytes
    etiqueta: str


class Memoria:
    """Las últimas páginas pintadas por este proceso; pasada la cuenta, se olvida la menos vista."""

    def __init__(self, cuantas: int = CUANTAS) -> None:
        self._paginas: OrderedDict[Clave, Recordada] = OrderedDict()
        self._cuantas = cuantas
        self._candado = Lock()

    def buscar(self, vigencia: Vigencia) -> Recordada | None:
        with self._candado:
            recordada = self._paginas.get(vigencia.clave)
            if recordada is None or not recordada.vigencia.es_la_de(vigencia):
                return None
            self._paginas.move_to_end(vigencia.clave)
            return recordada

    def vaciar(self) -> None:
        """Olvida todo: la próxima petición vuelve a consultar y a pintar."""
        with self._candado:
            self._paginas.clear()

    def guardar(self, vigencia: Vigencia, cuerpo: bytes) -> Recordada:
        recordada = Recordada(vigencia, cuerpo, hashlib.sha256(cuerpo).hexdigest()[:32])
        with self._candado:
            self._paginas[vigencia.clave] = recordada
            self._paginas.move_to_end(vigencia.clave)
            while len(self._paginas) > self._cuantas:
                self._paginas.popitem(last=False)
        return recordada


def instalar(app: Flask) -> None:
    """Antes de cada vista de un municipio busca su página; después, la guarda."""
    app.extensions["tinkuy_memoria"] = memoria = Memoria()

    @app.before_request
    def recordar() -> Response | None:
        if not se_recuerda():
            return None
        g.vigencia = vigencia_actual()
        recordada = memoria.buscar(g.vigencia)
        return responder(recordada) if recordada else None

    @app.after_request
    def guardar(respuesta: Response) -> Response:
        vigencia: Vigencia | None = g.pop("vigencia", None)
        if vigencia is None or "ETag" in respuesta.headers or not guardable(respuesta):
            return respuesta
        return responder(memoria.guardar(vigencia, respuesta.get_data()))


def se_recuerda() -> bool:
    """Las pantallas del núcleo sobre un municipio, para quien no entró y no espera un aviso.

    Las de un plugin pueden mirar otras cosas; y la de quien entró ofrece lo que su cargo permite.
    """
    propia = (request.endpoint or "").partition(".")[0] in {
        "municipios",
        "demandas",
        "priorizacion",
        "porques",
    }
    general = vista_actual() is None and "_flashes" not in session
    return request.method in {"GET", "HEAD"} and "municipio" in g and propia and general


def vigencia_actual() -> Vigencia:
    return Vigencia(
        request.full_path,
        idioma_actual().codigo,
        g.situacion.version,
        g.configuracion,
        traductor_actual().catalogo,
    )


def guardable(respuesta: Response) -> bool:
    return (
        respuesta.status_code == 200  # noqa: PLR2004 - solo lo que salió bien
        and respuesta.mimetype == "text/html"
        and len(respuesta.get_data()) <= MAYOR
    )


def responder(recordada: Recordada) -> Response:
    """La página, o 304 si quien la pide ya la tiene. Siempre se vuelve a preguntar si vale."""
    respuesta = Response(recordada.cuerpo, mimetype="text/html")
    respuesta.set_etag(recordada.etiqueta)
    respuesta.cache_control.no_cache = True
    respuesta.cache_control.private = True
    respuesta.vary.update(["Accept-Language", "Cookie"])
    respuesta.make_conditional(request)
    return respuesta
