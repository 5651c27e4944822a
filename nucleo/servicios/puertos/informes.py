"""Lo que un servicio le pregunta a los informes de los encuentros."""

from collections.abc import Sequence
from typing import Protocol

from nucleo.dominio.informes import Informe


class Informes(Protocol):
    """Los informes, con todas sus versiones."""

    def agregar(self, informe: Informe, /) -> None:
        """`EdicionConcurrente` si otra persona empezó esa versión mientras tanto."""
        ...

    def del_encuentro(self, gestion: int, evento: str, /) -> Sequence[Informe]:
        """Por clave y versión."""
        ...
