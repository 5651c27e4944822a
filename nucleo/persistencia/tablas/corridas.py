"""Tablas del proceso de priorización de cada gestión, de sus corridas y de sus puestos."""

from sqlalchemy.orm import deferred, relationship

from nucleo.dominio.corridas import Corrida, Proceso, Puesto
from nucleo.persistencia.columnas import (
    clave,
    datos,
    de,
    entero,
    instante,
    lista,
    si_no,
    texto,
)
from nucleo.persistencia.registro import foranea, indice, registro, tabla_municipal, unica

procesos = tabla_municipal(
    "procesos",
    entero("gestion"),
    instante("congelada_en", nulo=True),
    instante("acordada_en", nulo=True),
    instante("calificada_en", nulo=True),
    instante("publicada_en", nulo=True),
    datos("pesos"),
    clave("codigo"),
    datos("entradas", nulo=True),
    entero("version"),
    unica("gestion"),
)
corridas = tabla_municipal(
    "corridas",
    entero("gestion"),
    instante("cuando"),
    texto("quien"),
    clave("regla"),
    datos("pesos"),
    datos("techos"),
    datos("procedencias", nulo=True),
    datos("entradas", nulo=True),
    clave("resumen", 64),
    indice("gestion", "cuando"),
)
puestos = tabla_municipal(
    "puestos",
    de("corrida_id"),
    entero("lugar"),
    de("demanda_id"),
    entero("puntaje"),
    si_no("entra"),
    clave("fuente"),
    datos("motivo"),
    lista("desglose"),
    foranea("corrida_id", "corridas"),
    foranea("demanda_id", "demandas"),
    unica("corrida_id", "lugar"),
    unica("corrida_id", "demanda_id"),
)
registro.map_imperatively(
    Proceso,
    procesos,
    version_id_col=procesos.c.version,
    properties={"entradas": deferred(procesos.c.entradas)},
)
registro.map_imperatively(Puesto, puestos)
registro.map_imperatively(
    Corrida,
    corridas,
    properties={
        "entradas": deferred(corridas.c.entradas),
        "puestos": relationship(
            Puesto, order_by=puestos.c.lugar, cascade="all, delete-orphan", lazy="selectin"
        ),
    },
)
