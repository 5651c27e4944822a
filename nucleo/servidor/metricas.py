"""Las métricas: cuántas peticiones, con qué código y cuánto tardaron. Nunca de quién ni de dónde.

Cada proceso cuenta en sus propios archivos y el maestro los suma al servirlas. Los archivos son de
un *lugar*, no de un pid: cuando un proceso se recicla, el que lo releva sigue la cuenta en los
mismos, y así no crecen sin fin (véase la decisión 0010).
"""

import os
import shutil
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, make_wsgi_app, values
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from nucleo.dominio.configuracion import ConfiguracionDeServidor
from nucleo.dominio.errores import PuertoOcupado
from nucleo.web.frontera import Peticion

TRAMOS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
PACIENCIA = 5  # segundos: quien mide y no termina de preguntar no deja esperando a los demás


class Metricas:
    """Las de un arranque del servidor. Se crea una vez, en el maestro, antes de que haya hijos."""

    def __init__(self) -> None:
        self._carpeta = Path(tempfile.mkdtemp(prefix="tinkuy-metricas-"))
        self._lugar = "maestro"
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(self._carpeta)
        values.ValueClass = values.MultiProcessValue(lambda: self._lugar)  # type: ignore[no-untyped-call]  # al importarse no se sabía aún si habría métricas
        propio = CollectorRegistry()
        self._cuenta = Counter(
            "tinkuy_peticiones", "Peticiones atendidas.", ("punto", "metodo", "codigo"),
            registry=propio,
        )  # fmt: skip
        self._duracion = Histogram(
            "tinkuy_peticion_segundos", "Cuánto tarda una petición.", ("punto",),
            buckets=TRAMOS, registry=propio,
        )  # fmt: skip
        self._procesos = Gauge(
            "tinkuy_procesos", "Procesos que atienden ahora.", ("clase",),
            multiprocess_mode="livesum", registry=propio,
        )  # fmt: skip
        self._ventanilla: WSGIServer | None = None

    @classmethod
    def de(cls, ajustes: ConfiguracionDeServidor) -> "Metricas | None":
        """Ya con su puerto tomado, o `None` si la configuración las tiene apagadas."""
        if not ajustes.puerto_de_metricas:
            return None
        metricas = cls()
        metricas.abrir(ajustes.direccion_de_metricas, ajustes.puerto_de_metricas)
        return metricas

    def contar(self, peticion: Peticion) -> None:
        """Una petición terminada."""
        self._cuenta.labels(peticion.punto, peticion.metodo, str(peticion.estado)).inc()
        self._duracion.labels(peticion.punto).observe(peticion.segundos)

    def abrir(self, direccion: str, puerto: int) -> None:
        """Toma el puerto sin atender todavía; `PuertoOcupado` si otro lo tiene."""
        suma = CollectorRegistry()
        MultiProcessCollector(suma, str(self._carpeta))  # type: ignore[no-untyped-call]
        try:
            self._ventanilla = make_server(
                direccion, puerto, make_wsgi_app(suma), handler_class=Callado
            )
        except OSError as error:
            raise PuertoOcupado(puerto) from error

    # ── Lo que gunicorn avisa ───────────────────────────────────────────────────────────────────

    def atender(self, _maestro: Any) -> None:
        """El maestro empieza a servirlas (`when_ready`)."""
        if self._ventanilla:
            threading.Thread(target=self._ventanilla.serve_forever, daemon=True).start()

    def asignar(self, maestro: Any, trabajador: Any) -> None:
        """Antes de nacer, cada proceso recibe el primer lugar libre (`pre_fork`)."""
        trabajador.lugar = primer_libre(t.lugar for t in maestro.WORKERS.values())

    def ocupar(self, _maestro: Any, trabajador: Any) -> None:
        """Ya nacido, cuenta en los archivos de su lugar y suelta el puerto ajeno (`post_fork`)."""
        self._lugar = str(trabajador.lugar)
        if self._ventanilla:
            self._ventanilla.socket.close()
        self._procesos.labels("trabajador").set(1)

    def desocupar(self, _maestro: Any, trabajador: Any) -> None:
        """El que murió ya no cuenta como vivo; lo que contó, queda (`child_exit`)."""
        mark_process_dead(trabajador.lugar, str(self._carpeta))  # type: ignore[no-untyped-call]

    def cerrar(self, _maestro: Any) -> None:
        """Al apagar no queda ningún archivo (`on_exit`)."""
        shutil.rmtree(self._carpeta, ignore_errors=True)


class Callado(WSGIRequestHandler):
    """Quien lee las métricas no ensucia el registro ni deja colgado al que sigue."""

    timeout = PACIENCIA

    def log_message(self, *_: Any) -> None:
        """Nada que anotar."""


def primer_libre(ocupados: Iterable[int]) -> int:
    tomados = set(ocupados)
    return next(n for n in range(len(tomados) + 1) if n not in tomados)
