"""Tablas de distritos y de quién representa a cada organización."""

from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.distritos import Distrito
from nucleo.persistencia.columnas import clave, de, dia, entero, texto
from nucleo.persistencia.registro import foranea, indice, registro, tabla_municipal, unica

distritos = tabla_municipal("distritos", texto("nombre"), texto("clave"), unica("clave"))
dirigencias = tabla_municipal(
    "dirigencias",
    de("organizacion_id"),
    texto("nombre"),
    texto("cargo"),
    dia("desde"),
    dia("hasta"),
    clave("telefono"),
    entero("version"),
    foranea("organizacion_id", "organizaciones"),
    indice("organizacion_id"),
)
registro.map_imperatively(Distrito, distritos)
registro.map_imperatively(Dirigencia, dirigencias, version_id_col=dirigencias.c.version)
