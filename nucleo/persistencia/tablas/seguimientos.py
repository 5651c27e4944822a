"""Tablas del control social: quién sigue qué, y su programa de seguimiento."""

from sqlalchemy import Column

from nucleo.dominio.encargos import Encargo, QueSeSigue
from nucleo.dominio.seguimientos import ClaseDeSeguimiento, Hallazgo, Seguimiento
from nucleo.persistencia.columnas import clave, de, dia, entero, instante, lista, texto
from nucleo.persistencia.registro import foranea, indice, registro, tabla_municipal
from nucleo.persistencia.tipos import opcion

encargos = tabla_municipal(
    "encargos",
    entero("gestion"),
    Column("sigue", opcion(QueSeSigue), nullable=False),
    texto("codigo"),
    texto("nombre"),
    instante("encargado_en"),
    texto("quien"),
    de("organizacion_id", nulo=True),
    texto("comision"),
    entero("version"),
    foranea("organizacion_id", "organizaciones"),
    indice("gestion"),
    indice("organizacion_id"),
)
seguimientos = tabla_municipal(
    "seguimientos",
    entero("gestion"),
    de("encargo_id"),
    Column("clase", opcion(ClaseDeSeguimiento), nullable=False),
    texto("que"),
    dia("fecha", nulo=False),
    instante("programado_en"),
    texto("quien"),
    clave("hora"),
    texto("lugar"),
    texto("van"),
    lista("cambios"),
    Column("resultado", opcion(Hallazgo), nullable=True),
    texto("hallado"),
    texto("constancia"),
    dia("hecho_el"),
    instante("anotado_en", nulo=True),
    de("reclamo_id", nulo=True),
    entero("version"),
    foranea("encargo_id", "encargos"),
    foranea("reclamo_id", "reclamos"),
    indice("gestion"),
    indice("encargo_id"),
    indice("reclamo_id"),
)
registro.map_imperatively(Encargo, encargos, version_id_col=encargos.c.version)
registro.map_imperatively(Seguimiento, seguimientos, version_id_col=seguimientos.c.version)
