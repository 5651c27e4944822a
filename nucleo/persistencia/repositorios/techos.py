"""El techo de cada gestión."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from nucleo.dominio.techos import Techo
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Techos:
    """Cumple `puertos.Techos`: un monto por gestión, fuente y organismo."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def de_gestion(self, gestion: int) -> Sequence[Techo]:
        """En el orden en que se gastan."""
        t = campos(Techo)
        consulta = (
            select(Techo)
            .where(columna(t.gestion) == gestion)
            .order_by(columna(t.orden), columna(t.fuente), columna(t.organismo))
        )
        return self._sesion.scalars(consulta).all()

    def reemplazar(self, gestion: int, techos: Sequence[Techo]) -> None:
        """Borra los de la gestión y pone estos."""
        self._sesion.execute(delete(Techo).where(columna(campos(Techo).gestion) == gestion))
        agregar(self._sesion, techos)
