"""Lo último que pasó en un municipio."""

from collections.abc import Sequence

from sqlalchemy import select

from nucleo.dominio.bitacora import Eslabon
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.servicios.lecturas import HechoLeido


def hechos(sesion: Sesion, cuantos: int) -> Sequence[HechoLeido]:
    """Del más nuevo al más viejo."""
    e = campos(Eslabon)
    consulta = (
        select(columna(e.numero), columna(e.que), columna(e.quien), columna(e.cuando))
        .order_by(columna(e.numero).desc())
        .limit(cuantos)
    )
    return [HechoLeido(*fila) for fila in sesion.execute(consulta)]
