"""Las organizaciones del municipio."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from nucleo.dominio.organizaciones import Organizacion
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Organizaciones:
    """Cumple `puertos.Organizaciones`; repetir una clave en el municipio es un error."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar_todas(self, organizaciones: Sequence[Organizacion]) -> None:
        agregar(self._sesion, organizaciones)

    def todas(self) -> Sequence[Organizacion]:
        """Por orden alfabético del nombre plegado."""
        consulta = select(Organizacion).order_by(columna(campos(Organizacion).clave))
        return self._sesion.scalars(consulta).all()

    def de(self, organizacion_id: UUID) -> Organizacion | None:
        consulta = select(Organizacion).where(columna(campos(Organizacion).id) == organizacion_id)
        return self._sesion.scalars(consulta).one_or_none()
