"""El programa de inversión del plan: cuánto cuesta cada año, sumado exacto y una sola vez."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.planes import Dimension, ElementoDePlan, Plan, arbol, en_orden, objetivo_de


@dataclass(frozen=True, slots=True)
class FilaDeInversion:
    """Un programa o proyecto con lo suyo de cada año; `fuera`, lo de años ajenos al plan."""

    elemento: ElementoDePlan
    montos: Sequence[Dinero]
    fuera: Dinero

    @property
    def total(self) -> Dinero:
        return sum(self.montos, self.fuera)


@dataclass(frozen=True, slots=True)
class ProgramaDeInversion:
    """`por_dimension` reparte el total según la dimensión del objetivo; `None`, sin dimensión."""

    anios: Sequence[int]
    filas: Sequence[FilaDeInversion]
    por_dimension: Mapping[Dimension | None, Dinero]

    @property
    def por_anio(self) -> list[Dinero]:
        return [sum((f.montos[n] for f in self.filas), CERO) for n in range(len(self.anios))]

    @property
    def total(self) -> Dinero:
        return sum((f.total for f in self.filas), CERO)


def programa_de_inversion(plan: Plan, elementos: Sequence[ElementoDePlan]) -> ProgramaDeInversion:
    """Solo los elementos con algún monto, en el orden del plan."""
    filas = [_fila(plan, e) for e in en_orden(arbol(elementos)) if e.inversion]
    por_codigo = {e.codigo: e for e in elementos}
    por_dimension: dict[Dimension | None, Dinero] = {}
    for fila in filas:
        objetivo = objetivo_de(fila.elemento.codigo, por_codigo)
        dimension = objetivo.dimension if objetivo else None
        por_dimension[dimension] = por_dimension.get(dimension, CERO) + fila.total
    return ProgramaDeInversion(plan.anios, filas, por_dimension)


def _fila(plan: Plan, e: ElementoDePlan) -> FilaDeInversion:
    montos = e.montos
    fuera = sum((m for a, m in montos.items() if a not in plan.anios), CERO)
    return FilaDeInversion(e, [montos.get(a, CERO) for a in plan.anios], fuera)
