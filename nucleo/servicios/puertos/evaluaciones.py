"""Las evaluaciones técnicas y económicas de un municipio."""

from collections.abc import Collection, Sequence
from typing import Protocol

from nucleo.dominio.evaluaciones import Etapa, Evaluacion


class Evaluaciones(Protocol):
    def agregar(self, evaluacion: Evaluacion, /) -> None: ...
    def de(self, gestion: int, codigo: str, /) -> Evaluacion | None: ...
    def de_gestion(self, gestion: int, /) -> Sequence[Evaluacion]: ...
    def codigos(self, gestion: int, etapas: Collection[Etapa], /) -> Collection[str]:
        """Los de las demandas cuya evaluación está en alguna, sin traerlas."""
        ...
