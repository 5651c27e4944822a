"""Lo que un servicio le pregunta al calendario."""

from collections.abc import Sequence
from typing import Protocol

from nucleo.dominio.eventos import Evento, GestionAbierta


class Calendarios(Protocol):
    """Las gestiones abiertas y los encuentros de cada una."""

    def abrir(self, abierta: GestionAbierta, eventos: Sequence[Evento], /) -> None:
        """`EdicionConcurrente` si otra persona la abrió mientras tanto."""
        ...

    def agregar_eventos(self, eventos: Sequence[Evento], /) -> None: ...
    def abierta(self, gestion: int, /) -> GestionAbierta | None: ...
    def abiertas(self) -> Sequence[GestionAbierta]:
        """De la más nueva a la más vieja."""
        ...

    def eventos(self, gestion: int, /) -> Sequence[Evento]:
        """En el orden del ciclo."""
        ...
