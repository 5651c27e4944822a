"""Qué archivos del depósito nombra la base: los que `adjuntos.barrer` no puede quitar.

Cada tabla lo dice en su columna (`columnas.que_nombra`) y aquí se juntan todas: quien agrega un
dueño nuevo no tiene otra lista que recordar. Un contenido que nadie nombra se quita del disco.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from nucleo.persistencia.columnas import NOMBRA, Nombrados
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.registro import registro


def nombrados(sesion: Sesion) -> set[str]:
    """El SHA-256 de todo archivo que alguna fila del ámbito nombra."""
    return {
        resumen
        for campo, leer in duenos()
        for guardado in sesion.scalars(select(campo))
        for resumen in leer(guardado)
    }


def duenos() -> Iterator[tuple[InstrumentedAttribute[Any], Nombrados]]:
    """Cada columna que nombra archivos, y cómo se leen de lo guardado en ella."""
    for mapa in registro.mappers:
        for propiedad in mapa.column_attrs:
            for pieza in propiedad.columns:
                if leer := pieza.info.get(NOMBRA):
                    yield getattr(mapa.class_, propiedad.key), leer
