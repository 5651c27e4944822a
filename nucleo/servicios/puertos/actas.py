"""Lo que un servicio pregunta de las actas."""

from collections.abc import Sequence
from typing import Protocol

from nucleo.dominio.actas import Acta


class Actas(Protocol):
    """Las de los encuentros de un municipio; una por encuentro y gestión."""

    def agregar(self, acta: Acta, /) -> None:
        """`EdicionConcurrente` si otra persona la empezó mientras tanto."""
        ...

    def de(self, gestion: int, evento: str, /) -> Acta | None: ...
    def de_gestion(self, gestion: int, /) -> Sequence[Acta]: ...
    def cerradas(self) -> Sequence[Acta]:
        """Las de todas las gestiones, para ver con qué llave se sellaron."""
        ...
