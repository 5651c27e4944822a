"""Lo que se está escribiendo en el municipio."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from nucleo.dominio.borradores import Borrador
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Borradores:
    """Cumple `puertos.Borradores`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, borrador: Borrador) -> None:
        agregar(self._sesion, [borrador])

    def quitar(self, borrador: Borrador) -> None:
        self._sesion.delete(borrador)

    def de(self, borrador_id: UUID) -> Borrador | None:
        consulta = select(Borrador).where(columna(campos(Borrador).id) == borrador_id)
        return self._sesion.scalars(consulta).one_or_none()

    def de_usuario(self, usuario_id: UUID) -> Sequence[Borrador]:
        """Del más nuevo al más viejo."""
        b = campos(Borrador)
        consulta = select(Borrador).where(columna(b.usuario_id) == usuario_id)
        return self._sesion.scalars(consulta.order_by(columna(b.cuando).desc())).all()
