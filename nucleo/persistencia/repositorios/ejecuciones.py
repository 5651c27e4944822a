"""Lo que el municipio ejecutó, de cualquier gestión."""

from collections.abc import Sequence

from sqlalchemy import select

from nucleo.dominio.ejecuciones import Ejecucion
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Ejecuciones:
    """Cumple `puertos.Ejecuciones`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar_todas(self, ejecuciones: Sequence[Ejecucion]) -> None:
        agregar(self._sesion, ejecuciones)

    def todas(self) -> Sequence[Ejecucion]:
        """Por gestión, bloque y código."""
        e = campos(Ejecucion)
        orden = columna(e.gestion), columna(e.bloque), columna(e.codigo)
        return self._sesion.scalars(select(Ejecucion).order_by(*orden)).all()
