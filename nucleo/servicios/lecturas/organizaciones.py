"""Las organizaciones como las lee una pantalla."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from nucleo.dominio.organizaciones import Area, Lengua, TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.servicios.lecturas.paginas import POR_PAGINA


@dataclass(frozen=True, slots=True)
class FiltroDeOrganizaciones:
    """`texto` se busca plegado en el nombre; `distrito` es su clave. Vacío no filtra.

    De `gestion` se cuentan sus asambleas y demandas. `por_pagina` en cero trae todas.
    """

    gestion: int
    texto: str = ""
    distrito: str = ""
    tipo: str = ""
    pagina: int = 1
    por_pagina: int = POR_PAGINA

    @property
    def acota(self) -> bool:
        return bool(self.texto.strip() or self.distrito or self.tipo)


@dataclass(frozen=True, slots=True)
class FilaDeOrganizacion:
    """Una organización en una lista, con lo que hizo en la gestión (sin contar lo retirado)."""

    id: UUID
    nombre: str
    tipo: TipoDeOrganizacion
    distrito: str
    area: Area | None
    poblacion: Personas | None
    carencias: Mapping[str, float]
    fuente: str
    idioma: Lengua | None
    asambleas: int
    demandas: int
