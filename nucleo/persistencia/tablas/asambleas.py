"""Tablas de asambleas y de los formularios de autodiagnóstico."""

from sqlalchemy.orm import composite

from nucleo.dominio.asambleas import Asamblea, Formulario
from nucleo.dominio.personas import Personas
from nucleo.persistencia.columnas import datos, de, dia, entero, personas, texto
from nucleo.persistencia.registro import (
    foranea,
    indice,
    registro,
    tabla_municipal,
    todas_vacias,
    unica,
)

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
formularios = tabla_municipal(
    "formularios",
    de("asamblea_id"),
    entero("gestion"),
    texto("folio"),
    datos("situacion"),
    foranea("asamblea_id", "asambleas"),
    unica("asamblea_id"),
    indice("gestion"),
)
registro.map_imperatively(
    Asamblea,
    asambleas,
    properties={"asistentes": composite(Personas, *asistentes, return_none_on=todas_vacias)},
)
registro.map_imperatively(Formulario, formularios)
