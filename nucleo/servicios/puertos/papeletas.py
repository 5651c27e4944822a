"""Lo que un servicio le pregunta a las papeletas de la Cumbre 2."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from nucleo.dominio.papeletas import Papeleta


class Papeletas(Protocol):
    def agregar_todas(self, papeletas: Sequence[Papeleta], /) -> None:
        """`EdicionConcurrente` si otra persona llenó la de esa organización mientras tanto."""
        ...

    def de_gestion(self, gestion: int, /) -> Sequence[Papeleta]: ...
    def de(self, gestion: int, organizacion_id: UUID, /) -> Papeleta | None: ...
