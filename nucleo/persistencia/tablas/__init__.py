"""Una tabla y un mapeo por sustantivo. Nadie fuera de esta carpeta toca una `Table`."""

from nucleo.persistencia.tablas import (
    apartados,
    asambleas,
    bitacora,
    corridas,
    demandas,
    entregas,
    inversiones,
    municipios,
    organizaciones,
    techos,
)

__all__ = [
    "apartados",
    "asambleas",
    "bitacora",
    "corridas",
    "demandas",
    "entregas",
    "inversiones",
    "municipios",
    "organizaciones",
    "techos",
]
