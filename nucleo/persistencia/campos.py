"""El único puente entre el mapeo imperativo y el tipado."""

from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.attributes import QueryableAttribute
from sqlalchemy.orm.util import AliasedClass

from nucleo.dominio.personas import Personas

E = TypeVar("E")
T = TypeVar("T")


def campos(entidad: type[E] | AliasedClass[E]) -> E:
    """La entidad, o su alias, vista por mypy como instancia: `campos(Demanda).gestion` es int."""
    return cast("E", entidad)


def columna(campo: T) -> InstrumentedAttribute[T]:
    """Dice a mypy lo que el mapeo hizo en ejecución: ese campo es una columna.

    Así la consulta queda tipada y, por salir de la entidad y no de la tabla, la guardia la acota.
    """
    if not isinstance(campo, QueryableAttribute):
        raise TypeError(campo)
    return cast("InstrumentedAttribute[T]", campo)


def identidad_de(entidad: type) -> InstrumentedAttribute[UUID]:
    """El `id` que toda tabla municipal tiene, aunque la marca no lo declare."""
    return columna(cast("Any", entidad).id)


def mujeres_y_hombres(
    campo: Personas | None,
) -> tuple[InstrumentedAttribute[int], InstrumentedAttribute[int]]:
    """Las dos columnas de un valor `Personas`, para sumarlas u ordenar por ellas."""
    compuesto = cast("Any", columna(campo)).property
    mujeres, hombres = (getattr(compuesto.parent.class_, c.key) for c in compuesto.props)
    return mujeres, hombres
