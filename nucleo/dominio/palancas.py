"""Lo que se puede mover de una lista para que una demanda entre o salga, una cosa a la vez.

Cada palanca sabe sus pasos, del más corto al más largo, y puede darse de dos maneras: muchas
variantes de una vez, para buscar, y una sola con el cálculo completo, para comprobar lo hallado.
Las dos hacen la misma cuenta entera que `calificar`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from nucleo.dominio.columnas import Enteros, Lugares, Matriz, Reales
from nucleo.dominio.criterios import Criterio, Normalizacion, Sentido
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.priorizacion import MILLON, Calificacion, calificar, medir, normalizar
from nucleo.dominio.seleccion import Candidata, Eleccion, ReglaDeSeleccion, decidir
from nucleo.dominio.variantes import Lote

PASO = 100_000  # Bs 1 000, en centavos
PASOS_DE_DINERO = 5_000  # hasta Bs 5 millones de diferencia
PUNTOS = 100  # hasta cien puntos más de peso
RELATIVAS = frozenset({Normalizacion.RANGO, Normalizacion.CUANTIL})


class Palanca(StrEnum):
    """Qué se mueve, dejando quieto todo lo demás."""

    COSTO = "costo"
    """Lo que la demanda pide al presupuesto público, en pasos de Bs 1 000."""
    CONTRAPARTE = "contraparte"
    """Lo que la comunidad pone además, en pasos de Bs 1 000; lo que se pide sigue igual."""
    PESO = "peso"
    """Lo que la Cumbre le dio a un criterio, en pasos de un punto; los demás pesos, quietos."""


@dataclass(frozen=True, eq=False)
class Caso:
    """Una lista calificada y la regla que decidió. Un lugar es el puesto en ella, desde cero.

    `calificacion` es la de esas filas con esos criterios, cada uno con el peso acordado;
    `eleccion` trae las candidatas en el orden de la calificación.
    """

    calificacion: Calificacion
    eleccion: Eleccion
    regla: ReglaDeSeleccion
    ambito: str = ""

    @property
    def criterios(self) -> Sequence[Criterio]:
        return self.calificacion.criterios

    @cached_property
    def orden(self) -> Lugares:
        return np.array(self.calificacion.orden, dtype=np.intp)

    @cached_property
    def filas(self) -> Sequence[FilaDeMatriz]:
        """En el orden de la lista."""
        return [self.calificacion.filas[i] for i in self.calificacion.orden]

    @cached_property
    def costos(self) -> Enteros:
        return np.array([f.costo.centavos for f in self.filas], dtype=np.int64)

    @cached_property
    def normalizados(self) -> Enteros:
        suyos: Enteros = self.calificacion.normalizados[self.orden]
        return suyos

    @cached_property
    def crudos(self) -> Reales:
        suyos: Reales = self.calificacion.crudos[self.orden]
        return suyos

    @cached_property
    def puntajes(self) -> Enteros:
        suyos: Enteros = self.calificacion.puntajes[self.orden]
        return suyos

    @cached_property
    def registro(self) -> Sequence[Enteros | Lugares]:
        """Lo último que desempata: el número y, si aun así fueran iguales, el renglón."""
        numeros = np.array([f.numero for f in self.filas], dtype=np.int64)
        return [self.orden, numeros]

    def decisiones(
        self, filas: Sequence[FilaDeMatriz], criterios: Sequence[Criterio]
    ) -> dict[int, bool]:
        """El cálculo completo con otras filas u otros criterios: por lugar, si entra.

        `filas` va en el orden de la lista; se devuelven al suyo para calificarlas.
        """
        originales: list[FilaDeMatriz] = [*self.calificacion.filas]
        for lugar, fila in enumerate(filas):
            originales[self.orden[lugar]] = fila
        otra = calificar(Matriz(originales), criterios, self.ambito)
        candidatas = [
            Candidata(puesto, int(otra.puntajes[i]), originales[i])
            for puesto, i in enumerate(otra.orden, 1)
        ]
        dichas = decidir(self.regla, replace(self.eleccion, candidatas=candidatas), self.ambito)
        lugar_de = {fila: lugar for lugar, fila in enumerate(self.orden.tolist())}
        return {lugar_de[i]: d.entra for i, d in zip(otra.orden, dichas, strict=True)}


@dataclass(frozen=True, slots=True)
class DeLaFila:
    """El costo o la contraparte de la demanda de un lugar. `pasos`, con signo, en miles de Bs."""

    caso: Caso
    lugar: int
    palanca: Palanca
    pasos: Sequence[int]
    criterio: str = ""

    @property
    def fila(self) -> FilaDeMatriz:
        return self.caso.filas[self.lugar]

    def valor(self, paso: int) -> Dinero:
        """Cuánto sería; con cero pasos, cuánto es."""
        es_costo = self.palanca is Palanca.COSTO
        actual = self.fila.costo if es_costo else self.fila.contraparte
        return Dinero(actual.centavos + paso * PASO)

    def con(self, paso: int) -> FilaDeMatriz:
        if self.palanca is Palanca.COSTO:
            return replace(self.fila, costo=self.valor(paso))
        return replace(self.fila, contraparte=self.valor(paso))

    def entra(self, paso: int) -> bool:
        """Con el cálculo completo."""
        filas = [*self.caso.filas]
        filas[self.lugar] = self.con(paso)
        return self.caso.decisiones(filas, self.caso.criterios)[self.lugar]

    def lote(self, pasos: Sequence[int]) -> Lote:
        """Una variante por paso: solo se vuelve a medir la demanda que cambia."""
        caso, cambiadas = self.caso, Matriz([self.con(p) for p in pasos])
        puntajes = np.tile(caso.puntajes, (len(pasos), 1))
        normalizados: dict[int, Enteros] = {}
        for k, criterio in enumerate(caso.criterios):
            if criterio.solo_sector not in {"", self.fila.sector}:
                continue
            medidas = medir(criterio, cambiadas, caso.ambito)
            if np.array_equal(
                medidas, np.full(len(pasos), caso.crudos[self.lugar, k]), equal_nan=True
            ):
                continue
            normalizados[k] = self._normalizados(k, medidas)
            peso, antes = caso.calificacion.pesos[k], caso.normalizados[:, k]
            puntajes += _aportes(normalizados[k], peso) - _aportes(antes, peso)
        costos = np.tile(caso.costos, (len(pasos), 1))
        costos[:, self.lugar] = [f.costo.centavos for f in cambiadas.filas]
        ordenes = ordenar(caso, puntajes, normalizados)
        return Lote(caso.eleccion, ordenes, costos, puntajes)

    def _normalizados(self, k: int, medidas: Reales) -> Enteros:
        """La columna del criterio en cada variante; las de otro sector, como están."""
        criterio, caso = self.caso.criterios[k], self.caso
        columna = np.tile(caso.normalizados[:, k], (len(medidas), 1))
        if criterio.normalizacion not in RELATIVAS:
            columna[:, self.lugar] = np.rint(normalizar(criterio, medidas) * MILLON)
            return columna
        suyas = [
            lugar
            for lugar, f in enumerate(caso.filas)
            if criterio.solo_sector in {"", f.sector}
        ]  # fmt: skip
        crudos = caso.crudos[suyas, k]
        normales = normalizar_variantes(criterio, crudos, suyas.index(self.lugar), medidas)
        columna[:, suyas] = np.rint(normales * MILLON)
        return columna


@dataclass(frozen=True, slots=True)
class DelPeso:
    """El peso de un criterio. `pasos`, con signo, en puntos."""

    caso: Caso
    lugar: int
    criterio: str
    pasos: Sequence[int]
    palanca: Palanca = Palanca.PESO

    @property
    def columna(self) -> int:
        return next(k for k, c in enumerate(self.caso.criterios) if c.clave == self.criterio)

    def valor(self, paso: int) -> float:
        return self.caso.criterios[self.columna].peso + paso

    def con(self, paso: int) -> list[Criterio]:
        """Con peso cero el criterio no se usa: tampoco desempata."""
        nuevo = self.valor(paso)
        todos = (
            replace(c, peso=nuevo) if c.clave == self.criterio else c for c in self.caso.criterios
        )
        return [c for c in todos if c.peso]

    def entra(self, paso: int) -> bool:
        """Con el cálculo completo."""
        return self.caso.decisiones(self.caso.filas, self.con(paso))[self.lugar]

    def lote(self, pasos: Sequence[int]) -> Lote:
        """Una variante por paso: lo normalizado no cambia, solo cuánto pesa."""
        caso = self.caso
        puntajes = np.empty((len(pasos), len(caso.filas)), dtype=np.int64)
        ordenes = np.empty(puntajes.shape, dtype=np.intp)
        for v, paso in enumerate(pasos):
            criterios = self.con(paso)
            usados = [k for k, c in enumerate(caso.criterios) if self.valor(paso) or c.clave
                      != self.criterio]  # fmt: skip
            pesos = np.array([c.peso for c in criterios], dtype=np.float64)
            pesos /= pesos.sum()
            puntajes[v] = _aportes(caso.normalizados[:, usados], pesos).sum(axis=1)
            if not self.valor(paso):
                ordenes[v] = ordenar(caso, puntajes[v : v + 1], {}, sin=self.columna)
        con_peso = [v for v, paso in enumerate(pasos) if self.valor(paso)]
        ordenes[con_peso] = ordenar(caso, puntajes[con_peso], {})
        return Lote(caso.eleccion, ordenes, caso.costos[None, :], puntajes)


Movible = DeLaFila | DelPeso


def palancas_de(caso: Caso, lugar: int, *, entra: bool) -> list[Movible]:
    """Las que pueden hacer entrar a la que no entró, o sacar a la que entró, con sus pasos.

    Hacia entrar: el costo baja sin llegar a cero y la contraparte sube hasta igualar lo que se
    pide. Hacia salir, al revés. Los pesos se mueven en los dos sentidos, sin bajar de cero y sin
    que se queden todos en cero.
    """
    fila = caso.filas[lugar]
    costo, aporte = fila.costo.centavos, fila.contraparte.centavos
    if entra:
        sobra = caso.eleccion.techo.centavos - costo
        del_costo = range(1, _tope(sobra // PASO + 1) + 1)
        del_aporte = range(-1, -_tope(aporte // PASO) - 1, -1)
    else:
        del_costo = range(-1, -_tope((costo - 1) // PASO) - 1, -1)
        del_aporte = range(1, _tope(-((aporte - costo) // PASO)) + 1)
    suyas: list[Movible] = [
        DeLaFila(caso, lugar, Palanca.COSTO, del_costo),
        DeLaFila(caso, lugar, Palanca.CONTRAPARTE, del_aporte),
    ]
    return suyas + [
        DelPeso(caso, lugar, c.clave, puntos_de(c, len(caso.criterios) > 1)) for c in caso.criterios
    ]


def _tope(pasos: int) -> int:
    return max(0, min(pasos, PASOS_DE_DINERO))


def puntos_de(criterio: Criterio, con_otros: bool) -> list[int]:  # noqa: FBT001 - lo dice el caso
    """1, -1, 2, -2… mientras el peso no baje de cero; solo, no puede quedar en cero."""
    menor = 0.0 if con_otros else np.nextafter(0.0, 1.0)
    pares = ((d, -d) for d in range(1, PUNTOS + 1))
    return [p for par in pares for p in par if criterio.peso + p >= menor]


def ordenar(
    caso: Caso, puntajes: Enteros, normalizados: dict[int, Enteros], sin: int | None = None
) -> Lugares:
    """Los lugares de la primera a la última en cada variante, como los ordena `calificar`.

    `normalizados` trae las columnas que cambian de una variante a otra; `sin`, la que no se usa.
    """
    desempatan = sorted(
        (c.desempate, k) for k, c in enumerate(caso.criterios) if c.desempate and k != sin
    )
    if not any(k in normalizados for _, k in desempatan):
        fijas = [-caso.normalizados[:, k] for _, k in reversed(desempatan)]
        rango = np.empty(len(caso.filas), dtype=np.int64)
        rango[np.lexsort((*caso.registro, *fijas))] = np.arange(len(rango))
        return np.argsort(rango - puntajes * len(rango), axis=1)
    cambian = [-normalizados.get(k, caso.normalizados[:, k]) for _, k in reversed(desempatan)]
    claves = [np.broadcast_to(c, puntajes.shape) for c in (*caso.registro, *cambian)]
    ordenes: Lugares = np.lexsort((*claves, -puntajes), axis=1)
    return ordenes


def normalizar_variantes(criterio: Criterio, crudos: Reales, lugar: int, medidas: Reales) -> Reales:
    """`normalizar` por rango o cuantil, con cada una de las `medidas` en `lugar`: una por renglón.

    Da exactamente lo mismo que llamarlo de a una; así se hace donde falta algún dato del cambio.
    """
    otros = np.delete(crudos, lugar)
    if np.isnan(medidas).any() or np.isnan(otros).all():
        return np.stack([normalizar(criterio, _puesta(crudos, lugar, m)) for m in medidas])
    todas = np.tile(crudos, (len(medidas), 1))
    todas[:, lugar] = medidas
    menor = np.minimum(np.nanmin(otros), medidas)[:, None]
    mayor = np.maximum(np.nanmax(otros), medidas)[:, None]
    iguales = menor == mayor
    with np.errstate(all="ignore"):
        if criterio.normalizacion is Normalizacion.RANGO:
            normales = np.where(iguales, 1.0, (todas - menor) / (mayor - menor))
        else:
            normales = np.where(iguales, 1.0, _cuantiles(todas, otros, lugar))
    if criterio.sentido is Sentido.MENOS:
        normales = np.where(iguales, normales, 1 - normales)
    faltan = np.isnan(crudos)
    faltan[lugar] = False
    if faltan.any():
        normales[:, faltan] = normalizar(criterio, crudos)[faltan]
    return normales


def _cuantiles(todas: Reales, otros: Reales, lugar: int) -> Reales:
    """Contadas las otras una sola vez, la medida que cambia solo suma uno a las que la siguen."""
    medidas = todas[:, lugar]
    en_orden = np.sort(otros[~np.isnan(otros)])
    debajo = np.searchsorted(en_orden, todas[0], "left") + (medidas[:, None] < todas)
    hasta = np.searchsorted(en_orden, todas[0], "right") + (medidas[:, None] <= todas)
    debajo[:, lugar] = np.searchsorted(en_orden, medidas, "left")
    hasta[:, lugar] = np.searchsorted(en_orden, medidas, "right") + 1
    cuantiles: Reales = (debajo + hasta - 1) / 2 / len(en_orden)
    return cuantiles


def _puesta(crudos: Reales, lugar: int, medida: float) -> Reales:
    otra = crudos.copy()
    otra[lugar] = medida
    return otra


def _aportes(normalizados: Enteros, pesos: Reales | float) -> Enteros:
    aportes: Enteros = np.rint(normalizados * pesos).astype(np.int64)
    return aportes
