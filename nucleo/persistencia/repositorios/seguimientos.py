"""Quién sigue qué, y lo que el control social programó y halló."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from nucleo.dominio.encargos import Encargo
from nucleo.dominio.seguimientos import Seguimiento
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar
from nucleo.servicios.puertos.seguimientos import DelControlSocial


class Seguimientos:
    """Cumple `puertos.Seguimientos`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, nuevo: DelControlSocial) -> None:
        agregar(self._sesion, [nuevo])

    def quitar(self, fila: DelControlSocial) -> None:
        self._sesion.delete(fila)

    def encargo(self, encargo_id: UUID) -> Encargo | None:
        consulta = select(Encargo).where(columna(campos(Encargo).id) == encargo_id)
        return self._sesion.scalars(consulta).one_or_none()

    def encargos(self, gestion: int) -> Sequence[Encargo]:
        e = campos(Encargo)
        consulta = select(Encargo).where(columna(e.gestion) == gestion)
        return self._sesion.scalars(consulta.order_by(columna(e.encargado_en), columna(e.id))).all()

    def de(self, seguimiento_id: UUID) -> Seguimiento | None:
        consulta = select(Seguimiento).where(columna(campos(Seguimiento).id) == seguimiento_id)
        return self._sesion.scalars(consulta).one_or_none()

    def de_gestion(self, gestion: int) -> Sequence[Seguimiento]:
        s = campos(Seguimiento)
        consulta = select(Seguimiento).where(columna(s.gestion) == gestion)
        orden = (columna(s.fecha), columna(s.hora), columna(s.id))
        return self._sesion.scalars(consulta.order_by(*orden)).all()
