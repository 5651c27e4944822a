"""Lo que la sociedad civil observa o reclama de una obra o de un servicio, hasta que se cierra."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio


class ReclamoCerrado(ErrorDeNegocio):
    """Ya se cerró: no se responde ni se cierra otra vez."""

    campos = ("asunto",)


class ReclamoSinRespuesta(ErrorDeNegocio):
    """Nadie lo respondió todavía: no se cierra en silencio."""

    campos = ("asunto",)


class SobreQue(StrEnum):
    """De qué trata un reclamo."""

    OBRA = "obra"
    SERVICIO = "servicio"


class EstadoDeReclamo(StrEnum):
    """Por dónde va, en su orden."""

    ABIERTO = "abierto"
    RESPONDIDO = "respondido"
    CERRADO = "cerrado"


@dataclass(eq=False)
class Reclamo(DelMunicipio):
    """Lo que se reclamó en un encuentro; sin `organizacion_id`, lo dijo una persona.

    Sin `evento`, lo levantó el control social de un hallazgo de su seguimiento.
    De una persona nunca se guarda el nombre. `responsable` es el cargo o la oficina que lo atiende
    y `plazo`, hasta cuándo.
    """

    id: UUID
    gestion: int
    evento: str
    sobre: SobreQue
    asunto: str
    texto: str
    dicho_en: datetime
    quien: str
    organizacion_id: UUID | None = None
    estado: EstadoDeReclamo = EstadoDeReclamo.ABIERTO
    respuesta: str = ""
    responsable: str = ""
    plazo: date | None = None
    respondido_el: date | None = None
    cierre: str = ""
    cerrado_el: date | None = None
    version: int = 0

    @property
    def vivo(self) -> bool:
        """Si todavía no se cerró."""
        return self.estado is not EstadoDeReclamo.CERRADO

    def vencio(self, hoy: date) -> bool:
        """Si sigue sin cerrarse y su plazo ya pasó."""
        return self.vivo and self.plazo is not None and self.plazo < hoy

    def responder(self, respuesta: str, responsable: str, plazo: date | None, dia: date) -> None:
        """Lo que se va a hacer, quién y hasta cuándo; se puede completar hasta que se cierre."""
        self._exigir_vivo()
        self.respuesta, self.responsable, self.plazo = respuesta, responsable, plazo
        self.estado, self.respondido_el = EstadoDeReclamo.RESPONDIDO, dia

    def cerrar(self, cierre: str, dia: date) -> None:
        """Con qué quedó resuelto; `ReclamoSinRespuesta` si nadie lo respondió."""
        self._exigir_vivo()
        if self.estado is EstadoDeReclamo.ABIERTO:
            raise ReclamoSinRespuesta(self.asunto)
        self.estado, self.cierre, self.cerrado_el = EstadoDeReclamo.CERRADO, cierre, dia

    def _exigir_vivo(self) -> None:
        if not self.vivo:
            raise ReclamoCerrado(self.asunto)
