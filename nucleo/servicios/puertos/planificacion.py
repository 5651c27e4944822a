"""Con qué se organiza el municipio: sus unidades y su plan."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from nucleo.dominio.unidades_operativas import UnidadOperativa


class Estructura(Protocol):
    def agregar_todas(self, unidades: Sequence[UnidadOperativa], /) -> None: ...
    def quitar(self, operativa: UnidadOperativa, /) -> None: ...
    def de(self, operativa_id: UUID, /) -> UnidadOperativa | None: ...
    def todas(self) -> Sequence[UnidadOperativa]:
        """Por código, también las cerradas."""
        ...
