"""Lo que un servicio le pregunta al control social: sus encargos y su programa."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from nucleo.dominio.encargos import Encargo
from nucleo.dominio.seguimientos import Seguimiento

DelControlSocial = Encargo | Seguimiento
"""Todo lo que el control social guarda."""


class Seguimientos(Protocol):
    """Quién sigue qué, y lo que se programó y se halló."""

    def agregar(self, nuevo: DelControlSocial, /) -> None: ...
    def quitar(self, fila: DelControlSocial, /) -> None: ...
    def encargo(self, encargo_id: UUID, /) -> Encargo | None: ...
    def encargos(self, gestion: int, /) -> Sequence[Encargo]:
        """En el orden en que se encargaron."""
        ...

    def de(self, seguimiento_id: UUID, /) -> Seguimiento | None: ...
    def de_gestion(self, gestion: int, /) -> Sequence[Seguimiento]:
        """Por el día en que tocan."""
        ...
