"""Lo último que pasó en un municipio."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select, true

from nucleo.dominio.bitacora import Cabeza, Eslabon
from nucleo.dominio.municipios import Alta
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.servicios.lecturas import HechoLeido, Situacion

a = campos(Alta)
SITUACION = (
    select(columna(campos(Cabeza).resumen), columna(a.suspendida_en), columna(a.motivo))
    .select_from(Alta)
    .outerjoin(Cabeza, true())
    .where(columna(a.municipio_id) == bindparam("municipio"))
)
"""Entera de una vez: la guardia la inspecciona una sola vez, y se hace en cada página."""


def situacion(sesion: Sesion, municipio: int) -> Situacion | None:
    fila = sesion.execute(SITUACION, {"municipio": municipio}).one_or_none()
    return fila and Situacion(fila[0] or "", fila[1], fila[2])


def hechos(sesion: Sesion, cuantos: int) -> Sequence[HechoLeido]:
    """Del más nuevo al más viejo."""
    e = campos(Eslabon)
    consulta = (
        select(columna(e.numero), columna(e.que), columna(e.quien), columna(e.cuando))
        .order_by(columna(e.numero).desc())
        .limit(cuantos)
    )
    return [HechoLeido(*fila) for fila in sesion.execute(consulta)]
