"""Tablas de lo que se ofrece financiar y de lo que se acordó con ello."""

from sqlalchemy import Column

from nucleo.dominio.ofertas import Compromiso, EstadoDeCompromiso, Oferta, TipoDeOferente
from nucleo.persistencia.columnas import (
    bolivianos,
    de,
    dia,
    entero,
    instante,
    lista,
    si_no,
    texto,
)
from nucleo.persistencia.registro import foranea, indice, registro, tabla_municipal
from nucleo.persistencia.tipos import opcion

ofertas = tabla_municipal(
    "ofertas",
    entero("gestion"),
    texto("clave"),
    texto("oferente"),
    Column("tipo", opcion(TipoDeOferente), nullable=False),
    texto("que"),
    bolivianos("monto"),
    lista("sectores"),
    lista("distritos"),
    lista("competencias"),
    texto("condiciones"),
    dia("desde"),
    dia("hasta"),
    texto("fuente"),
    si_no("simulada"),
    instante("retirada_en", nulo=True),
    texto("motivo"),
    entero("version"),
    indice("gestion"),
)
compromisos = tabla_municipal(
    "compromisos",
    de("oferta_id"),
    de("demanda_id"),
    entero("gestion"),
    bolivianos("monto"),
    dia("fecha", nulo=False),
    texto("constancia"),
    instante("acordado_en"),
    texto("acordado_por"),
    Column("estado", opcion(EstadoDeCompromiso), nullable=False),
    texto("motivo"),
    instante("cerrado_en", nulo=True),
    texto("cerrado_por"),
    entero("version"),
    foranea("oferta_id", "ofertas"),
    foranea("demanda_id", "demandas"),
    indice("gestion"),
    indice("oferta_id"),
)
registro.map_imperatively(Oferta, ofertas, version_id_col=ofertas.c.version)
registro.map_imperatively(Compromiso, compromisos, version_id_col=compromisos.c.version)
