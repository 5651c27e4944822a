"""Las tablas que una base tiene de verdad, con su plugin o sin él, como entidades con dueño.

Se leen de la base y no del mapeo: así lo de un plugin ausente, o de una revisión anterior, también
se exporta, se borra y se restaura, y la guardia lo acota como a cualquier entidad.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.orm import InstrumentedAttribute, Mapper, registry

from nucleo.dominio.identidad import DelAmbito, DelMunicipio, DeTodos, EntregadoARegion
from nucleo.dominio.volcado import Forma, Tabla
from nucleo.persistencia.duenos import Dueno, dueno_de, exigir_de_versiones
from nucleo.persistencia.registro import Tenencia
from nucleo.persistencia.tipos import Instante
from nucleo.persistencia.versiones import NUCLEO, paquetes_de

LARGO_DE_UUID = 32  # como SQLite los guarda
ENTEROS: tuple[tuple[type[Any], int], ...] = (
    (sa.BigInteger, 2**63),
    (sa.SmallInteger, 2**15),
    (sa.Integer, 2**31),
)
"""El primer entero que ya no cabe en cada tipo, en PostgreSQL: SQLite los acepta todos."""
MARCAS: Mapping[Dueno, tuple[str, type, Tenencia]] = {
    Dueno.MUNICIPIO: ("municipio_id", DelMunicipio, Tenencia.MUNICIPAL),
    Dueno.ENTREGA: ("origen_id", EntregadoARegion, Tenencia.ENTREGADA),
    Dueno.AMBITO: ("ambito", DelAmbito, Tenencia.DEL_AMBITO),
    Dueno.TODOS: ("municipio_id", DeTodos, Tenencia.LIBRE),
}
TIPOS: Mapping[Forma, Callable[[], Any]] = {
    Forma.TEXTO: sa.Text,
    Forma.ENTERO: sa.BigInteger,
    Forma.REAL: sa.Double,
    Forma.SI_NO: sa.Boolean,
    Forma.IDENTIFICADOR: sa.Uuid,
    Forma.INSTANTE: Instante,
    Forma.DIA: sa.Date,
    Forma.DATOS: lambda: sa.JSON(none_as_null=True),
}
FORMAS: tuple[tuple[type[Any], Forma], ...] = (
    (sa.Uuid, Forma.IDENTIFICADOR),
    (sa.Boolean, Forma.SI_NO),
    (sa.Integer, Forma.ENTERO),
    (sa.Float, Forma.REAL),
    (sa.DateTime, Forma.INSTANTE),
    (sa.Date, Forma.DIA),
    (sa.JSON, Forma.DATOS),
    (sa.String, Forma.TEXTO),
)


class ColumnaSinForma(RuntimeError):  # noqa: N818 - se llama como lo que pasó
    """Una tabla tiene una columna que no se sabría exportar: lo dice la migración que la crea."""


@dataclass(frozen=True, slots=True)
class Reflejada:
    """Una tabla de la base: su descripción, la entidad que la consulta y la columna del dueño.

    `topes` dice cuánto cabe en las columnas que tienen límite (ver `tope_de`).
    """

    tabla: Tabla
    entidad: type
    dueno: str
    tenencia: Tenencia
    topes: Mapping[str, int]

    def columna(self, nombre: str) -> InstrumentedAttribute[Any]:
        columna: InstrumentedAttribute[Any] = getattr(self.entidad, nombre)
        return columna

    @property
    def orden(self) -> list[InstrumentedAttribute[Any]]:
        """La clave sin el dueño; en todo motor ordena igual."""
        mapeo: Mapper[Any] = sa.inspect(self.entidad)
        return [self.columna(c.name) for c in mapeo.primary_key if c.name != self.dueno]


class Descrita(NamedTuple):
    """Lo que la base dice de una tabla; con lo mismo se arma siempre la misma entidad."""

    nombre: str
    dueno: Dueno
    paquete: str
    revision: str
    columnas: tuple[tuple[str, Forma, int | None], ...]
    clave: tuple[str, ...]


class Esquema:
    """Lo que hay en una base: paquetes con su revisión y tablas, padres antes que hijas."""

    def __init__(self, conexion: sa.Connection) -> None:
        self.paquetes = paquetes_de(conexion)
        inspector = sa.inspect(conexion)
        columnas = {t: c for (_, t), c in inspector.get_multi_columns().items()}
        claves = {t: c for (_, t), c in inspector.get_multi_pk_constraint().items()}
        self.tablas: dict[str, Reflejada] = {}
        for tabla in filter(None, (t for t, _ in inspector.get_sorted_table_and_fkc_names())):
            clave = tuple(claves[tabla]["constrained_columns"])
            dueno = dueno_de(tabla, clave)
            if dueno is Dueno.VERSIONES:
                exigir_de_versiones(tabla, [c["name"] for c in columnas[tabla]])
            if dueno in MARCAS:
                paquete = self.paquete_de(tabla)
                formas = tuple((c["name"], forma_de(tabla, c), tope_de(c)) for c in columnas[tabla])
                revision = self.paquetes[paquete]
                descrita = Descrita(tabla, dueno, paquete, revision, formas, clave)
                self.tablas[tabla] = reflejar(descrita)

    def paquete_de(self, tabla: str) -> str:
        """El plugin cuyo nombre lleva delante, o el núcleo."""
        suyos = [p for p in self.paquetes if tabla.startswith(f"{p}_")]
        return max(suyos, key=len, default=NUCLEO)


@lru_cache(maxsize=1024)
def reflejar(descrita: Descrita) -> Reflejada:
    """La entidad de una tabla. Se recuerda: mapear cuesta, y las bases iguales la comparten."""
    columna_del_dueno, marca, tenencia = MARCAS[descrita.dueno]
    columnas = [
        sa.Column(nombre, TIPOS[forma](), primary_key=nombre in descrita.clave)
        for nombre, forma, _ in descrita.columnas
    ]
    mapeos = registry()
    donde = sa.Table(descrita.nombre, mapeos.metadata, *columnas, info={"tenencia": tenencia})
    entidad = type(descrita.nombre, (marca,), {})
    mapeos.map_imperatively(entidad, donde)
    propias = {n: forma for n, forma, _ in descrita.columnas if n != columna_del_dueno}
    tabla = Tabla(descrita.nombre, descrita.paquete, descrita.revision, propias)
    topes = {nombre: tope for nombre, _, tope in descrita.columnas if tope}
    return Reflejada(tabla, entidad, columna_del_dueno, tenencia, topes)


def forma_de(tabla: str, columna: ReflectedColumn) -> Forma:
    """Cómo se escribe en JSON, igual la cree quien la cree; SQLite guarda los UUID como texto."""
    tipo = columna["type"]
    if isinstance(tipo, sa.CHAR) and tipo.length == LARGO_DE_UUID:
        return Forma.IDENTIFICADOR
    for clase, forma in FORMAS:
        if isinstance(tipo, clase):
            return forma
    raise ColumnaSinForma(f"{tabla}.{columna['name']}: {tipo!r}")


def tope_de(columna: ReflectedColumn) -> int | None:
    """Cuántas letras caben en un texto, o el primer entero que ya no cabe; sin tope, `None`."""
    tipo = columna["type"]
    if isinstance(tipo, sa.String):
        return tipo.length
    return next((tope for clase, tope in ENTEROS if isinstance(tipo, clase)), None)
