"""Lo ofrecido y lo acordado, como listas."""

from collections.abc import Sequence
from uuid import UUID

from nucleo.dominio.ofertas import Compromiso, Oferta
from nucleo.pruebas.listas import PorId


class OfertasEnMemoria(PorId[Oferta]):
    """Las ofertas con sus compromisos."""

    def __init__(self) -> None:
        super().__init__()
        self.acordados: PorId[Compromiso] = PorId()

    def de_gestion(self, gestion: int, /) -> Sequence[Oferta]:
        return sorted((o for o in self.filas if o.gestion == gestion), key=lambda o: o.clave)

    def comprometer(self, compromiso: Compromiso, /) -> None:
        self.acordados.agregar(compromiso)

    def compromiso(self, compromiso_id: UUID, /) -> Compromiso | None:
        return self.acordados.de(compromiso_id)

    def compromisos(self, gestion: int, /) -> Sequence[Compromiso]:
        return [c for c in self.acordados.filas if c.gestion == gestion]

    def de_la_oferta(self, oferta_id: UUID, /) -> Sequence[Compromiso]:
        return [c for c in self.acordados.filas if c.oferta_id == oferta_id]
