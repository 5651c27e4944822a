"""Lo que el municipio entregó a sus regiones."""

from collections.abc import Sequence

from sqlalchemy import select

from nucleo.dominio.entregas import Entrega
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Entregas:
    """Cumple `puertos.Entregas`; escribe solo desde el municipio de origen."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar_todas(self, entregas: Sequence[Entrega]) -> None:
        agregar(self._sesion, entregas)

    def vigentes(self, region: str, gestion: int) -> Sequence[Entrega]:
        """Las no retiradas, por su puesto."""
        e = campos(Entrega)
        consulta = (
            select(Entrega)
            .where(
                columna(e.region) == region,
                columna(e.gestion) == gestion,
                columna(e.retirada_en).is_(None),
            )
            .order_by(columna(e.puesto), columna(e.id))
        )
        return self._sesion.scalars(consulta).all()
