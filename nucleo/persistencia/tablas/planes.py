"""Tablas de los planes, sus elementos, sus indicadores y sus alianzas."""

from sqlalchemy import Column

from nucleo.dominio.indicadores import Indicador
from nucleo.dominio.planes import (
    Alianza,
    ClaseDeAliado,
    ClaseDeElemento,
    Dimension,
    ElementoDePlan,
    EstadoDePlan,
    NivelDePlan,
    Plan,
)
from nucleo.persistencia.columnas import (
    bolivianos,
    clave,
    datos,
    de,
    entero,
    instante,
    lista,
    si_no,
    texto,
)
from nucleo.persistencia.registro import foranea, registro, tabla_municipal, unica
from nucleo.persistencia.tipos import opcion

planes = tabla_municipal(
    "planes",
    clave("codigo"),
    entero("numero"),
    clave("tipo"),
    Column("nivel", opcion(NivelDePlan), nullable=False),
    texto("nombre"),
    entero("desde"),
    entero("hasta"),
    Column("estado", opcion(EstadoDePlan), nullable=False),
    texto("fuente"),
    si_no("simulada"),
    texto("constancia"),
    instante("vigente_en", nulo=True),
    entero("version"),
    unica("codigo", "numero"),
)
elementos = tabla_municipal(
    "elementos_de_plan",
    de("plan_id"),
    Column("clase", opcion(ClaseDeElemento), nullable=False),
    clave("codigo"),
    texto("nombre"),
    texto("descripcion"),
    clave("padre"),
    Column("dimension", opcion(Dimension)),
    clave("responsable"),
    lista("alineados"),
    datos("inversion"),
    entero("orden"),
    entero("version"),
    foranea("plan_id", "planes"),
    unica("plan_id", "codigo"),
)
indicadores = tabla_municipal(
    "indicadores",
    de("plan_id"),
    clave("codigo"),
    clave("elemento"),
    texto("nombre"),
    texto("medida"),
    clave("base"),
    entero("anio_de_base", nulo=True),
    datos("metas"),
    texto("medio"),
    datos("alcanzados"),
    entero("version"),
    foranea("plan_id", "planes"),
    unica("plan_id", "codigo"),
)
alianzas = tabla_municipal(
    "alianzas",
    de("plan_id"),
    clave("codigo"),
    texto("con_quien"),
    Column("aliado", opcion(ClaseDeAliado), nullable=False),
    texto("objeto"),
    bolivianos("monto", nulo=True),
    entero("desde", nulo=True),
    entero("hasta", nulo=True),
    texto("documento"),
    clave("elemento"),
    entero("version"),
    foranea("plan_id", "planes"),
    unica("plan_id", "codigo"),
)
for clase, tabla in (
    (Plan, planes),
    (ElementoDePlan, elementos),
    (Indicador, indicadores),
    (Alianza, alianzas),
):
    registro.map_imperatively(clase, tabla, version_id_col=tabla.c.version)
