"""Lo que se ofrece financiar y los compromisos que de ello salen."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from nucleo.dominio.ofertas import Compromiso, Oferta
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Ofertas:
    """Cumple `puertos.Ofertas`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar_todas(self, ofertas: Sequence[Oferta]) -> None:
        agregar(self._sesion, ofertas)

    def de(self, oferta_id: UUID) -> Oferta | None:
        consulta = select(Oferta).where(columna(campos(Oferta).id) == oferta_id)
        return self._sesion.scalars(consulta).one_or_none()

    def de_gestion(self, gestion: int) -> Sequence[Oferta]:
        """Por oferente y lo que ofrece; también las retiradas."""
        o = campos(Oferta)
        consulta = select(Oferta).where(columna(o.gestion) == gestion)
        return self._sesion.scalars(consulta.order_by(columna(o.clave), columna(o.id))).all()

    def comprometer(self, compromiso: Compromiso) -> None:
        agregar(self._sesion, [compromiso])

    def compromiso(self, compromiso_id: UUID) -> Compromiso | None:
        consulta = select(Compromiso).where(columna(campos(Compromiso).id) == compromiso_id)
        return self._sesion.scalars(consulta).one_or_none()

    def compromisos(self, gestion: int) -> Sequence[Compromiso]:
        """En el orden en que se acordaron; también los retirados."""
        c = campos(Compromiso)
        consulta = select(Compromiso).where(columna(c.gestion) == gestion)
        return self._sesion.scalars(consulta.order_by(columna(c.acordado_en), columna(c.id))).all()

    def de_la_oferta(self, oferta_id: UUID) -> Sequence[Compromiso]:
        """Lo mismo, de una sola."""
        c = campos(Compromiso)
        consulta = select(Compromiso).where(columna(c.oferta_id) == oferta_id)
        return self._sesion.scalars(consulta.order_by(columna(c.acordado_en), columna(c.id))).all()
