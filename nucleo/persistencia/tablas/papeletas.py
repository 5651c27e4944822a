"""Tabla de las papeletas de la Cumbre 2."""

from typing import Any

from sqlalchemy import Column, Text
from sqlalchemy.orm import composite

from nucleo.dominio.asambleas import Constancia, MedioDeConstancia
from nucleo.dominio.papeletas import Papeleta
from nucleo.persistencia.columnas import de, entero, instante, lista, si_no, texto
from nucleo.persistencia.registro import foranea, registro, tabla_municipal, todas_vacias, unica
from nucleo.persistencia.tipos import opcion

constancia: tuple[Column[Any], ...] = (
    Column("constancia_medio", opcion(MedioDeConstancia)),
    Column("constancia_detalle", Text),
    Column("constancia_motivo", Text),
)
papeletas = tabla_municipal(
    "papeletas",
    entero("gestion"),
    de("organizacion_id"),
    lista("demandas"),
    instante("cuando", nulo=True),
    texto("quien"),
    de("dirigencia_id", nulo=True),
    *constancia,
    texto("procedencia"),
    si_no("simulada"),
    entero("version"),
    foranea("organizacion_id", "organizaciones"),
    unica("gestion", "organizacion_id"),
)
registro.map_imperatively(
    Papeleta,
    papeletas,
    version_id_col=papeletas.c.version,
    properties={"constancia": composite(Constancia, *constancia, return_none_on=todas_vacias)},
)
