"""Lo que un servicio le pregunta a las versiones del POA."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.poa import Poa


class Poas(Protocol):
    def agregar(self, poa: Poa, /) -> None:
        """`EdicionConcurrente` si otra persona abrió esa versión mientras tanto."""
        ...

    def versiones(self, gestion: int, /) -> Sequence[Poa]:
        """De la primera a la última; sus líneas se leen al pedirlas."""
        ...

    def de(self, gestion: int, numero: int, /) -> Poa | None: ...
    def vigente(self, gestion: int, /) -> Poa | None:
        """La que está en ejecución o cerrada; si ninguna, la más nueva con efecto."""
        ...

    def totales(self, gestion: int, /) -> Mapping[int, tuple[int, Dinero]]:
        """Por versión, cuántas líneas tiene y cuánto suman."""
        ...

    def gestiones(self) -> Sequence[int]:
        """Las que tienen POA, de la más nueva a la más vieja."""
        ...

    def vaciar(self, poa: Poa, /) -> None:
        """Quita todas sus líneas, para poner otras."""
        ...
