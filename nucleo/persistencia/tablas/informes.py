"""Tabla de los informes de los encuentros."""

from sqlalchemy import Column

from nucleo.dominio.informes import EstadoDeInforme, Informe
from nucleo.persistencia.columnas import clave, datos, entero, instante, si_no, texto
from nucleo.persistencia.registro import registro, tabla_municipal, unica
from nucleo.persistencia.tipos import opcion

informes = tabla_municipal(
    "informes",
    entero("gestion"),
    clave("evento"),
    clave("clave"),
    entero("numero"),
    texto("titulo"),
    clave("informa"),
    instante("empezado_en"),
    texto("quien"),
    texto("cargo"),
    si_no("a_nombre"),
    datos("apartados"),
    Column("estado", opcion(EstadoDeInforme), nullable=False),
    texto("motivo"),
    texto("contenido"),
    clave("resumen", 64),
    instante("presentado_en", nulo=True),
    texto("presentado_por"),
    entero("version"),
    unica("gestion", "evento", "clave", "numero"),
)
registro.map_imperatively(Informe, informes, version_id_col=informes.c.version)
