"""Tablas del calendario: las gestiones abiertas y sus encuentros."""

from sqlalchemy import Column

from nucleo.dominio.eventos import EstadoDeEvento, Evento, GestionAbierta
from nucleo.persistencia.columnas import clave, dia, entero, instante, lista, texto
from nucleo.persistencia.registro import registro, tabla_municipal, unica
from nucleo.persistencia.tipos import opcion

gestiones = tabla_municipal(
    "gestiones_abiertas",
    entero("gestion"),
    clave("ciclo"),
    dia("limite", nulo=False),
    instante("abierta_en"),
    texto("quien"),
    texto("fuente"),
    entero("version"),
    unica("gestion"),
)
eventos = tabla_municipal(
    "eventos",
    entero("gestion"),
    clave("clave"),
    entero("orden"),
    texto("sigla"),
    texto("nombre"),
    dia("fecha", nulo=False),
    clave("hora"),
    texto("lugar"),
    Column("estado", opcion(EstadoDeEvento), nullable=False),
    dia("realizado_en"),
    lista("saltos"),
    lista("pasos"),
    entero("version"),
    unica("gestion", "clave"),
)
registro.map_imperatively(GestionAbierta, gestiones, version_id_col=gestiones.c.version)
registro.map_imperatively(Evento, eventos, version_id_col=eventos.c.version)
