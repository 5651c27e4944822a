"""Lo que el servidor anota: una línea por hecho, sin un solo dato de las personas.

En producción, JSON por stderr (quien opera lo lleva a donde quiera; nada se escribe a disco). No
van IP, agente, cookies, cuerpo ni consulta. De una falla van el tipo y el camino en el código, no
su mensaje: ahí es donde los datos se escapan («invalid literal for int(): 'Juana …'»).
"""

import logging
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any

import structlog
from gunicorn.config import Config
from gunicorn.glogging import Logger
from structlog.processors import JSONRenderer, TimeStamper
from structlog.stdlib import ProcessorFormatter
from structlog.typing import Processor

from nucleo.web.frontera import Peticion, peticion_actual

Evento = MutableMapping[str, Any]
CALLADOS = ("alembic", "sqlalchemy.pool")


def preparar(*, en_json: bool, nivel: int = logging.INFO) -> None:
    """Todo lo que se anote en este proceso y en sus hijos sale por stderr y con la misma forma."""
    hora = TimeStamper("iso", utc=True, key="hora")
    comunes: list[Processor] = [hora, con_nivel, con_peticion, rastro_llano]
    ultimo = json_legible if en_json else structlog.dev.ConsoleRenderer(event_key="evento")
    formato = ProcessorFormatter(
        processors=[ProcessorFormatter.remove_processors_meta, en_castellano, ultimo],
        foreign_pre_chain=comunes,
    )
    manejador = logging.StreamHandler(sys.stderr)
    manejador.setFormatter(formato)
    raiz = logging.getLogger()
    raiz.handlers[:] = [manejador]
    raiz.setLevel(nivel)
    for nombre in CALLADOS:
        logging.getLogger(nombre).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[*comunes, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def anotar(peticion: Peticion) -> None:
    """Una línea por petición atendida; la ruta va sin su consulta."""
    structlog.get_logger("tinkuy.peticion").info(
        "peticion",
        peticion=peticion.codigo,
        metodo=peticion.metodo,
        ruta=peticion.ruta,
        codigo=peticion.estado,
        ms=round(peticion.segundos * 1000, 1),
        ambito=peticion.ambito,
    )


class DeGunicorn(Logger):  # type: ignore[misc]  # gunicorn no trae tipos
    """Lo que gunicorn dice sale con todo lo demás, y el registro de accesos no existe."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


def con_nivel(_registro: Any, metodo: str, evento: Evento) -> Evento:
    """De dónde viene y qué tan grave es."""
    ajeno: logging.LogRecord | None = evento.get("_record")
    evento["nivel"] = (ajeno.levelname if ajeno else metodo).lower()
    evento["de"] = ajeno.name if ajeno else "tinkuy"
    return evento


def con_peticion(_registro: Any, _metodo: str, evento: Evento) -> Evento:
    """Con qué petición tiene que ver: el mismo código que vio la persona."""
    if "peticion" not in evento and (peticion := peticion_actual()):
        evento["peticion"] = peticion.codigo
    return evento


def rastro_llano(_registro: Any, _metodo: str, evento: Evento) -> Evento:
    """La falla, de la causa al efecto: `tipo` y `archivo:línea función`. Ni mensaje ni valores."""
    info = evento.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        evento["falla"] = list(fallas(error))
    return evento


def fallas(error: BaseException | None) -> Iterator[dict[str, Any]]:
    while error is not None:
        pasos = traceback.extract_tb(error.__traceback__)
        tipo = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
        yield {"tipo": tipo, "rastro": [f"{p.filename}:{p.lineno} {p.name}" for p in pasos]}
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def en_castellano(_registro: Any, _metodo: str, evento: Evento) -> Evento:
    """La clave `event` de structlog, primero y en nuestra lengua."""
    return {"hora": evento.pop("hora"), "nivel": evento.pop("nivel"),
            "evento": evento.pop("event"), **evento}  # fmt: skip


json_legible = JSONRenderer(ensure_ascii=False, default=str)
