"""Qué tablas toca una orden SQL, y si las toca por donde la guardia puede acotarlas."""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from sqlalchemy import (
    Alias,
    ClauseElement,
    Column,
    ColumnElement,
    Select,
    Table,
    TextClause,
    TypeDecorator,
)
from sqlalchemy.orm.context import FromStatement
from sqlalchemy.sql import visitors
from sqlalchemy.sql.annotation import Annotated
from sqlalchemy.sql.dml import Insert, UpdateBase
from sqlalchemy.sql.expression import ColumnClause, TableClause, TableValuedAlias
from sqlalchemy.sql.operators import custom_op
from sqlalchemy.sql.selectable import SelectBase
from sqlalchemy.sql.visitors import ExternallyTraversible
from sqlalchemy.types import UserDefinedType

from nucleo.persistencia.registro import Tenencia

DISFRACES = ("_prefixes", "_suffixes", "_hints", "_statement_hints")
SIMBOLOS = re.compile(r"[-+*/<>=~!@#%^&|?]+")
TIPOS = "nucleo.persistencia.tipos"
LITERALES_DEL_ORM = {"*", "1"}  # de `count(*)` y de `EXISTS (SELECT 1 …)`


class FugaDeTenencia(RuntimeError):  # noqa: N818 - se llama como lo que pasó
    """Alguien intentó mirar o escribir fuera de su ámbito: es un defecto, no un caso de uso."""


@lru_cache(maxsize=256)
def tenencias(orden: ClauseElement, *, exigir_entidades: bool) -> AbstractSet[Tenencia]:
    """Recorre la orden entera y dice de quién es lo que toca.

    Con `exigir_entidades` rechaza texto, DDL y tablas sueltas: no se pueden acotar. Se recuerda
    por orden, que no cambia una vez armada: las que viven en un módulo se recorren una sola vez.
    """
    if not isinstance(orden, SelectBase | UpdateBase | FromStatement):
        raise FugaDeTenencia("solo se consultan entidades", type(orden).__name__)
    nodos = list(visitors.iterate(orden))
    if exigir_entidades:
        anotadas = {tabla_de(n) for n in nodos if isinstance(n, Annotated)}
        for nodo in nodos:
            if es_crudo(nodo, anotadas):
                raise FugaDeTenencia("consulte entidades, no texto ni tablas", type(nodo).__name__)
    return frozenset(n.info["tenencia"] for n in nodos if isinstance(n, Table))


def es_crudo(nodo: ExternallyTraversible, anotadas: set[str | None]) -> bool:
    """El ORM anota lo que sale de una entidad; lo que sale de una `Table` llega sin anotar."""
    if isinstance(nodo, TextClause | TableValuedAlias) or con_texto(nodo):
        return True
    if getattr(nodo, "is_literal", False):
        return str(nodo) not in LITERALES_DEL_ORM
    if isinstance(nodo, Select):
        return not con_orm(nodo) and any(tabla_de(origen) for origen in nodo.get_final_froms())
    if isinstance(nodo, UpdateBase):
        return not con_orm(nodo) or reescribe(nodo)
    if isinstance(nodo, TableClause | ColumnClause):
        return es_suelta(nodo) or tabla_de(nodo) not in {None, *anotadas}
    return False


def con_texto(nodo: ExternallyTraversible) -> bool:
    """Texto disfrazado: prefijos, avisos al planificador, operadores y tipos inventados."""
    if isinstance(nodo, Select | UpdateBase):
        return any(vars(nodo).get(nombre) for nombre in DISFRACES)
    if not isinstance(nodo, ColumnElement):
        return False
    operador = getattr(nodo, "operator", None)
    if isinstance(operador, custom_op) and not SIMBOLOS.fullmatch(operador.opstring):
        return True
    tipo: type = type(nodo.type)
    return not es_conocido(tipo)


@lru_cache(maxsize=256)
def es_conocido(tipo: type) -> bool:
    """Un tipo propio puede escribir SQL al compilarse: valen los de SQLAlchemy y los de la casa."""
    return not issubclass(tipo, UserDefinedType | TypeDecorator) or tipo.__module__ == TIPOS


def es_suelta(nodo: TableClause | ColumnClause[object]) -> bool:
    """`table("demandas")` y `column("titulo")`: un nombre escrito a mano, de ninguna entidad."""
    if isinstance(nodo, Table | Column):
        return False
    origen = nodo if isinstance(nodo, TableClause) else nodo.table
    return origen is None or isinstance(origen, TableClause)


def con_orm(nodo: Select[*tuple[object, ...]] | UpdateBase) -> bool:
    return nodo._propagate_attrs.get("compile_state_plugin") == "orm"  # noqa: SLF001 - no hay otra marca


def reescribe(nodo: UpdateBase) -> bool:
    """`ON CONFLICT … DO UPDATE` escribe columnas que el sello no alcanza."""
    return isinstance(nodo, Insert) and nodo._post_values_clause is not None  # noqa: SLF001 - no hay otra vía


def tabla_de(nodo: object) -> str | None:
    """El nombre de la tabla que está detrás de una columna, un alias o una orden."""
    origen = nodo if isinstance(nodo, Table | Alias) else getattr(nodo, "table", None)
    while isinstance(origen, Alias):
        origen = origen.element
    return origen.name if isinstance(origen, Table) else None
