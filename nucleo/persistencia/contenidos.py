"""Los archivos del depósito que la base nombra: los que `adjuntos.barrer` no puede quitar."""

from sqlalchemy import Table, select

from nucleo.dominio.contenidos import DUENOS
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.registro import registro


def nombrados(sesion: Sesion) -> set[str]:
    """El SHA-256 de todo archivo que alguna fila del ámbito nombra."""
    return {
        resumen
        for mapa in registro.mappers
        if isinstance(mapa.local_table, Table) and (dueno := DUENOS.get(mapa.local_table.name))
        for guardado in sesion.scalars(select(getattr(mapa.class_, dueno.columna)))
        for resumen in dueno.leer(guardado)
    }
