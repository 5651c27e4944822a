"""Lo que el municipio invirtió en años anteriores."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import exists, select

from nucleo.dominio.inversiones import Inversion
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Inversiones:
    """Cumple `puertos.Inversiones`: todo el historial cargado, de cualquier gestión."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar_todas(self, inversiones: Sequence[Inversion]) -> None:
        agregar(self._sesion, inversiones)

    def quitar(self, inversion: Inversion) -> None:
        self._sesion.delete(inversion)

    def de(self, inversion_id: UUID) -> Inversion | None:
        consulta = select(Inversion).where(columna(campos(Inversion).id) == inversion_id)
        return self._sesion.scalars(consulta).one_or_none()

    def hay_entre(self, desde: int, hasta: int) -> bool:
        i = campos(Inversion)
        de_alguna = columna(i.organizacion_id).is_not(None)
        alguna = exists(Inversion).where(columna(i.gestion).between(desde, hasta), de_alguna)
        return bool(self._sesion.scalar(select(alguna)))

    def todas(self) -> Sequence[Inversion]:
        i = campos(Inversion)
        consulta = select(Inversion).order_by(columna(i.gestion), columna(i.id))
        return self._sesion.scalars(consulta).all()
