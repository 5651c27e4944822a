"""Las evaluaciones técnicas y económicas de un municipio."""

from collections.abc import Sequence
from typing import Protocol

from nucleo.dominio.evaluaciones import Evaluacion


class Evaluaciones(Protocol):
    def agregar(self, evaluacion: Evaluacion, /) -> None: ...
    def de(self, gestion: int, codigo: str, /) -> Evaluacion | None: ...
    def de_gestion(self, gestion: int, /) -> Sequence[Evaluacion]: ...
