"""Tabla de las unidades operativas del municipio."""

from nucleo.dominio.unidades_operativas import UnidadOperativa
from nucleo.persistencia.columnas import clave, entero, lista, si_no, texto
from nucleo.persistencia.registro import registro, tabla_municipal, unica

unidades_operativas = tabla_municipal(
    "unidades_operativas",
    clave("codigo"),
    texto("nombre"),
    clave("depende_de"),
    texto("responsable"),
    texto("competencias"),
    lista("sectores"),
    entero("desde", nulo=True),
    entero("hasta", nulo=True),
    texto("fuente"),
    si_no("simulada"),
    entero("version"),
    unica("codigo"),
)
registro.map_imperatively(
    UnidadOperativa, unidades_operativas, version_id_col=unidades_operativas.c.version
)
