"""Tablas de asambleas y de los formularios de autodiagnóstico."""

from typing import Any

from sqlalchemy import Column, Text
from sqlalchemy.orm import composite

from nucleo.dominio.asambleas import Asamblea, Constancia, Formulario, MedioDeConstancia
from nucleo.dominio.personas import Personas
from nucleo.persistencia.columnas import datos, de, dia, entero, instante, personas, texto
from nucleo.persistencia.registro import (
    foranea,
    indice,
    registro,
    tabla_municipal,
    todas_vacias,
    unica,
)
from nucleo.persistencia.tipos import opcion

asistentes = personas("asistentes", nulo=True)
asambleas = tabla_municipal(
    "asambleas",
    de("organizacion_id"),
    entero("gestion"),
    dia("fecha"),
    texto("lugar"),
    *asistentes,
    texto("fuente"),
    foranea("organizacion_id", "organizaciones"),
    indice("gestion", "organizacion_id"),
)
constancia: tuple[Column[Any], ...] = (
    Column("constancia_medio", opcion(MedioDeConstancia)),
    Column("constancia_detalle", Text),
    Column("constancia_motivo", Text),
)
formularios = tabla_municipal(
    "formularios",
    de("asamblea_id"),
    entero("gestion"),
    texto("folio"),
    datos("situacion"),
    instante("presentado_en", nulo=True),
    texto("presentado_por", omision=""),
    de("membresia_id", nulo=True),
    de("dirigencia_id", nulo=True),
    *constancia,
    texto("resumen", omision=""),
    foranea("asamblea_id", "asambleas"),
    unica("asamblea_id"),
    indice("gestion"),
)
registro.map_imperatively(
    Asamblea,
    asambleas,
    properties={"asistentes": composite(Personas, *asistentes, return_none_on=todas_vacias)},
)
registro.map_imperatively(
    Formulario,
    formularios,
    properties={"constancia": composite(Constancia, *constancia, return_none_on=todas_vacias)},
)
