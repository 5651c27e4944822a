"""De quién son las filas de una tabla, leído de sus columnas: vale también sin su plugin."""

from collections.abc import Sequence
from enum import Enum

from sqlalchemy import Inspector

from nucleo.persistencia.versiones import PREFIJO

ALTAS = "altas"


class Dueno(Enum):
    """La columna que dice de quién es cada fila; su valor es el nombre de esa columna."""

    MUNICIPIO = "municipio_id"
    ENTREGA = "origen_id"
    AMBITO = "ambito"
    TODOS = "todos"
    VERSIONES = "versiones"


class TablaSinDueno(RuntimeError):  # noqa: N818 - se llama como lo que pasó
    """Una migración creó una tabla sin columna de dueño: nadie podría cercarla ni exportarla."""


def dueno_en(inspector: Inspector, tabla: str) -> Dueno:
    """El dueño de una tabla de esa base."""
    if tabla.startswith(PREFIJO):
        exigir_de_versiones(tabla, [c["name"] for c in inspector.get_columns(tabla)])
    return dueno_de(tabla, inspector.get_pk_constraint(tabla)["constrained_columns"])


def exigir_de_versiones(tabla: str, columnas: Sequence[str]) -> None:
    """La de Alembic, y no otra que se llame parecido para pasar sin dueño."""
    if list(columnas) != ["version_num"]:
        raise TablaSinDueno(tabla)


def dueno_de(tabla: str, clave: Sequence[str]) -> Dueno:
    """El dueño, por la primera columna de la clave. De todos son las altas y nada más."""
    if tabla.startswith(PREFIJO):
        return Dueno.VERSIONES
    if tabla == ALTAS:
        return Dueno.TODOS
    match clave:
        case ["municipio_id", *_]:
            return Dueno.MUNICIPIO
        case ["origen_id", *_]:
            return Dueno.ENTREGA
        case ["ambito", *_]:
            return Dueno.AMBITO
    raise TablaSinDueno(tabla)
