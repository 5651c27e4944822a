"""Las actas de los encuentros."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from nucleo.dominio.actas import Acta, EstadoDeActa
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Actas:
    """Cumple `puertos.Actas`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, acta: Acta) -> None:
        try:
            agregar(self._sesion, [acta])
        except IntegrityError as error:
            raise EdicionConcurrente from error

    def de(self, gestion: int, evento: str) -> Acta | None:
        a = campos(Acta)
        consulta = select(Acta).where(columna(a.gestion) == gestion, columna(a.evento) == evento)
        return self._sesion.scalars(consulta).one_or_none()

    def de_gestion(self, gestion: int) -> Sequence[Acta]:
        a = campos(Acta)
        consulta = select(Acta).where(columna(a.gestion) == gestion).order_by(columna(a.evento))
        return self._sesion.scalars(consulta).all()

    def cerradas(self) -> Sequence[Acta]:
        a = campos(Acta)
        consulta = select(Acta).where(columna(a.estado) == EstadoDeActa.CERRADA)
        return self._sesion.scalars(consulta.order_by(columna(a.gestion), columna(a.evento))).all()
