"""Lo que las pantallas muestran de las organizaciones."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, select
from sqlalchemy.orm import InstrumentedAttribute

from nucleo.dominio.asambleas import Asamblea
from nucleo.dominio.demandas import Demanda, Estado
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion, TipoDeOrganizacion
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.servicios.lecturas import FilaDeOrganizacion, FiltroDeOrganizaciones, Pagina

a, d, o = campos(Asamblea), campos(Demanda), campos(Organizacion)
DE_LA_FILA: Sequence[InstrumentedAttribute[Any]] = (
    columna(o.id),
    columna(o.nombre),
    columna(o.tipo),
    columna(o.distrito),
    columna(o.area),
    columna(o.poblacion),
    columna(o.carencias),
    columna(o.fuente),
    columna(o.idioma),
)
"""En el orden de los campos de `FilaDeOrganizacion`."""


def listar(sesion: Sesion, filtro: FiltroDeOrganizaciones) -> Pagina[FilaDeOrganizacion]:
    """Las que cumplen y, aparte, cuántas asambleas y demandas tiene cada una."""
    donde = condiciones(sesion, filtro)
    consulta = select(*DE_LA_FILA).where(*donde).order_by(columna(o.clave))
    if filtro.por_pagina:
        saltadas = (max(1, filtro.pagina) - 1) * filtro.por_pagina
        consulta = consulta.limit(filtro.por_pagina).offset(saltadas)
    leidas = sesion.execute(consulta).all()
    total = int(sesion.scalars(select(func.count(columna(o.id))).where(*donde)).one())
    ids = [fila[0] for fila in leidas] if filtro.por_pagina else None
    asambleas = _contadas(sesion, columna(a.organizacion_id), ids, columna(a.gestion), filtro)
    sin_retirar = columna(d.estado) != Estado.RETIRADA
    demandas = _contadas(
        sesion, columna(d.organizacion_id), ids, columna(d.gestion), filtro, sin_retirar
    )
    filas = [
        FilaDeOrganizacion(*[*f, asambleas.get(f[0], 0), demandas.get(f[0], 0)]) for f in leidas
    ]
    return Pagina(filas, total, filtro.pagina, filtro.por_pagina or max(1, total))


def _contadas(
    sesion: Sesion,
    de_quien: InstrumentedAttribute[Any],
    ids: Sequence[Any] | None,
    gestion: InstrumentedAttribute[int],
    filtro: FiltroDeOrganizaciones,
    *mas: ColumnElement[bool],
) -> dict[Any, int]:
    """Organización → cuántas filas suyas hay en la gestión; sin `ids`, de todas."""
    consulta: Select[tuple[Any, int]] = select(de_quien, func.count()).where(
        gestion == filtro.gestion, *mas
    )
    if ids is not None:
        consulta = consulta.where(de_quien.in_(ids))
    return dict(fila for fila in sesion.execute(consulta.group_by(de_quien)))


def condiciones(sesion: Sesion, filtro: FiltroDeOrganizaciones) -> list[ColumnElement[bool]]:
    """Lo que se pide, de a una: todas las palabras en el nombre, el tipo y el distrito."""
    donde: list[ColumnElement[bool]] = [columna(o.tipo) != TipoDeOrganizacion.GOBIERNO]
    if filtro.texto.strip():
        palabras = plegar(filtro.texto).split()
        contiene = (columna(o.clave).contains(p, autoescape=True) for p in palabras)
        donde.append(and_(*contiene) if palabras else false())
    if filtro.tipo:
        tipo = columna(o.tipo)
        opciones = getattr(tipo.type, "enums", ())
        donde.append(tipo == filtro.tipo if filtro.tipo in opciones else false())
    if filtro.distrito:
        escritos = sesion.scalars(select(columna(o.distrito)).distinct())
        suyos = [escrito for escrito in escritos if plegar(escrito) == filtro.distrito]
        donde.append(columna(o.distrito).in_(suyos))
    return donde
