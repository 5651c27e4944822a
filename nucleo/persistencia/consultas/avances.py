"""Lo que el departamento lee del avance de sus municipios: la última copia de cada uno."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from nucleo.dominio.avances import Avance
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.servicios.lecturas import FilaDeAvance

a = campos(Avance)
VIGENTE = columna(a.retirada_en).is_(None)
DE_LA_FILA: Sequence[InstrumentedAttribute[Any]] = (
    columna(a.origen_id),
    columna(a.gestion),
    columna(a.paso),
    columna(a.organizaciones),
    columna(a.asambleas),
    columna(a.demandas),
    columna(a.costo),
    columna(a.techo),
    columna(a.en_poa),
    columna(a.entregadas),
    columna(a.congelada_en),
    columna(a.acordada_en),
    columna(a.calificada_en),
    columna(a.publicada_en),
    columna(a.cuando),
    columna(a.anio),
)
"""En el orden de los campos de `FilaDeAvance`."""


def gestiones(sesion: Sesion) -> Sequence[int]:
    gestion = columna(a.gestion)
    return sesion.scalars(select(gestion).where(VIGENTE).distinct().order_by(gestion.desc())).all()


def listar(sesion: Sesion, gestion: int) -> Sequence[FilaDeAvance]:
    """Por municipio."""
    consulta = select(*DE_LA_FILA).where(columna(a.gestion) == gestion, VIGENTE)
    filas = sesion.execute(consulta.order_by(columna(a.origen_id)))
    return [FilaDeAvance(*fila) for fila in filas]
