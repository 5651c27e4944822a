"""Lo que una región lee: entregas vigentes de cualquier municipio, y nada más."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select

from nucleo.dominio.demandas import Competencia
from nucleo.dominio.edc import Grupo
from nucleo.dominio.entregas import Entrega
from nucleo.dominio.personas import Personas
from nucleo.persistencia.campos import campos, columna, mujeres_y_hombres
from nucleo.persistencia.guardia import Sesion
from nucleo.servicios.lecturas import FilaDeEntrega, Pagina

e = campos(Entrega)
VIGENTE = columna(e.retirada_en).is_(None)
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
        )
        .where(columna(e.gestion) == gestion, VIGENTE)
        .group_by(*GRUPO)
        .order_by(*GRUPO)
    )
    return [
        Grupo(origen, sector, competencia, demandas, costo, Personas(int(m), int(h)))
        for origen, sector, competencia, demandas, costo, m, h in sesion.execute(consulta)
    ]


def listar(
    sesion: Sesion,
    gestion: int,
    competencias: frozenset[Competencia],
    municipios: frozenset[int],
    pagina: int,
    por_pagina: int,
) -> Pagina[FilaDeEntrega]:
    """Por municipio y puesto. Un conjunto vacío no filtra."""
    consulta = elegidas(
        select(*DE_LA_FILA, func.count().over()), gestion, competencias, municipios
    ).order_by(columna(e.origen_id), columna(e.puesto), columna(e.id))
    desde = (max(1, pagina) - 1) * por_pagina
    filas = sesion.execute(consulta.limit(por_pagina or None).offset(desde or None)).all()
    if filas or not desde:
        total = filas[0][-1] if filas else 0
    else:
        cuenta = elegidas(select(func.count(columna(e.id))), gestion, competencias, municipios)
        total = sesion.scalars(cuenta).one()
    return Pagina(
        [FilaDeEntrega(*f[:-1]) for f in filas], total, pagina, por_pagina or max(1, total)
    )


def elegidas(
    consulta: Select[*tuple[Any, ...]],
    gestion: int,
    competencias: frozenset[Competencia],
    municipios: frozenset[int],
) -> Select[*tuple[Any, ...]]:
    consulta = consulta.where(columna(e.gestion) == gestion, VIGENTE)
    if competencias:
        consulta = consulta.where(columna(e.competencia).in_(sorted(competencias)))
    if municipios:
        consulta = consulta.where(columna(e.origen_id).in_(sorted(municipios)))
    return consulta


DE_LA_FILA = (
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
