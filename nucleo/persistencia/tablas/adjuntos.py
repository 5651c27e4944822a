"""Tabla de los archivos que acompañan a un formulario; su contenido está en el disco."""

from sqlalchemy import Column

from nucleo.dominio.adjuntos import Adjunto, ClaseDeAdjunto, TipoDeArchivo
from nucleo.persistencia.columnas import clave, de, entero, instante, texto
from nucleo.persistencia.registro import foranea, indice, registro, tabla_municipal
from nucleo.persistencia.tipos import opcion

adjuntos = tabla_municipal(
    "adjuntos",
    de("formulario_id"),
    Column("clase", opcion(ClaseDeAdjunto), nullable=False),
    texto("nombre"),
    Column("tipo", opcion(TipoDeArchivo), nullable=False),
    clave("resumen", 64),
    entero("tamano"),
    instante("cuando"),
    texto("quien"),
    foranea("formulario_id", "formularios"),
    indice("formulario_id"),
)
registro.map_imperatively(Adjunto, adjuntos)
