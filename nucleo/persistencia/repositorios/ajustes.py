"""Los cambios de configuración hechos por pantalla en el ámbito de la unidad."""

from collections.abc import Sequence

from sqlalchemy import select

from nucleo.dominio.ajustes import Ajuste
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Ajustes:
    """Cumple `puertos.Ajustes`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, ajuste: Ajuste) -> None:
        agregar(self._sesion, [ajuste])

    def todos(self) -> Sequence[Ajuste]:
        """En el orden en que se hicieron."""
        consulta = select(Ajuste).order_by(columna(campos(Ajuste).numero))
        return self._sesion.scalars(consulta).all()
