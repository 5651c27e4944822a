"""Cómo se mide un plan: de dónde se parte, adónde se quiere llegar y por dónde se va."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from nucleo.dominio.identidad import DelMunicipio


@dataclass(frozen=True, slots=True)
class Alcanzado:
    """Lo medido en una gestión y quién lo dice."""

    gestion: int
    valor: Decimal
    fuente: str


@dataclass(frozen=True, slots=True)
class AvanceDeIndicador:
    """`parte` va de 0 a 1 (puede pasar, o ser negativa si se retrocedió): cuánto del camino a la

    meta de esa gestión se anduvo. Sin línea de base se parte de cero.
    """

    gestion: int
    valor: Decimal
    meta: Decimal
    parte: Decimal


@dataclass(eq=False)
class Indicador(DelMunicipio):
    """Los números se guardan como texto decimal exacto.

    `elemento` es el código de lo que mide. `metas` va de gestión a valor y `alcanzados`, de gestión
    a `{"valor": "12.5", "fuente": "…"}`. `base` vacía es «no se sabe».
    """

    id: UUID
    plan_id: UUID
    codigo: str
    elemento: str
    nombre: str
    medida: str = ""
    base: str = ""
    anio_de_base: int | None = None
    metas: Mapping[str, str] = field(default_factory=dict)
    medio: str = ""
    alcanzados: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    version: int = 0

    @property
    def por_alcanzar(self) -> dict[int, Decimal]:
        """La meta de cada gestión."""
        return {int(a): Decimal(v) for a, v in sorted(self.metas.items())}

    @property
    def medidos(self) -> list[Alcanzado]:
        """Lo alcanzado, de la primera gestión a la última."""
        return [
            Alcanzado(int(a), Decimal(d["valor"]), d["fuente"])
            for a, d in sorted(self.alcanzados.items())
        ]

    def avance(self) -> AvanceDeIndicador | None:
        """El de la última gestión medida, contra su meta o la anterior más cercana.

        `None` si no hay nada medido, o si la meta no se aparta de la línea de base.
        """
        if not (medidos := self.medidos):
            return None
        ultimo = medidos[-1]
        metas = [m for a, m in self.por_alcanzar.items() if a <= ultimo.gestion]
        base = Decimal(self.base or 0)
        if not metas or metas[-1] == base:
            return None
        parte = (ultimo.valor - base) / (metas[-1] - base)
        return AvanceDeIndicador(ultimo.gestion, ultimo.valor, metas[-1], parte)
