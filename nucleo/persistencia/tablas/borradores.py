"""Tabla de lo que se está escribiendo y todavía no se presentó."""

from nucleo.dominio.borradores import Borrador
from nucleo.persistencia.columnas import datos, de, entero, instante
from nucleo.persistencia.registro import foranea, indice, registro, tabla_municipal

borradores = tabla_municipal(
    "borradores",
    de("usuario_id"),
    de("organizacion_id"),
    entero("gestion"),
    instante("cuando"),
    datos("datos"),
    entero("version"),
    foranea("organizacion_id", "organizaciones"),
    indice("usuario_id"),
)
registro.map_imperatively(Borrador, borradores, version_id_col=borradores.c.version)
