"""Tablas de evaluaciones y de las etapas por las que pasaron."""

from sqlalchemy import Column
from sqlalchemy.orm import relationship

from nucleo.dominio.evaluaciones import AlEdc, Etapa, Evaluacion, PasoDeEvaluacion
from nucleo.persistencia.columnas import (
    bolivianos,
    clave,
    datos,
    de,
    dia,
    entero,
    instante,
    texto,
)
from nucleo.persistencia.registro import foranea, registro, tabla_municipal, unica
from nucleo.persistencia.tipos import opcion

evaluaciones = tabla_municipal(
    "evaluaciones",
    entero("gestion"),
    clave("codigo"),
    instante("desde"),
    texto("quien"),
    Column("etapa", opcion(Etapa), nullable=False),
    texto("responsable"),
    dia("plazo"),
    texto("observaciones"),
    datos("condiciones"),
    bolivianos("costo_revisado", nulo=True),
    texto("razon_del_costo"),
    Column("al_edc", opcion(AlEdc), nullable=False),
    texto("motivo"),
    texto("alternativa"),
    texto("respuesta"),
    instante("respondida_en", nulo=True),
    texto("respondida_por"),
    entero("version"),
    unica("gestion", "codigo"),
)
pasos = tabla_municipal(
    "pasos_de_evaluacion",
    de("evaluacion_id"),
    entero("numero"),
    Column("etapa", opcion(Etapa), nullable=False),
    Column("hacia", opcion(Etapa), nullable=False),
    instante("desde"),
    instante("cuando"),
    texto("quien"),
    texto("responsable"),
    dia("plazo"),
    texto("observaciones"),
    texto("motivo"),
    texto("alternativa"),
    texto("respuesta"),
    foranea("evaluacion_id", "evaluaciones"),
    unica("evaluacion_id", "numero"),
)
registro.map_imperatively(PasoDeEvaluacion, pasos)
registro.map_imperatively(
    Evaluacion,
    evaluaciones,
    version_id_col=evaluaciones.c.version,
    properties={
        "pasos": relationship(
            PasoDeEvaluacion,
            order_by=pasos.c.numero,
            cascade="all, delete-orphan",
            lazy="selectin",
        ),
    },
)
