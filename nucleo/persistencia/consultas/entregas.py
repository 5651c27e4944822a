"""Lo que una región lee: entregas vigentes de cualquier municipio, y nada más."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from nucleo.dominio.demandas import Competencia
from nucleo.dominio.edc import Grupo
from nucleo.dominio.entregas import Entrega
from nucleo.dominio.personas import Personas
from nucleo.persistencia.campos import campos, columna, mujeres_y_hombres
from nucleo.persistencia.guardia import Sesion
from nucleo.servicios.lecturas import FilaDeEntrega, Pagina

e = campos(Entrega)
VIGENTE = columna(e.retirada_en).is_(None)
DE_LA_FILA: Sequence[InstrumentedAttribute[Any]] = (
    columna(e.origen_id),
    columna(e.codigo),
    columna(e.titulo),
    columna(e.organizacion),
    columna(e.sector),
    columna(e.competencia),
    columna(e.costo),
    columna(e.beneficiarios),
    columna(e.puesto),
    columna(e.en_poa),
    columna(e.simulada),
    columna(e.fuente),
    columna(e.entregada_en),
)
"""En el orden de los campos de `FilaDeEntrega`."""
ORDEN = (columna(e.origen_id), columna(e.puesto), columna(e.id))
GRUPO = (columna(e.origen_id), columna(e.sector), columna(e.competencia))


def gestiones(sesion: Sesion) -> Sequence[int]:
    gestion = columna(e.gestion)
    consulta = select(gestion).where(VIGENTE).distinct().order_by(gestion.desc())
    return sesion.scalars(consulta).all()


def grupos(sesion: Sesion, gestion: int) -> Sequence[Grupo]:
    """Un solo GROUP BY: todo cuadro del EDC sale de sumar estos grupos."""
    mujeres, hombres = mujeres_y_hombres(e.beneficiarios)
    consulta = (
        select(
            *GRUPO,
            func.count(),
            func.sum(columna(e.costo)),
            func.sum(mujeres),
            func.sum(hombres),
            func.count().filter(columna(e.en_poa)),
            func.count().filter(columna(e.simulada)),
        )
        .where(columna(e.gestion) == gestion, VIGENTE)
        .group_by(*GRUPO)
        .order_by(*GRUPO)
    )
    filas = sesion.execute(consulta)
    return [
        Grupo(origen, sector, competencia, n, costo, Personas(int(m), int(h)), en_poa, simuladas)
        for origen, sector, competencia, n, costo, m, h, en_poa, simuladas in filas
    ]


def listar(
    sesion: Sesion,
    gestion: int,
    competencias: frozenset[Competencia],
    municipios: frozenset[int],
    pagina: int,
    por_pagina: int,
) -> Pagina[FilaDeEntrega]:
    """Por municipio y puesto. Un conjunto vacío no filtra; `por_pagina` en cero trae todas."""
    cumplen = condiciones(gestion, competencias, municipios)
    consulta = select(*DE_LA_FILA).where(*cumplen).order_by(*ORDEN)
    if por_pagina:
        consulta = consulta.limit(por_pagina).offset((max(1, pagina) - 1) * por_pagina)
    filas = [FilaDeEntrega(*fila) for fila in sesion.execute(consulta)]
    total = len(filas)
    if por_pagina and (pagina > 1 or total == por_pagina):
        total = sesion.execute(select(func.count(columna(e.id))).where(*cumplen)).scalar_one()
    return Pagina(filas, total, pagina, por_pagina or max(1, total))


def condiciones(
    gestion: int, competencias: frozenset[Competencia], municipios: frozenset[int]
) -> list[ColumnElement[bool]]:
    cumplen = [columna(e.gestion) == gestion, VIGENTE]
    if competencias:
        cumplen.append(columna(e.competencia).in_(sorted(competencias)))
    if municipios:
        cumplen.append(columna(e.origen_id).in_(sorted(municipios)))
    return cumplen
