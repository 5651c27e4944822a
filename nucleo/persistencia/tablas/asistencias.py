"""Tablas de a quién se convocó a cada encuentro y quién llegó."""

from sqlalchemy import Column

from nucleo.dominio.asistencias import Asistencia, Sexo
from nucleo.dominio.convocatorias import Convocatoria, MedioDeConvocatoria
from nucleo.persistencia.columnas import clave, de, dia, entero, instante, si_no, texto
from nucleo.persistencia.registro import foranea, indice, registro, tabla_municipal
from nucleo.persistencia.tipos import opcion

asistencias = tabla_municipal(
    "asistencias",
    entero("gestion"),
    clave("evento"),
    texto("nombre"),
    texto("clave"),
    Column("sexo", opcion(Sexo), nullable=False),
    clave("representa"),
    instante("anotada_en"),
    texto("quien"),
    de("organizacion_id", nulo=True),
    texto("cargo"),
    si_no("sin_inscripcion"),
    clave("hora"),
    entero("version", server_default="0"),
    foranea("organizacion_id", "organizaciones"),
    indice("gestion", "evento"),
    indice("organizacion_id"),
)
convocatorias = tabla_municipal(
    "convocatorias",
    entero("gestion"),
    clave("evento"),
    de("organizacion_id"),
    Column("medio", opcion(MedioDeConvocatoria), nullable=False),
    dia("fecha", nulo=False),
    instante("anotada_en"),
    texto("quien"),
    texto("recibio"),
    texto("nota"),
    foranea("organizacion_id", "organizaciones"),
    indice("gestion", "evento"),
    indice("organizacion_id"),
)
registro.map_imperatively(Asistencia, asistencias, version_id_col=asistencias.c.version)
registro.map_imperatively(Convocatoria, convocatorias)
