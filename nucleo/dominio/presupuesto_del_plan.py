"""Cuánto del presupuesto sirve a cada objetivo del plan, y cuánto queda sin plan.

Cada línea del POA cae en un solo lugar: apunta a un objetivo que rige, declara que a ninguno,
apunta a uno que no rige, o calla. La suma de los cuatro es el total del POA.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.planes import Dimension, ElementoDePlan
from nucleo.dominio.poa import LineaDePoa, sumar


class Destino(StrEnum):
    """Qué dice una línea de su objetivo."""

    CON_OBJETIVO = "con_objetivo"
    DECLARA_QUE_NO = "declara_que_no"
    NO_RIGE = "no_rige"
    CALLA = "calla"


@dataclass(frozen=True, slots=True)
class Porcion:
    """Unas líneas y lo que suman."""

    lineas: Sequence[LineaDePoa]

    @property
    def monto(self) -> Dinero:
        return sumar(self.lineas)


@dataclass(frozen=True, slots=True)
class PorUnidad:
    """De una unidad responsable, cuánto hay en cada destino; `codigo` vacío es sin unidad."""

    codigo: str
    porciones: Mapping[Destino, Porcion]

    @property
    def total(self) -> Dinero:
        return sum((p.monto for p in self.porciones.values()), CERO)


@dataclass(frozen=True, slots=True)
class PresupuestoDelPlan:
    """`por_objetivo` trae también los que no tienen dinero, que son los que hay que ver."""

    por_objetivo: Sequence[tuple[ElementoDePlan, Porcion]]
    por_destino: Mapping[Destino, Porcion]
    por_unidad: Sequence[PorUnidad]

    @property
    def total(self) -> Dinero:
        return sum((p.monto for p in self.por_destino.values()), CERO)

    @property
    def sin_plan(self) -> Dinero:
        """Todo lo que no sirve a un objetivo que rige, lo declare o no."""
        return self.total - self.por_destino[Destino.CON_OBJETIVO].monto

    @property
    def sin_dinero(self) -> list[ElementoDePlan]:
        return [o for o, porcion in self.por_objetivo if not porcion.monto.centavos]

    @property
    def por_dimension(self) -> Mapping[Dimension | None, Dinero]:
        """Las cuatro, aunque alguna esté en cero."""
        suma: dict[Dimension | None, Dinero] = dict.fromkeys(Dimension, CERO)
        for objetivo, porcion in self.por_objetivo:
            suma[objetivo.dimension] = suma.get(objetivo.dimension, CERO) + porcion.monto
        return suma


def repartir(
    lineas: Sequence[LineaDePoa], objetivos: Sequence[ElementoDePlan]
) -> PresupuestoDelPlan:
    """Cada línea en su lugar. Los códigos se comparan sin mayúsculas."""
    rigen = {o.codigo.casefold() for o in objetivos}

    def destino(linea: LineaDePoa) -> Destino:
        if linea.objetivo:
            suyo = linea.objetivo.casefold() in rigen
            return Destino.CON_OBJETIVO if suyo else Destino.NO_RIGE
        return Destino.DECLARA_QUE_NO if linea.sin_objetivo else Destino.CALLA

    por_objetivo = [
        (o, Porcion([x for x in lineas if x.objetivo.casefold() == o.codigo.casefold()]))
        for o in objetivos
    ]
    return PresupuestoDelPlan(por_objetivo, _en(lineas, destino), _por_unidad(lineas, destino))


def _en(
    lineas: Iterable[LineaDePoa], destino: Callable[[LineaDePoa], Destino]
) -> dict[Destino, Porcion]:
    grupos: dict[Destino, list[LineaDePoa]] = {d: [] for d in Destino}
    for linea in lineas:
        grupos[destino(linea)].append(linea)
    return {d: Porcion(suyas) for d, suyas in grupos.items()}


def _por_unidad(
    lineas: Sequence[LineaDePoa], destino: Callable[[LineaDePoa], Destino]
) -> list[PorUnidad]:
    """De la que más dinero maneja a la que menos; sin unidad, al final."""
    suyas: dict[str, list[LineaDePoa]] = {}
    for linea in lineas:
        suyas.setdefault(linea.unidad, []).append(linea)
    unidades = [PorUnidad(u, _en(de, destino)) for u, de in suyas.items()]
    return sorted(unidades, key=lambda u: (not u.codigo, -u.total.centavos, u.codigo))
