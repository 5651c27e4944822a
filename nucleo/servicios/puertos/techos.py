"""Lo que un servicio le pregunta a las versiones del techo."""

from collections.abc import Sequence
from typing import Protocol

from nucleo.dominio.versiones_de_techo import VersionDeTecho


class VersionesDeTecho(Protocol):
    def agregar(self, version: VersionDeTecho, /) -> None:
        """`EdicionConcurrente` si otra persona abrió ese número mientras tanto."""
        ...

    def quitar(self, version: VersionDeTecho, /) -> None: ...
    def de_gestion(self, gestion: int, /) -> Sequence[VersionDeTecho]:
        """De la más nueva a la más vieja."""
        ...
