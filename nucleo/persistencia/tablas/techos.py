"""Tabla de techos: un monto por gestión, fuente y organismo."""

from nucleo.dominio.techos import Techo
from nucleo.persistencia.columnas import bolivianos, clave, entero, si_no, texto
from nucleo.persistencia.registro import registro, tabla_municipal, unica

techos = tabla_municipal(
    "techos",
    entero("gestion"),
    clave("fuente"),
    clave("organismo"),
    bolivianos("monto"),
    entero("orden"),
    texto("procedencia"),
    si_no("simulado"),
    unica("gestion", "fuente", "organismo"),
)
registro.map_imperatively(Techo, techos)
