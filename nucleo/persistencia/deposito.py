"""Lo guardado aparte de un municipio: filas de un plugin que no está, o que no calzan en él."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError, StatementError

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.errores import DatosInvalidos, DatosPorReponer
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.volcado import Fila, Forma, Lote, Tabla
from nucleo.persistencia.apartados import Apartado
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.columnas import LARGO_DE_CLAVE
from nucleo.persistencia.esquema import Esquema
from nucleo.persistencia.guardia import Sesion

A = campos(Apartado)
DE_A_MIL = {"yield_per": 1000}
SIN_REVISAR = {"synchronize_session": False}
LOTE = 1000
MARCA = " "
"""Lo relegado lleva el nombre de su tabla, esta marca y un identificador: nunca choca con otro."""
LARGO_DE_TABLA = LARGO_DE_CLAVE - len(f"{MARCA}{nuevo_id()}")


class Bloque(NamedTuple):
    """Una tabla guardada aparte; `columnas` es lo que su renglón cero dice."""

    tabla: str
    lote: Lote
    columnas: Any

    @property
    def relegado(self) -> bool:
        return MARCA in self.tabla

    @property
    def descrita(self) -> Tabla:
        nombre = self.tabla.partition(MARCA)[0]
        if not isinstance(self.columnas, Mapping):
            raise DatosInvalidos(nombre, 0, "no dice sus columnas")
        try:
            formas = {c: Forma(f) for c, f in self.columnas.items()}
        except ValueError as error:
            raise DatosInvalidos(nombre, 0, str(error)) from error
        return Tabla(nombre, *self.lote, formas)


class Deposito:
    """Cumple `puertos.Apartados`. Fuera de un municipio no hay nada guardado aparte."""

    def __init__(self, sesion: Sesion, esquema: Esquema) -> None:
        self._sesion = sesion
        self._esquema = esquema

    def tablas(self) -> Sequence[Tabla]:
        """Las de plugins ausentes, como si estuvieran en su lugar. O `DatosPorReponer`."""
        enteros = [b for b in self._bloques() if not b.relegado]
        presentes = {b.lote.paquete for b in enteros} & self._esquema.paquetes.keys()
        if presentes:
            raise DatosPorReponer(", ".join(sorted(presentes)))
        return [b.descrita for b in enteros]

    def filas(self, tabla: str) -> Iterator[Fila]:
        consulta = (
            select(columna(A.fila))
            .where(columna(A.tabla) == tabla, columna(A.numero) > 0)
            .order_by(columna(A.numero))
        )
        with self._sesion.scalars(consulta, execution_options=DE_A_MIL) as filas:
            yield from filas

    def guardar(self, tabla: Tabla, filas: Iterable[Fila]) -> None:
        """El renglón cero de cada tabla guarda sus columnas."""
        for dicho, largo in (
            (tabla.nombre, LARGO_DE_TABLA),
            (tabla.paquete, LARGO_DE_CLAVE),
            (tabla.revision, LARGO_DE_CLAVE),
        ):
            if len(dicho) > largo:
                raise DatosInvalidos(tabla.nombre[:largo], 0, f"un nombre pasa de {largo} letras")
        todas: Iterator[Fila] = chain([dict(tabla.columnas)], filas)
        comunes = {"paquete": tabla.paquete, "revision": tabla.revision, "tabla": tabla.nombre}
        apartadas = (
            {"id": nuevo_id(), "numero": n, "fila": fila, **comunes} for n, fila in enumerate(todas)
        )
        insertar(self._sesion, Apartado, tabla.nombre, apartadas)

    def ausentes(self) -> Sequence[str]:
        return sorted({b.lote.paquete for b in self._bloques()} - self._esquema.paquetes.keys())

    def por_reponer(self) -> Sequence[Lote]:
        lotes = {b.lote for b in self._bloques()}
        return sorted(lote for lote in lotes if lote.paquete in self._esquema.paquetes)

    def de(self, lote: Lote) -> Sequence[tuple[Tabla, Iterable[Fila]]]:
        suyos = [b for b in self._bloques() if b.lote == lote]
        return [(b.descrita, self.filas(b.tabla)) for b in suyos]

    def quitar(self, lote: Lote) -> None:
        suyos = [b.tabla for b in self._bloques() if b.lote == lote]
        self._sesion.execute(
            delete(Apartado).where(columna(A.tabla).in_(suyos)), execution_options=SIN_REVISAR
        )

    def relegar(self, lote: Lote) -> bool:
        enteros = [b for b in self._bloques() if b.lote == lote and not b.relegado]
        for bloque in enteros:
            relegada = f"{bloque.tabla}{MARCA}{nuevo_id()}"
            self._sesion.execute(
                update(Apartado).where(columna(A.tabla) == bloque.tabla).values(tabla=relegada),
                execution_options=SIN_REVISAR,
            )
        return bool(enteros)

    def _bloques(self) -> Sequence[Bloque]:
        hay = "apartados" in self._esquema.tablas
        if not hay or not isinstance(self._sesion.ambito, EnMunicipio):
            return []
        consulta = (
            select(columna(A.tabla), columna(A.paquete), columna(A.revision), columna(A.fila))
            .where(columna(A.numero) == 0)
            .order_by(columna(A.tabla))
        )
        return [Bloque(t, Lote(p, r), fila) for t, p, r, fila in self._sesion.execute(consulta)]


def exigir_relegada(fila: Fila) -> Fila:
    """De un archivo, en la tabla de apartados solo entra lo relegado: lo demás va en su tabla."""
    if MARCA not in str(fila.get("tabla")):
        raise DatosInvalidos("apartados", 0, "trae filas que van en su tabla")
    return fila


def insertar(sesion: Sesion, entidad: type, tabla: str, filas: Iterator[dict[str, Any]]) -> None:
    """De a mil; si la base no las acepta, `DatosInvalidos` con el número de la primera del lote."""
    primero, orden = 1, insert(entidad)
    while lote := list(islice(filas, LOTE)):
        try:
            sesion.execute(orden, lote)
        except (IntegrityError, DataError, StatementError) as error:
            motivo = str(getattr(error, "orig", None) or error).partition("\n")[0]
            raise DatosInvalidos(tabla, primero, motivo) from error
        primero += len(lote)
