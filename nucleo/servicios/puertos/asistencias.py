"""Lo que un servicio pregunta de la convocatoria y la asistencia a los encuentros."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from nucleo.dominio.asistencias import Asistencia
from nucleo.dominio.convocatorias import Convocatoria


class Asistencias(Protocol):
    """Quién llegó a cada encuentro."""

    def agregar_todas(self, nuevas: Sequence[Asistencia], /) -> None: ...
    def quitar(self, asistencia: Asistencia, /) -> None: ...
    def de(self, asistencia_id: UUID, /) -> Asistencia | None: ...
    def de_evento(self, gestion: int, evento: str, /) -> Sequence[Asistencia]:
        """Por nombre plegado."""
        ...


class Convocatorias(Protocol):
    """Qué organización recibió la convocatoria de cada encuentro."""

    def agregar_todas(self, nuevas: Sequence[Convocatoria], /) -> None: ...
    def quitar(self, convocatoria: Convocatoria, /) -> None: ...
    def de(self, convocatoria_id: UUID, /) -> Convocatoria | None: ...
    def de_evento(self, gestion: int, evento: str, /) -> Sequence[Convocatoria]:
        """Por fecha."""
        ...
