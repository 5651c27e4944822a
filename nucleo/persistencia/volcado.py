"""Todo lo de un ámbito, tabla por tabla, sin conocer ninguna por su nombre."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from sqlalchemy import Select, delete, insert, select
from sqlalchemy.exc import DataError, IntegrityError, StatementError

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.errores import DatosInvalidos
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.volcado import Fila, Forma, Tabla
from nucleo.persistencia.apartados import Apartado
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.esquema import Esquema, Reflejada
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.llanos import a_llano, de_llano
from nucleo.persistencia.registro import Tenencia

APARTADOS = "apartados"
DE_A_MIL = {"yield_per": 1000}
SIN_REVISAR = {"synchronize_session": False}
LOTE = 1000
A = campos(Apartado)


class Volcado:
    """Cumple `puertos.Volcado`. El esquema se lee de la base la primera vez que hace falta."""

    def __init__(self, sesion: Sesion, esquema: Callable[[], Esquema]) -> None:
        self._sesion = sesion
        self._leer_esquema = esquema

    def tablas(self) -> Sequence[Tabla]:
        propias = [r.tabla for r in self._alcanzadas() if self._hay(r)]
        return [*(t for t in propias if t.nombre != APARTADOS), *self._apartadas()]

    def filas(self, tabla: Tabla) -> Iterator[Fila]:
        reflejada = self._esquema.tablas.get(tabla.nombre)
        return self._propias(reflejada) if reflejada else self._de_aparte(tabla.nombre)

    def cargar(self, tabla: Tabla, filas: Iterable[Fila]) -> None:
        """De a mil, en el orden en que llegan: los padres van antes que sus hijas."""
        if reflejada := self._esquema.tablas.get(tabla.nombre):
            self._insertar(reflejada, tabla, filas)
        elif tabla.paquete in self._esquema.paquetes:
            raise DatosInvalidos(tabla.nombre, 0, f"«{tabla.paquete}» no tiene esa tabla")
        else:
            self._apartar(tabla, filas)

    def ausentes(self) -> Sequence[str]:
        return sorted({t.paquete for t in self._apartadas()})

    def reponer(self) -> Sequence[str]:
        """Solo lo de la misma revisión: lo de otra no calzaría con su tabla."""
        paquetes, lugar = self._esquema.paquetes, list(self._esquema.tablas)
        listas = [t for t in self._apartadas() if paquetes.get(t.paquete) == t.revision]
        for tabla in sorted(listas, key=lambda t: lugar.index(t.nombre)):
            self.cargar(tabla, list(self._de_aparte(tabla.nombre)))
            self._sesion.execute(delete(Apartado).where(columna(A.tabla) == tabla.nombre))
        return sorted({t.paquete for t in listas})

    def vaciar(self) -> None:
        """Las hijas antes que sus padres. El alta va de a una: la guardia no deja de a muchas."""
        for reflejada in reversed(self._alcanzadas()):
            if reflejada.tenencia is Tenencia.LIBRE:
                for alta in self._sesion.scalars(self._de_aqui(reflejada, reflejada.entidad)):
                    self._sesion.delete(alta)
                self._sesion.flush()
            else:
                self._sesion.execute(delete(reflejada.entidad), execution_options=SIN_REVISAR)

    @property
    def _esquema(self) -> Esquema:
        return self._leer_esquema()

    def _alcanzadas(self) -> list[Reflejada]:
        """Las que este ámbito ve como suyas; un alta es de su municipio y no de la plataforma."""
        alcance = set(self._sesion.filtros)
        if not isinstance(self._sesion.ambito, EnMunicipio):
            alcance -= {Tenencia.LIBRE, Tenencia.ENTREGADA}
        return [r for r in self._esquema.tablas.values() if r.tenencia in alcance]

    def _de_aqui(self, reflejada: Reflejada, *que: Any) -> Select[*tuple[Any, ...]]:
        """La guardia acota todo menos lo que es de todos."""
        consulta = select(*que)
        ambito = self._sesion.ambito
        if reflejada.tenencia is Tenencia.LIBRE and isinstance(ambito, EnMunicipio):
            return consulta.where(reflejada.columna(reflejada.dueno) == ambito.id)
        return consulta

    def _hay(self, reflejada: Reflejada) -> bool:
        una = self._de_aqui(reflejada, reflejada.columna(reflejada.dueno)).limit(1)
        return self._sesion.execute(una).first() is not None

    def _propias(self, reflejada: Reflejada) -> Iterator[Fila]:
        nombres = list(reflejada.tabla.columnas)
        consulta = self._de_aqui(reflejada, *map(reflejada.columna, nombres))
        ordenada = consulta.order_by(*reflejada.orden)
        with self._sesion.execute(ordenada, execution_options=DE_A_MIL) as filas:
            for fila in filas:
                yield dict(zip(nombres, map(a_llano, fila), strict=True))

    def _insertar(self, reflejada: Reflejada, tabla: Tabla, filas: Iterable[Fila]) -> None:
        orden = insert(reflejada.entidad)
        leidas = (leer_fila(reflejada.tabla, n, fila) for n, fila in enumerate(filas, 1))
        for primero, lote in en_lotes(leidas):
            try:
                self._sesion.execute(orden, lote)
            except (IntegrityError, DataError, StatementError) as error:
                motivo = str(getattr(error, "orig", None) or error).partition("\n")[0]
                raise DatosInvalidos(tabla.nombre, primero, motivo) from error

    def _apartadas(self) -> list[Tabla]:
        """El renglón cero de cada tabla apartada dice qué columnas tiene."""
        if (
            not isinstance(self._sesion.ambito, EnMunicipio)
            or APARTADOS not in self._esquema.tablas
        ):
            return []
        consulta = (
            select(columna(A.tabla), columna(A.paquete), columna(A.revision), columna(A.fila))
            .where(columna(A.numero) == 0)
            .order_by(columna(A.tabla))
        )
        return [
            Tabla(nombre, paquete, revision, {c: Forma(f) for c, f in columnas.items()})
            for nombre, paquete, revision, columnas in self._sesion.execute(consulta)
        ]

    def _de_aparte(self, nombre: str) -> Iterator[Fila]:
        consulta = (
            select(columna(A.fila))
            .where(columna(A.tabla) == nombre, columna(A.numero) > 0)
            .order_by(columna(A.numero))
        )
        with self._sesion.scalars(consulta, execution_options=DE_A_MIL) as filas:
            yield from filas

    def _apartar(self, tabla: Tabla, filas: Iterable[Fila]) -> None:
        todas: Iterator[Fila] = chain([dict(tabla.columnas)], filas)
        comunes = {"paquete": tabla.paquete, "revision": tabla.revision, "tabla": tabla.nombre}
        apartadas = (
            {"id": nuevo_id(), "numero": n, "fila": fila, **comunes} for n, fila in enumerate(todas)
        )
        for _, lote in en_lotes(apartadas):
            self._sesion.execute(insert(Apartado), lote)


def leer_fila(tabla: Tabla, numero: int, fila: Fila) -> dict[str, Any]:
    """La fila con los tipos de su tabla; `DatosInvalidos` si le falta, le sobra o no calza algo."""
    if fila.keys() != tabla.columnas.keys():
        distintas = ", ".join(sorted(fila.keys() ^ tabla.columnas.keys()))
        raise DatosInvalidos(tabla.nombre, numero, f"columnas que faltan o sobran: {distintas}")
    leida = {}
    for nombre, forma in tabla.columnas.items():
        try:
            leida[nombre] = de_llano(forma, fila[nombre])
        except ValueError as error:
            raise DatosInvalidos(tabla.nombre, numero, f"{nombre}: {error}") from error
    return leida


def en_lotes(filas: Iterator[dict[str, Any]]) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """De a mil, cada lote con el número de su primera fila."""
    primero = 1
    while lote := list(islice(filas, LOTE)):
        yield primero, lote
        primero += len(lote)
