"""Las demandas del municipio, cada una con su historial."""

from collections.abc import Sequence

from sqlalchemy import select

from nucleo.dominio.demandas import Demanda
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Demandas:
    """Cumple `puertos.Demandas`; lo que se lee aquí se puede cambiar y se guarda al confirmar."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar_todas(self, demandas: Sequence[Demanda]) -> None:
        agregar(self._sesion, demandas)

    def de_gestion(self, gestion: int) -> Sequence[Demanda]:
        """Por su número: el orden en que se registraron."""
        d = campos(Demanda)
        consulta = select(Demanda).where(columna(d.gestion) == gestion).order_by(columna(d.numero))
        return self._sesion.scalars(consulta).all()
