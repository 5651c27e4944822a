"""Lo ejecutado por el municipio en gestiones anteriores."""

from collections.abc import Sequence
from typing import Protocol

from nucleo.dominio.ejecuciones import Ejecucion


class Ejecuciones(Protocol):
    def agregar_todas(self, ejecuciones: Sequence[Ejecucion], /) -> None: ...
    def todas(self) -> Sequence[Ejecucion]: ...
