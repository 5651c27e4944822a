"""El registro único de tablas y mapeos, y las formas que toda tabla toma según de quién es.

Un plugin declara sus tablas en `plugins/<x>/modelos.py` con `tabla_municipal` y `mapear`, y las
crea en `plugins/<x>/migraciones/` con `nucleo.persistencia.migracion`.
"""

from enum import Enum
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapper, registry
from sqlalchemy.schema import SchemaItem

from nucleo.dominio.identidad import DelMunicipio
from nucleo.persistencia.columnas import LARGO_DE_CLAVE, clave

NOMBRES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
registro = registry(metadata=MetaData(naming_convention=NOMBRES))


class Tenencia(Enum):
    """De quién son las filas de una tabla; la guardia decide con esto quién llega a ella."""

    MUNICIPAL = "municipal"
    ENTREGADA = "entregada"
    DEL_AMBITO = "del_ambito"
    LIBRE = "libre"


def tabla_municipal(nombre: str, *piezas: SchemaItem) -> Table:
    """Tabla de un municipio, con clave `(municipio_id, id)`: la única que un plugin declara."""
    return tabla(nombre, Tenencia.MUNICIPAL, *clave_municipal(), *piezas)


def tabla(nombre: str, tenencia: Tenencia, *piezas: SchemaItem) -> Table:
    return Table(nombre, registro.metadata, *piezas, info={"tenencia": tenencia})


def mapear(clase: type[DelMunicipio], donde: Table, **opciones: Any) -> Mapper[Any]:
    """Une una entidad de plugin con su tabla. Las opciones son las de SQLAlchemy (`properties`…).

    La entidad es una `@dataclass(eq=False)` con la marca `DelMunicipio`; si falta, es un error.
    """
    if not issubclass(clase, DelMunicipio) or donde.info.get("tenencia") is not Tenencia.MUNICIPAL:
        raise TypeError(clase, donde.name)
    return registro.map_imperatively(clase, donde, **opciones)


def clave_municipal() -> tuple[Column[Any], Column[Any]]:
    return propietario("municipio_id"), Column("id", Uuid, primary_key=True)


def clave_entregada() -> tuple[Column[Any], Column[Any], Column[str]]:
    return propietario("origen_id"), Column("id", Uuid, primary_key=True), clave("region")


def clave_de_ambito() -> Column[str]:
    return clave("ambito", LARGO_DE_CLAVE, primary_key=True)


def propietario(nombre: str) -> Column[Any]:
    """El municipio va primero en cada clave: así las filas de uno quedan juntas."""
    return Column(nombre, Integer, primary_key=True, autoincrement=False)


def foranea(columna: str, tabla: str) -> ForeignKeyConstraint:
    """Foránea dentro del mismo municipio: nunca puede apuntar a una fila ajena."""
    return ForeignKeyConstraint(["municipio_id", columna], [f"{tabla}.municipio_id", f"{tabla}.id"])


def unica(*columnas: str) -> UniqueConstraint:
    """Que no se repita dentro del municipio."""
    return UniqueConstraint("municipio_id", *columnas)


def indice(*columnas: str) -> Index:
    """Para buscar dentro del municipio."""
    return Index(None, "municipio_id", *columnas)


def unica_en_el_ambito(*columnas: str) -> UniqueConstraint:
    """Que no se repita dentro del ámbito."""
    return UniqueConstraint("ambito", *columnas)


def indice_de_ambito(*columnas: str) -> Index:
    """Para buscar dentro del ámbito."""
    return Index(None, "ambito", *columnas)


def todas_vacias(*valores: Any) -> bool:
    """Para `composite(…, return_none_on=todas_vacias)`: lo ausente vuelve `None`, no relleno."""
    return all(v is None for v in valores)
