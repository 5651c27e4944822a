"""Lo último que pasó en un municipio."""

from collections.abc import Sequence

from sqlalchemy import select

from nucleo.dominio.bitacora import Cabeza, Eslabon
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.servicios.lecturas import HechoLeido

VERSION = select(columna(campos(Cabeza).resumen))


def version(sesion: Sesion) -> str:
    """Hasta dónde llegó la cadena; vacío si no empezó."""
    return sesion.execute(VERSION).scalar_one_or_none() or ""


def hechos(sesion: Sesion, cuantos: int) -> Sequence[HechoLeido]:
    """Del más nuevo al más viejo."""
    e = campos(Eslabon)
    consulta = (
        select(columna(e.numero), columna(e.que), columna(e.quien), columna(e.cuando))
        .order_by(columna(e.numero).desc())
        .limit(cuantos)
    )
    return [HechoLeido(*fila) for fila in sesion.execute(consulta)]
