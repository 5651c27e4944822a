"""Tabla de las actas de los encuentros."""

from sqlalchemy import Column

from nucleo.dominio.actas import Acta, EstadoDeActa
from nucleo.persistencia.columnas import clave, datos, dia, entero, instante, lista, texto
from nucleo.persistencia.registro import registro, tabla_municipal, unica
from nucleo.persistencia.tipos import opcion

actas = tabla_municipal(
    "actas",
    entero("gestion"),
    clave("evento"),
    instante("empezada_en"),
    texto("quien"),
    Column("estado", opcion(EstadoDeActa), nullable=False),
    datos("secciones"),
    dia("plazo"),
    lista("observaciones"),
    lista("constancias"),
    texto("contenido"),
    clave("resumen", 64),
    datos("sello"),
    lista("pasos"),
    entero("version"),
    unica("gestion", "evento"),
)
registro.map_imperatively(Acta, actas, version_id_col=actas.c.version)
