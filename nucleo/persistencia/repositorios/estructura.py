"""Las unidades operativas del municipio."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from nucleo.dominio.unidades_operativas import UnidadOperativa
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Estructura:
    """Cumple `puertos.Estructura`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar_todas(self, unidades: Sequence[UnidadOperativa]) -> None:
        agregar(self._sesion, unidades)

    def quitar(self, operativa: UnidadOperativa) -> None:
        self._sesion.delete(operativa)

    def de(self, operativa_id: UUID) -> UnidadOperativa | None:
        consulta = select(UnidadOperativa).where(
            columna(campos(UnidadOperativa).id) == operativa_id
        )
        return self._sesion.scalars(consulta).one_or_none()

    def todas(self) -> Sequence[UnidadOperativa]:
        consulta = select(UnidadOperativa).order_by(columna(campos(UnidadOperativa).codigo))
        return self._sesion.scalars(consulta).all()
