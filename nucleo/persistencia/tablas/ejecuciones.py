"""Tabla de lo ejecutado: un monto por gestión, bloque y código."""

from nucleo.dominio.ejecuciones import Ejecucion
from nucleo.persistencia.columnas import bolivianos, clave, entero, texto
from nucleo.persistencia.registro import registro, tabla_municipal, unica

ejecuciones = tabla_municipal(
    "ejecuciones",
    entero("gestion"),
    clave("bloque"),
    clave("codigo"),
    texto("concepto"),
    bolivianos("monto"),
    texto("fuente"),
    unica("gestion", "bloque", "codigo"),
)
registro.map_imperatively(Ejecucion, ejecuciones)
