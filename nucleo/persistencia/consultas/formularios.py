"""Los formularios presentados por pantalla: quién, cuándo, a nombre de quién, y qué demandas."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, false, func, or_, select

from nucleo.dominio.asambleas import Asamblea, Constancia, Formulario
from nucleo.dominio.demandas import Demanda, codigo_de
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.servicios.lecturas import Pagina
from nucleo.servicios.presentaciones import FilaDeFormulario, FiltroDeFormularios, Presentacion

f, a, o, g = campos(Formulario), campos(Asamblea), campos(Organizacion), campos(Dirigencia)
d = campos(Demanda)
SU_DIRIGENCIA = columna(g.id) == columna(f.dirigencia_id)
DE_LA_PRESENTACION = (
    columna(f.id),
    columna(f.presentado_en),
    columna(f.presentado_por),
    columna(g.nombre),
    columna(g.cargo),
    columna(f.constancia),
)
DE_LA_FILA = (columna(f.gestion), columna(o.id), columna(o.nombre), columna(a.fecha))
PRESENTADO = columna(f.presentado_en).is_not(None)
Consulta = Select[*tuple[Any, ...]]


def presentacion_de(sesion: Sesion, demanda_id: UUID) -> Presentacion | None:
    """La del formulario de una demanda; `None` si llegó en una planilla importada."""
    consulta = (
        select(*DE_LA_PRESENTACION)
        .join(Demanda, columna(d.formulario_id) == columna(f.id))
        .outerjoin(Dirigencia, SU_DIRIGENCIA)
        .where(columna(d.id) == demanda_id, PRESENTADO)
    )
    valores = sesion.execute(consulta).one_or_none()
    return _presentacion(valores) if valores else None


def listar(sesion: Sesion, filtro: FiltroDeFormularios) -> Pagina[FilaDeFormulario]:
    """Una página y su total."""
    lugar = (max(1, filtro.pagina) - 1) * filtro.por_pagina
    consulta = _ordenada(_filtrada(_filas(), filtro)).limit(filtro.por_pagina).offset(lugar)
    total = sesion.scalars(_filtrada(_unida(select(func.count(columna(f.id)))), filtro)).one()
    return Pagina(_leer(sesion, consulta), total, filtro.pagina, filtro.por_pagina)


def historia(
    sesion: Sesion, membresias: frozenset[UUID], dirigencias: frozenset[UUID]
) -> Sequence[FilaDeFormulario]:
    """Lo presentado con esos mandatos o a nombre de esas dirigencias."""
    suyos = or_(columna(f.membresia_id).in_(membresias), columna(f.dirigencia_id).in_(dirigencias))
    return _leer(sesion, _ordenada(_filas().where(suyos)))


def _unida(consulta: Consulta) -> Consulta:
    return (
        consulta.join(Asamblea, columna(a.id) == columna(f.asamblea_id))
        .join(Organizacion, columna(o.id) == columna(a.organizacion_id))
        .where(PRESENTADO)
    )


def _filas() -> Consulta:
    return _unida(select(*DE_LA_PRESENTACION, *DE_LA_FILA).select_from(Formulario)).outerjoin(
        Dirigencia, SU_DIRIGENCIA
    )


def _filtrada(consulta: Consulta, filtro: FiltroDeFormularios) -> Consulta:
    if filtro.organizaciones is not None:
        consulta = consulta.where(columna(o.id).in_(filtro.organizaciones))
    if not filtro.texto.strip():
        return consulta
    palabras = plegar(filtro.texto).split()
    contiene = [columna(o.clave).contains(p, autoescape=True) for p in palabras]
    return consulta.where(and_(*contiene) if contiene else false())


def _ordenada(consulta: Consulta) -> Consulta:
    return consulta.order_by(columna(f.presentado_en).desc(), columna(f.id))


def _leer(sesion: Sesion, consulta: Consulta) -> list[FilaDeFormulario]:
    hasta = len(DE_LA_PRESENTACION)
    filas = [
        FilaDeFormulario(_presentacion(v[:hasta]), *v[hasta:]) for v in sesion.execute(consulta)
    ]
    suyos = _codigos(sesion, [fila.presentacion.formulario_id for fila in filas])
    return [replace(r, codigos=suyos.get(r.presentacion.formulario_id, ())) for r in filas]


def _codigos(sesion: Sesion, cuales: Sequence[UUID]) -> Mapping[UUID, Sequence[str]]:
    consulta = (
        select(columna(d.formulario_id), columna(d.gestion), columna(d.numero))
        .where(columna(d.formulario_id).in_(cuales))
        .order_by(columna(d.numero))
    )
    codigos: dict[UUID, list[str]] = defaultdict(list)
    for formulario_id, gestion, numero in sesion.execute(consulta):
        codigos[formulario_id].append(codigo_de(gestion, numero))
    return codigos


def _presentacion(valores: Sequence[Any]) -> Presentacion:
    formulario_id, cuando, quien, dirigente, cargo, constancia = valores
    medio = constancia.medio if isinstance(constancia, Constancia) else None
    return Presentacion(formulario_id, cuando, quien, dirigente or "", cargo or "", medio)
