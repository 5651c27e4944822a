"""Caja de pruebas pública: una unidad en memoria, un contexto y un conjunto de plugins a mano.

Sirve al núcleo y a quien escribe un plugin: nada de aquí toca base, web ni archivos.
"""

from nucleo.pruebas.ejemplos import (
    MEDIODIA,
    conjunto_de,
    contexto_de_prueba,
    demanda_de_prueba,
    fila_de_prueba,
    medidas_de,
    organizacion_de_prueba,
)
from nucleo.pruebas.llanos import VolcadoEnMemoria
from nucleo.pruebas.memoria import TUNARI, UnidadEnMemoria

__all__ = [
    "MEDIODIA",
    "TUNARI",
    "UnidadEnMemoria",
    "VolcadoEnMemoria",
    "conjunto_de",
    "contexto_de_prueba",
    "demanda_de_prueba",
    "fila_de_prueba",
    "medidas_de",
    "organizacion_de_prueba",
]
