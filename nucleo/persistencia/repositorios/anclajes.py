"""El EDC que el municipio ancló en sus regiones."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from nucleo.dominio.anclajes import Anclaje
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Anclajes:
    """Cumple `puertos.Anclajes`; escribe solo desde el municipio anfitrión."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, anclaje: Anclaje) -> None:
        """Antes se escribe el retiro de la anterior: dos vigentes a la vez no caben."""
        self._sesion.flush()
        try:
            agregar(self._sesion, [anclaje])
        except IntegrityError as error:
            raise EdicionConcurrente from error

    def vigentes(self, gestion: int) -> Sequence[Anclaje]:
        a = campos(Anclaje)
        consulta = select(Anclaje).where(
            columna(a.gestion) == gestion, columna(a.retirada_en).is_(None)
        )
        return self._sesion.scalars(consulta.order_by(columna(a.region), columna(a.id))).all()
