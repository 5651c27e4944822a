"""Una tabla y un mapeo por sustantivo. Nadie fuera de esta carpeta toca una `Table`."""

from nucleo.persistencia.tablas import (
    adjuntos,
    ajustes,
    apartados,
    asambleas,
    avances,
    bitacora,
    borradores,
    corridas,
    demandas,
    dirigencias,
    entregas,
    inversiones,
    municipios,
    organizaciones,
    techos,
    usuarios,
)

__all__ = [
    "adjuntos",
    "ajustes",
    "apartados",
    "asambleas",
    "avances",
    "bitacora",
    "borradores",
    "corridas",
    "demandas",
    "dirigencias",
    "entregas",
    "inversiones",
    "municipios",
    "organizaciones",
    "techos",
    "usuarios",
]
