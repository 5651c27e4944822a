"""Tabla de apartados: filas de un plugin que aquí no está, tal como llegaron."""

from nucleo.persistencia.apartados import Apartado
from nucleo.persistencia.columnas import clave, datos, entero
from nucleo.persistencia.registro import registro, tabla_municipal, unica

apartados = tabla_municipal(
    "apartados",
    clave("paquete"),
    clave("revision"),
    clave("tabla"),
    entero("numero"),
    datos("fila"),
    unica("tabla", "numero"),
)
registro.map_imperatively(Apartado, apartados)
