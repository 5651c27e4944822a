"""Tablas del POA: cada versión y sus líneas."""

from sqlalchemy import Column
from sqlalchemy.orm import relationship

from nucleo.dominio.poa import EstadoDePoa, LineaDePoa, Poa
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

poas = tabla_municipal(
    "poas",
    entero("gestion"),
    entero("numero"),
    Column("estado", opcion(EstadoDePoa), nullable=False),
    instante("cuando"),
    texto("quien"),
    entero("sale_de"),
    entero("reformulado"),
    si_no("historico"),
    texto("procedencia"),
    lista("pasos"),
    lista("notas"),
    entero("version"),
    unica("gestion", "numero"),
)
lineas = tabla_municipal(
    "lineas_de_poa",
    de("poa_id"),
    entero("orden"),
    texto("denominacion"),
    *(clave(nombre) for nombre in ("programa", "proyecto", "actividad", "sisin", "objeto")),
    *(clave(nombre) for nombre in ("fuente", "organismo", "finalidad", "sector_economico")),
    texto("distrito"),
    clave("unidad"),
    clave("objetivo"),
    texto("sin_objetivo"),
    bolivianos("monto"),
    bolivianos("plurianual_total", nulo=True),
    datos("plurianual"),
    clave("demanda"),
    texto("nota"),
    texto("procedencia"),
    si_no("simulada"),
    entero("version"),
    foranea("poa_id", "poas"),
    unica("poa_id", "orden"),
)
registro.map_imperatively(LineaDePoa, lineas, version_id_col=lineas.c.version)
registro.map_imperatively(
    Poa,
    poas,
    version_id_col=poas.c.version,
    properties={
        "lineas": relationship(
            LineaDePoa, order_by=lineas.c.orden, cascade="all, delete-orphan", lazy="select"
        ),
    },
)
