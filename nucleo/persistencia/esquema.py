"""Las tablas que una base tiene de verdad, con su plugin o sin él, como entidades con dueño.

Se leen de la base y no del mapeo: así lo de un plugin ausente, o de una revisión anterior, también
se exporta, se borra y se restaura, y la guardia lo acota como a cualquier entidad.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Mapper, registry

from nucleo.dominio.identidad import DelAmbito, DelMunicipio, DeTodos, EntregadoARegion
from nucleo.dominio.volcado import Forma, Tabla
from nucleo.persistencia.duenos import Dueno, dueno_de
from nucleo.persistencia.registro import Tenencia
from nucleo.persistencia.tipos import Instante
from nucleo.persistencia.versiones import NUCLEO, paquetes_de

LARGO_DE_UUID = 32  # como SQLite los guarda
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
    """Una tabla de la base: su descripción, la entidad que la consulta y la columna del dueño."""

    tabla: Tabla
    entidad: type
    dueno: str
    tenencia: Tenencia

    def columna(self, nombre: str) -> InstrumentedAttribute[Any]:
        columna: InstrumentedAttribute[Any] = getattr(self.entidad, nombre)
        return columna

    @property
    def orden(self) -> list[InstrumentedAttribute[Any]]:
        """La clave sin el dueño; en todo motor ordena igual."""
        mapeo: Mapper[Any] = sa.inspect(self.entidad)
        return [self.columna(c.name) for c in mapeo.primary_key if c.name != self.dueno]


class Esquema:
    """Lo que hay en una base: paquetes con su revisión y tablas, padres antes que hijas."""

    def __init__(self, conexion: sa.Connection) -> None:
        self.paquetes = paquetes_de(conexion)
        inspector = sa.inspect(conexion)
        hallado = sa.MetaData()
        hallado.reflect(conexion)
        mapeos = registry()
        self.tablas: dict[str, Reflejada] = {}
        for tabla in hallado.sorted_tables:
            dueno = dueno_de(inspector, tabla.name)
            if dueno in MARCAS:
                self.tablas[tabla.name] = self._reflejar(tabla, dueno, mapeos)

    def _reflejar(self, hallada: sa.Table, dueno: Dueno, mapeos: registry) -> Reflejada:
        columna_del_dueno, marca, tenencia = MARCAS[dueno]
        formas = {c.name: forma_de(c) for c in hallada.columns}
        columnas = [
            sa.Column(c.name, TIPOS[formas[c.name]](), primary_key=c.primary_key)
            for c in hallada.columns
        ]
        tabla = sa.Table(hallada.name, mapeos.metadata, *columnas, info={"tenencia": tenencia})
        entidad = type(hallada.name, (marca,), {})
        mapeos.map_imperatively(entidad, tabla)
        paquete = self.paquete_de(hallada.name)
        del formas[columna_del_dueno]
        descrita = Tabla(hallada.name, paquete, self.paquetes[paquete], formas)
        return Reflejada(descrita, entidad, columna_del_dueno, tenencia)

    def paquete_de(self, tabla: str) -> str:
        """El plugin cuyo nombre lleva delante, o el núcleo."""
        suyos = [p for p in self.paquetes if tabla.startswith(f"{p}_")]
        return max(suyos, key=len, default=NUCLEO)


def forma_de(columna: sa.Column[Any]) -> Forma:
    """Cómo se escribe en JSON, igual la cree quien la cree; SQLite guarda los UUID como texto."""
    tipo = columna.type
    if isinstance(tipo, sa.CHAR) and tipo.length == LARGO_DE_UUID:
        return Forma.IDENTIFICADOR
    for clase, forma in FORMAS:
        if isinstance(tipo, clase):
            return forma
    raise ColumnaSinForma(f"{columna.table.name}.{columna.name}: {tipo!r}")
