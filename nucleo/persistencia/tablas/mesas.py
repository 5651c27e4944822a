"""Tablas de la mesa: puntos, sus documentos, votaciones, acuerdos, reclamos y tarjetas."""

from sqlalchemy import Column

from nucleo.dominio.acuerdos import Acuerdo, EstadoDeAcuerdo
from nucleo.dominio.adjuntos import TipoDeArchivo
from nucleo.dominio.documentos_de_punto import DocumentoDePunto
from nucleo.dominio.mesas import PuntoTratado
from nucleo.dominio.reclamos import EstadoDeReclamo, Reclamo, SobreQue
from nucleo.dominio.satisfaccion import TarjetasDeSalida
from nucleo.dominio.votaciones import EstadoDeVotacion, Votacion
from nucleo.persistencia.columnas import (
    clave,
    datos,
    de,
    dia,
    entero,
    instante,
    lista,
    si_no,
    texto,
)
from nucleo.persistencia.registro import foranea, indice, registro, tabla_municipal, unica
from nucleo.persistencia.tipos import opcion

puntos = tabla_municipal(
    "puntos_tratados",
    entero("gestion"),
    clave("evento"),
    clave("clave"),
    texto("texto"),
    entero("orden"),
    texto("informo"),
    texto("dicho"),
    lista("tramos"),
    entero("version"),
    unica("gestion", "evento", "clave"),
)
votaciones = tabla_municipal(
    "votaciones",
    entero("gestion"),
    clave("evento"),
    clave("punto"),
    texto("pregunta"),
    instante("abierta_en"),
    texto("quien"),
    Column("estado", opcion(EstadoDeVotacion), nullable=False),
    datos("cuenta"),
    lista("disensos"),
    instante("cerrada_en", nulo=True),
    instante("anulada_en", nulo=True),
    texto("anulada_por"),
    texto("motivo"),
    entero("version"),
    indice("gestion", "evento"),
)
acuerdos = tabla_municipal(
    "acuerdos",
    entero("gestion"),
    clave("evento"),
    texto("que"),
    texto("responsable"),
    instante("acordado_en"),
    texto("quien"),
    dia("fecha"),
    entero("traido_de", server_default="0"),
    clave("punto"),
    Column("estado", opcion(EstadoDeAcuerdo), nullable=False),
    texto("nota"),
    dia("visto_el"),
    entero("version"),
    indice("gestion", "evento"),
)
reclamos = tabla_municipal(
    "reclamos",
    entero("gestion"),
    clave("evento"),
    Column("sobre", opcion(SobreQue), nullable=False),
    texto("asunto"),
    texto("texto"),
    instante("dicho_en"),
    texto("quien"),
    de("organizacion_id", nulo=True),
    Column("estado", opcion(EstadoDeReclamo), nullable=False),
    texto("respuesta"),
    texto("responsable"),
    dia("plazo"),
    dia("respondido_el"),
    texto("cierre"),
    dia("cerrado_el"),
    entero("version"),
    foranea("organizacion_id", "organizaciones"),
    indice("gestion"),
    indice("organizacion_id"),
)
salidas = tabla_municipal(
    "tarjetas_de_salida",
    entero("gestion"),
    clave("evento"),
    instante("anotada_en"),
    texto("quien"),
    datos("cuenta"),
    entero("version"),
    unica("gestion", "evento"),
)
documentos = tabla_municipal(
    "documentos_de_punto",
    entero("gestion"),
    clave("evento"),
    clave("punto"),
    texto("texto"),
    texto("titulo"),
    Column("tipo", opcion(TipoDeArchivo), nullable=False),
    clave("resumen", 64),
    entero("tamano"),
    instante("cuando"),
    texto("quien"),
    si_no("publico"),
    indice("gestion", "evento"),
)
registro.map_imperatively(PuntoTratado, puntos, version_id_col=puntos.c.version)
registro.map_imperatively(Votacion, votaciones, version_id_col=votaciones.c.version)
registro.map_imperatively(Acuerdo, acuerdos, version_id_col=acuerdos.c.version)
registro.map_imperatively(Reclamo, reclamos, version_id_col=reclamos.c.version)
registro.map_imperatively(TarjetasDeSalida, salidas, version_id_col=salidas.c.version)
registro.map_imperatively(DocumentoDePunto, documentos)
