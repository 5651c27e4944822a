"""Lo que cada organización apoya en la Cumbre 2: sus demandas y las ajenas que la benefician."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.asambleas import Constancia
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio


class Ventana(StrEnum):
    """Si las papeletas se pueden llenar ahora."""

    SIN_ABRIR = "sin_abrir"
    ABIERTA = "abierta"
    CERRADA = "cerrada"


class PapeletasSinAbrir(ErrorDeNegocio):
    """La lista de demandas todavía no se congeló: no se sabe entre cuáles se marca."""

    campos = ("gestion",)


class PapeletasCerradas(ErrorDeNegocio):
    """Los pesos ya se acordaron (`cuando`): desde ahí nadie cambia lo que decide."""

    campos = ("gestion", "cuando")


class NoEstaEnLaMatriz(ErrorDeNegocio):
    """Se marcó una demanda que no compite en esa gestión."""

    campos = ("codigo", "gestion")


@dataclass(eq=False)
class Papeleta(DelMunicipio):
    """Las demandas ajenas que una organización dice que la benefician: una por gestión.

    `demandas` son códigos, en orden; las suyas no se escriben, porque siempre cuentan. Si la llenó
    el municipio a nombre de la organización hay `constancia` y, si se sabe, `dirigencia_id`.
    `procedencia` dice de dónde salió la que no se llenó por pantalla.
    """

    id: UUID
    gestion: int
    organizacion_id: UUID
    demandas: Sequence[str] = field(default_factory=tuple)
    cuando: datetime | None = None
    quien: str = ""
    dirigencia_id: UUID | None = None
    constancia: Constancia | None = None
    procedencia: str = ""
    simulada: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class Apoyo:
    """Una organización frente a la matriz: cuánta gente vive en ella y qué demandas la benefician.

    `poblacion` son habitantes, siempre más de cero: pesa lo que apoya.
    """

    organizacion_id: UUID
    organizacion: str
    poblacion: int
    demandas: frozenset[UUID]
