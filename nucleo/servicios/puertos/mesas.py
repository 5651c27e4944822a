"""Lo que un servicio le pregunta a la mesa de los encuentros."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from nucleo.dominio.acuerdos import Acuerdo
from nucleo.dominio.documentos_de_punto import DocumentoDePunto
from nucleo.dominio.mesas import PuntoTratado
from nucleo.dominio.reclamos import Reclamo
from nucleo.dominio.satisfaccion import TarjetasDeSalida
from nucleo.dominio.votaciones import Votacion

Anotado = PuntoTratado | Votacion | Acuerdo | Reclamo | TarjetasDeSalida | DocumentoDePunto
"""Todo lo que la mesa guarda."""


class Mesas(Protocol):
    """Lo que se trató, votó, acordó y reclamó en cada encuentro."""

    def agregar(self, nuevo: Anotado, /) -> None:
        """`EdicionConcurrente` si otra persona abrió ese punto mientras tanto."""
        ...

    def puntos(self, gestion: int, evento: str, /) -> Sequence[PuntoTratado]:
        """En el orden en que entraron."""
        ...

    def votacion(self, votacion_id: UUID, /) -> Votacion | None: ...
    def votaciones(self, gestion: int, evento: str, /) -> Sequence[Votacion]:
        """En el orden en que se abrieron; también las anuladas."""
        ...

    def acuerdo(self, acuerdo_id: UUID, /) -> Acuerdo | None: ...
    def acuerdos_hasta(self, gestion: int, /) -> Sequence[Acuerdo]:
        """Los de esa gestión y las anteriores, en el orden en que se acordaron."""
        ...

    def reclamo(self, reclamo_id: UUID, /) -> Reclamo | None: ...
    def reclamos_hasta(self, gestion: int, /) -> Sequence[Reclamo]:
        """Los de esa gestión y las anteriores, en el orden en que se dijeron."""
        ...

    def reclamos_vivos(self) -> Sequence[Reclamo]:
        """Los que nadie cerró, de cualquier gestión, en el orden en que se dijeron."""
        ...

    def salida(self, gestion: int, evento: str, /) -> TarjetasDeSalida | None: ...
    def salidas(self, gestion: int, /) -> Sequence[TarjetasDeSalida]: ...
    def documento(self, documento_id: UUID, /) -> DocumentoDePunto | None: ...
    def documentos(self, gestion: int, evento: str, /) -> Sequence[DocumentoDePunto]:
        """Los de sus puntos, en el orden en que se subieron."""
        ...

    def quitar_documento(self, documento: DocumentoDePunto, /) -> None: ...
