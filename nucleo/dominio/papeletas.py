"""Lo que cada organización apoya en la Cumbre 2: sus demandas y las ajenas que la benefician."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Apoyo:
    """Una organización frente a la matriz: cuánta gente vive en ella y qué demandas la benefician.

    `poblacion` son habitantes, siempre más de cero: pesa lo que apoya.
    """

    organizacion_id: UUID
    organizacion: str
    poblacion: int
    demandas: frozenset[UUID]
