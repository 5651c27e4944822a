"""Tabla de inversiones de los años anteriores."""

from nucleo.dominio.inversiones import Inversion
from nucleo.persistencia.columnas import bolivianos, clave, de, entero, si_no, texto
from nucleo.persistencia.registro import foranea, indice, registro, tabla_municipal

inversiones = tabla_municipal(
    "inversiones",
    de("organizacion_id", nulo=True),
    entero("gestion"),
    texto("proyecto"),
    bolivianos("monto"),
    clave("sector"),
    texto("estado"),
    texto("fuente"),
    si_no("simulada"),
    entero("version", server_default="0"),
    foranea("organizacion_id", "organizaciones"),
    indice("gestion"),
)
registro.map_imperatively(Inversion, inversiones, version_id_col=inversiones.c.version)
