"""Lo que las pantallas muestran de las demandas."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from nucleo.dominio.asambleas import Asamblea, Formulario
from nucleo.dominio.demandas import (
    CambioDeEstado,
    ClaseDeDemanda,
    Demanda,
    Estado,
    ObservacionEscrita,
)
from nucleo.dominio.matriz import unir
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion
from nucleo.persistencia.campos import campos, columna, mujeres_y_hombres
from nucleo.persistencia.consultas.formularios import presentacion_de
from nucleo.persistencia.guardia import Sesion
from nucleo.servicios.lecturas import (
    FichaDeDemanda,
    FilaDeDemanda,
    FiltroDeDemandas,
    ObservacionLeida,
    Pagina,
    PasoDeHistoria,
)

CODIGO = re.compile(r"(\d{4})-(\d{1,9})")
d, o = campos(Demanda), campos(Organizacion)
DE_LA_FILA: Sequence[InstrumentedAttribute[Any]] = (
    columna(d.id),
    columna(d.gestion),
    columna(d.numero),
    columna(d.titulo),
    columna(o.nombre),
    columna(o.distrito),
    columna(d.sector),
    columna(d.prioridad),
    columna(d.pedida_por),
    columna(d.competencia),
    columna(d.beneficiarios),
    columna(d.costo),
    columna(d.estado),
    columna(d.simulada),
    columna(d.fuente),
    columna(d.clase),
    columna(d.grupo_id),
    columna(d.distritos),
)
"""En el orden de los campos de `FilaDeDemanda`."""
SU_ORGANIZACION = and_(columna(o.id) == columna(d.organizacion_id))
LISTA = select(*DE_LA_FILA).join(Organizacion, SU_ORGANIZACION)
CUENTA = select(func.count(columna(d.id))).join(Organizacion, SU_ORGANIZACION)
mujeres, hombres = mujeres_y_hombres(d.beneficiarios)
ORDENES: Mapping[str, ColumnElement[Any] | InstrumentedAttribute[Any]] = {
    "numero": columna(d.numero),
    "titulo": columna(d.clave),
    "organizacion": columna(o.clave),
    "sector": columna(d.sector),
    "costo": columna(d.costo),
    "beneficiarios": mujeres + hombres,
    "estado": columna(d.estado),
    "prioridad": columna(d.prioridad),
}


POR_GESTION = (
    select(columna(d.gestion), func.count())
    .group_by(columna(d.gestion))
    .order_by(columna(d.gestion).desc())
)


def por_gestion(sesion: Sesion) -> Mapping[int, int]:
    """Cuántas demandas hay en cada gestión, de la más nueva a la más vieja."""
    return dict(fila for fila in sesion.execute(POR_GESTION))


def listar(
    sesion: Sesion, filtro: FiltroDeDemandas, contadas: Mapping[int, int]
) -> Pagina[FilaDeDemanda]:
    """Una orden SQL por la página y, si no cabe todo ni está en `contadas`, otra por el total."""
    consulta = paginada(ordenada(filtradas(LISTA, filtro), filtro), filtro)
    filas = nombradas(sesion, [FilaDeDemanda(*f) for f in sesion.execute(consulta)])
    total = total_de(sesion, filtro, len(filas), contadas)
    return Pagina(filas, total, filtro.pagina, filtro.por_pagina or max(1, total))


def total_de(
    sesion: Sesion, filtro: FiltroDeDemandas, leidas: int, contadas: Mapping[int, int]
) -> int:
    """Lo leído, si es la primera página y no se llenó; lo ya contado, si no se filtra; o contar.

    Contar aparte cuesta menos que `COUNT(*) OVER ()`, que obliga a ordenar todo lo que cumple.
    """
    if not filtro.por_pagina or (filtro.pagina <= 1 and leidas < filtro.por_pagina):
        return leidas
    if filtro.gestion in contadas and not filtro.acota:
        return contadas[filtro.gestion]
    return int(sesion.execute(filtradas(CUENTA, filtro)).scalar_one())


def fila_de(valores: Sequence[Any]) -> FilaDeDemanda:
    return FilaDeDemanda(*valores[: len(DE_LA_FILA)])


def filtradas(
    consulta: Select[*tuple[Any, ...]], filtro: FiltroDeDemandas
) -> Select[*tuple[Any, ...]]:
    consulta = consulta.where(columna(d.gestion) == filtro.gestion)
    for campo, valor in (
        (columna(d.sector), filtro.sector),
        (columna(d.estado), filtro.estado),
        (columna(d.pedida_por), filtro.pedida_por),
        (columna(d.clase), filtro.clase),
    ):
        if valor:
            consulta = consulta.where(igual(campo, valor))
    if filtro.organizacion_id:
        consulta = consulta.where(columna(d.organizacion_id) == filtro.organizacion_id)
    return consulta.where(busca(filtro)) if filtro.texto.strip() else consulta


def igual(campo: InstrumentedAttribute[Any], valor: str) -> ColumnElement[bool]:
    """Un valor que no existe en la enumeración no cumple nadie: llega de una dirección web."""
    opciones = getattr(campo.type, "enums", None)
    return false() if opciones is not None and valor not in opciones else campo == valor


def busca(filtro: FiltroDeDemandas) -> ColumnElement[bool]:
    """Todas las palabras, cada una en el título o en la organización; o el código exacto."""
    if codigo := CODIGO.fullmatch(filtro.texto.strip()):
        gestion, numero = map(int, codigo.groups())
        return and_(columna(d.gestion) == gestion, columna(d.numero) == numero)
    palabras = plegar(filtro.texto).split()
    if not palabras:
        return false()
    return and_(*map(en_el_titulo_o_la_organizacion, palabras))


def en_el_titulo_o_la_organizacion(palabra: str) -> ColumnElement[bool]:
    return or_(
        columna(d.clave).contains(palabra, autoescape=True),
        columna(o.clave).contains(palabra, autoescape=True),
    )


def ordenada(
    consulta: Select[*tuple[Any, ...]], filtro: FiltroDeDemandas
) -> Select[*tuple[Any, ...]]:
    """A igual valor, por número: la misma página trae siempre lo mismo."""
    orden = ORDENES.get(filtro.orden, ORDENES["numero"])
    return consulta.order_by(orden.desc() if filtro.descendente else orden, columna(d.numero))


def paginada(
    consulta: Select[*tuple[Any, ...]], filtro: FiltroDeDemandas
) -> Select[*tuple[Any, ...]]:
    if not filtro.por_pagina:
        return consulta
    return consulta.limit(filtro.por_pagina).offset((max(1, filtro.pagina) - 1) * filtro.por_pagina)


def ficha(sesion: Sesion, gestion: int, numero: int) -> FichaDeDemanda | None:
    """Una demanda con su asamblea y su historia; `None` si no está en este municipio."""
    a, f = campos(Asamblea), campos(Formulario)
    consulta = (
        select(
            *DE_LA_FILA,
            columna(o.tipo),
            columna(o.area),
            columna(d.problema),
            columna(d.tipo),
            columna(d.lugar),
            columna(d.preparacion),
            columna(d.familias),
            columna(d.orden_mujeres),
            columna(d.orden_hombres),
            columna(d.contraparte),
            columna(d.observaciones),
            columna(a.fecha),
            columna(a.lugar),
            columna(a.asistentes),
            columna(f.folio),
            columna(f.situacion),
            columna(o.id),
            columna(f.id),
        )
        .join(Organizacion, SU_ORGANIZACION)
        .join(Formulario, columna(f.id) == columna(d.formulario_id))
        .join(Asamblea, columna(a.id) == columna(f.asamblea_id))
        .where(columna(d.gestion) == gestion, columna(d.numero) == numero)
    )
    if (valores := sesion.execute(consulta).one_or_none()) is None:
        return None
    [fila] = nombradas(sesion, [fila_de(valores)])
    *datos, organizacion, formulario = valores[len(DE_LA_FILA) :]
    pasos, suya = historia(sesion, fila), presentacion_de(sesion, fila.id)
    dichas = escritas(sesion, fila)
    compartida, juntas = con_quienes(sesion, fila)
    return FichaDeDemanda(
        *[fila, *datos, pasos, suya, dichas, organizacion, formulario, compartida, juntas]
    )


def nombradas(sesion: Sesion, filas: Sequence[FilaDeDemanda]) -> list[FilaDeDemanda]:
    """Las mismas; la compartida, con los nombres y el distrito de quienes la piden."""
    grupos = [f.id for f in filas if f.clase is ClaseDeDemanda.AGRUPADA]
    if not grupos:
        return list(filas)
    consulta = (
        select(columna(d.grupo_id), columna(o.nombre), columna(o.distrito))
        .join(Organizacion, SU_ORGANIZACION)
        .where(columna(d.grupo_id).in_(grupos), columna(d.estado) != Estado.RETIRADA)
        .order_by(columna(d.numero))
    )
    quienes: dict[UUID | None, dict[str, str]] = {}
    for grupo, nombre, distrito in sesion.execute(consulta):
        quienes.setdefault(grupo, {})[nombre] = distrito
    return [_con_sus_nombres(f, quienes.get(f.id, {})) for f in filas]


def _con_sus_nombres(fila: FilaDeDemanda, suyas: Mapping[str, str]) -> FilaDeDemanda:
    if not suyas:
        return fila
    distritos = tuple(dict.fromkeys(filter(None, suyas.values())))
    organizacion, distrito = unir([*suyas]), ", ".join(distritos)
    return replace(fila, organizacion=organizacion, distrito=distrito, distritos=distritos)


def con_quienes(
    sesion: Sesion, fila: FilaDeDemanda
) -> tuple[FilaDeDemanda | None, Sequence[FilaDeDemanda]]:
    """La compartida en que va esta demanda, si va, y las que van juntas."""
    grupo = fila.id if fila.clase is ClaseDeDemanda.AGRUPADA else fila.grupo_id
    if grupo is None:
        return None, ()
    juntas = LISTA.where(columna(d.grupo_id) == grupo, columna(d.estado) != Estado.RETIRADA)
    integrantes = [fila_de(v) for v in sesion.execute(juntas.order_by(columna(d.numero)))]
    if fila.id == grupo:
        return None, integrantes
    valores = sesion.execute(LISTA.where(columna(d.id) == grupo)).one_or_none()
    return (fila_de(valores) if valores else None), integrantes


def escritas(sesion: Sesion, fila: FilaDeDemanda) -> Sequence[ObservacionLeida]:
    """Lo que se observó de ella, en el orden en que se escribió."""
    e = campos(ObservacionEscrita)
    consulta = (
        select(
            columna(e.id),
            columna(e.texto),
            columna(e.cuando),
            columna(e.quien),
            columna(e.respuesta),
            columna(e.respondida_en),
            columna(e.respondida_por),
        )
        .where(columna(e.demanda_id) == fila.id)
        .order_by(columna(e.cuando), columna(e.id))
    )
    return [ObservacionLeida(*dicha) for dicha in sesion.execute(consulta)]


def historia(sesion: Sesion, fila: FilaDeDemanda) -> Sequence[PasoDeHistoria]:
    c = campos(CambioDeEstado)
    consulta = (
        select(
            columna(c.estado),
            columna(c.cuando),
            columna(c.quien),
            columna(c.motivo),
            columna(c.cambios),
        )
        .select_from(Demanda)
        .join(columna(d.historial))
        .where(columna(d.id) == fila.id)
        .order_by(columna(c.numero))
    )
    return [PasoDeHistoria(*paso) for paso in sesion.execute(consulta)]
