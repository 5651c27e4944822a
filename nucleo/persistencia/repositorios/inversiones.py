"""Lo que el municipio invirtió en años anteriores."""

from collections.abc import Sequence

from sqlalchemy import select

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

    def todas(self) -> Sequence[Inversion]:
        i = campos(Inversion)
        consulta = select(Inversion).order_by(columna(i.gestion), columna(i.id))
        return self._sesion.scalars(consulta).all()
