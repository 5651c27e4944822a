"""Tabla de entregas: lo único de un municipio que una región puede leer."""

from sqlalchemy import Column, Index, text
from sqlalchemy.orm import composite

from nucleo.dominio.demandas import Competencia
from nucleo.dominio.entregas import Entrega
from nucleo.dominio.personas import Personas
from nucleo.persistencia.columnas import (
    bolivianos,
    clave,
    de,
    entero,
    instante,
    personas,
    si_no,
    texto,
)
from nucleo.persistencia.registro import Tenencia, clave_entregada, registro, tabla
from nucleo.persistencia.tipos import opcion

VIGENTE = text("retirada_en IS NULL")

beneficiarios = personas("beneficiarios")
entregas = tabla(
    "entregas",
    Tenencia.ENTREGADA,
    *clave_entregada(),
    entero("gestion"),
    de("demanda_id"),
    clave("codigo"),
    texto("titulo"),
    texto("organizacion"),
    clave("sector"),
    Column("competencia", opcion(Competencia), nullable=False),
    bolivianos("costo"),
    *beneficiarios,
    entero("puesto"),
    entero("puntaje"),
    si_no("en_poa"),
    si_no("simulada"),
    texto("fuente"),
    instante("entregada_en"),
    texto("entregada_por"),
    instante("retirada_en", nulo=True),
    texto("retirada_por"),
    Index(None, "region", "gestion", "origen_id", "puesto"),
    Index(
        "uq_entregas_vigentes",
        "origen_id",
        "region",
        "demanda_id",
        unique=True,
        sqlite_where=VIGENTE,
        postgresql_where=VIGENTE,
    ),
)
registro.map_imperatively(
    Entrega, entregas, properties={"beneficiarios": composite(Personas, *beneficiarios)}
)
