"""Un tramo de una lista larga."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

F = TypeVar("F")


POR_PAGINA = 25


@dataclass(frozen=True, slots=True)
class Pagina(Generic[F]):
    """Un tramo de una lista larga; `total` cuenta todas las filas que cumplen el filtro."""

    filas: Sequence[F]
    total: int
    numero: int = 1
    por_pagina: int = POR_PAGINA

    @property
    def paginas(self) -> int:
        return max(1, math.ceil(self.total / self.por_pagina))
