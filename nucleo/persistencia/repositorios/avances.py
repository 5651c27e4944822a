"""Lo que el municipio contó de su avance al departamento."""

from collections.abc import Sequence

from sqlalchemy import select

from nucleo.dominio.avances import Avance
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Avances:
    """Cumple `puertos.Avances`; escribe solo desde el municipio de origen."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, avance: Avance) -> None:
        agregar(self._sesion, [avance])

    def vigentes(self) -> Sequence[Avance]:
        """Los no retirados: uno por región y gestión."""
        a = campos(Avance)
        consulta = select(Avance).where(columna(a.retirada_en).is_(None))
        return self._sesion.scalars(consulta.order_by(columna(a.gestion), columna(a.id))).all()
