"""Todo lo de un ámbito, tabla por tabla, sin conocer ninguna por su nombre."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, delete, select

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.errores import DatosInvalidos
from nucleo.dominio.volcado import Fila, Tabla
from nucleo.persistencia.deposito import MARCA, Deposito, exigir_relegada, insertar
from nucleo.persistencia.esquema import Esquema, Reflejada
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.llanos import a_llano, de_llano, exigir_lugar
from nucleo.persistencia.registro import Tenencia

APARTADOS = "apartados"
DE_A_MIL = {"yield_per": 1000}
SIN_REVISAR = {"synchronize_session": False}


class Volcado:
    """Cumple `puertos.Volcado`. El esquema se lee de la base la primera vez que hace falta."""

    def __init__(self, sesion: Sesion, esquema: Callable[[], Esquema]) -> None:
        self._sesion = sesion
        self._leer_esquema = esquema

    def tablas(self) -> Sequence[Tabla]:
        return [*self.propias(), *self.apartados.tablas()]

    def propias(self) -> Sequence[Tabla]:
        return [r.tabla for r in self._alcanzadas() if self._hay(r)]

    @property
    def apartados(self) -> Deposito:
        return Deposito(self._sesion, self._esquema)

    def filas(self, tabla: Tabla) -> Iterator[Fila]:
        reflejada = self._esquema.tablas.get(tabla.nombre)
        return self._propias(reflejada) if reflejada else self.apartados.filas(tabla.nombre)

    def cargar(self, tabla: Tabla, filas: Iterable[Fila]) -> None:
        """De a mil, en el orden en que llegan: los padres van antes que sus hijas."""
        if tabla.nombre == APARTADOS:
            filas = map(exigir_relegada, filas)
        if reflejada := self._esquema.tablas.get(tabla.nombre):
            self._insertar(reflejada, tabla, filas)
        elif tabla.paquete in self._esquema.paquetes:
            raise DatosInvalidos(tabla.nombre, 0, f"«{tabla.paquete}» no tiene esa tabla")
        else:
            self.apartados.guardar(tabla, filas)

    def en_orden(self, tablas: Iterable[Tabla]) -> Sequence[Tabla]:
        """Según las foráneas de esta base; las que no tiene, al final."""
        lugar = {nombre: n for n, nombre in enumerate(self._esquema.tablas)}
        return sorted(tablas, key=lambda t: lugar.get(t.nombre, len(lugar)))

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
        """La guardia acota todo menos lo que es de todos. De lo apartado, aquí solo lo relegado."""
        consulta = select(*que)
        if reflejada.tabla.nombre == APARTADOS:
            consulta = consulta.where(reflejada.columna("tabla").contains(MARCA))
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
            for numero, fila in enumerate(filas, 1):
                try:
                    llana = dict(zip(nombres, map(a_llano, fila), strict=True))
                except ValueError as error:
                    raise DatosInvalidos(reflejada.tabla.nombre, numero, str(error)) from error
                yield llana

    def _insertar(self, reflejada: Reflejada, tabla: Tabla, filas: Iterable[Fila]) -> None:
        leidas = (leer_fila(reflejada, n, fila) for n, fila in enumerate(filas, 1))
        insertar(self._sesion, reflejada.entidad, tabla.nombre, leidas)


def leer_fila(reflejada: Reflejada, numero: int, fila: Fila) -> dict[str, Any]:
    """La fila con los tipos de su tabla; `DatosInvalidos` si le falta, le sobra o no calza algo."""
    tabla, topes = reflejada.tabla, reflejada.topes
    if fila.keys() != tabla.columnas.keys():
        distintas = ", ".join(sorted(fila.keys() ^ tabla.columnas.keys()))
        raise DatosInvalidos(tabla.nombre, numero, f"columnas que faltan o sobran: {distintas}")
    leida = {}
    for nombre, forma in tabla.columnas.items():
        try:
            leida[nombre] = de_llano(forma, fila[nombre])
            exigir_lugar(leida[nombre], topes.get(nombre))
        except ValueError as error:
            raise DatosInvalidos(tabla.nombre, numero, f"{nombre}: {error}") from error
    return leida
