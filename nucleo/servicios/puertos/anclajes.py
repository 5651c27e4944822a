"""Lo que un servicio le pregunta al EDC que el municipio ancló."""

from collections.abc import Sequence
from typing import Protocol

from nucleo.dominio.anclajes import Anclaje


class Anclajes(Protocol):
    """Los que este municipio hospeda."""

    def agregar(self, anclaje: Anclaje, /) -> None:
        """`EdicionConcurrente` si otro municipio ancló el de esa región y gestión."""
        ...

    def vigentes(self, gestion: int, /) -> Sequence[Anclaje]:
        """Los no retirados, por región."""
        ...
