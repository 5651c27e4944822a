"""Los contratos de quien lee la base para una pantalla."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

from nucleo.dominio.anclajes import EdcAnclado
from nucleo.dominio.corridas import Proceso
from nucleo.dominio.demandas import (
    Competencia,
)
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.edc import Grupo
from nucleo.servicios.lecturas.corridas import CorridaLeida, Procedencia, PuestoLeido
from nucleo.servicios.lecturas.demandas import (
    Cifras,
    FichaDeDemanda,
    FilaDeDemanda,
    FiltroDeDemandas,
    ResumenDeSector,
)
from nucleo.servicios.lecturas.organizaciones import FilaDeOrganizacion, FiltroDeOrganizaciones
from nucleo.servicios.lecturas.paginas import POR_PAGINA, Pagina
from nucleo.servicios.lecturas.regiones import FilaDeAvance, FilaDeEntrega
from nucleo.servicios.presentaciones import FilaDeFormulario, FiltroDeFormularios


@dataclass(frozen=True, slots=True)
class HechoLeido:
    """Un eslabón de la bitácora, para mostrarlo."""

    numero: int
    que: str
    quien: str
    cuando: datetime


class Lectura(Protocol):
    """Se abre y se cierra como una transacción que no puede escribir."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        tipo: type[BaseException] | None,
        error: BaseException | None,
        traza: TracebackType | None,
        /,
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Situacion:
    """Cómo está el municipio ahora mismo. Es lo único que se pregunta en cada página.

    `version` es el resumen del último eslabón de su bitácora: si no cambió, nada cambió.
    """

    version: str
    suspendida_en: datetime | None = None
    motivo: str = ""


class LecturaMunicipal(Lectura, Protocol):
    """Lo que la pantalla de un municipio puede preguntar; acotado a ese municipio."""

    def situacion(self) -> Situacion | None:
        """Si está hospedado, y hasta dónde llegó su bitácora; `None` si no lo está."""
        ...

    def gestiones(self) -> Sequence[int]:
        """Las gestiones con demandas, de la más nueva a la más vieja."""
        ...

    def cifras(self, gestion: int, /) -> Cifras: ...
    def por_sector(self, gestion: int, /) -> Sequence[ResumenDeSector]: ...
    def demandas(self, filtro: FiltroDeDemandas, /) -> Pagina[FilaDeDemanda]: ...
    def demanda(self, gestion: int, numero: int, /) -> FichaDeDemanda | None: ...
    def organizaciones(self, filtro: FiltroDeOrganizaciones, /) -> Pagina[FilaDeOrganizacion]:
        """Por nombre."""
        ...

    def techos(self, gestion: int, /) -> Mapping[str, Dinero]: ...
    def procedencias(self, gestion: int, /) -> Mapping[str, Procedencia]:
        """De dónde sale el techo de cada fuente-organismo, si se dijo."""
        ...

    def proceso(self, gestion: int, /) -> Proceso | None: ...
    def corrida(self, gestion: int, /) -> CorridaLeida | None: ...
    def puesto(self, gestion: int, numero: int, /) -> PuestoLeido | None:
        """El renglón de una demanda en la última corrida, sin traer la matriz entera."""
        ...

    def formularios(self, filtro: FiltroDeFormularios, /) -> Pagina[FilaDeFormulario]:
        """Los presentados por pantalla, del más nuevo al más viejo."""
        ...

    def historia(
        self, membresias: frozenset[UUID], dirigencias: frozenset[UUID], /
    ) -> Sequence[FilaDeFormulario]:
        """Los que se presentaron con esos mandatos o a nombre de esas dirigencias."""
        ...

    def hechos(self, cuantos: int, /) -> Sequence[HechoLeido]:
        """Los últimos hechos de la bitácora, del más nuevo al más viejo."""
        ...


class LecturaRegional(Lectura, Protocol):
    """Lo que una región puede preguntar: entregas vigentes, y nada municipal."""

    def gestiones(self) -> Sequence[int]: ...
    def grupos(self, gestion: int, /) -> Sequence[Grupo]:
        """Las entregas vigentes contadas por municipio, sector y competencia."""
        ...

    def entregas(
        self,
        gestion: int,
        competencias: frozenset[Competencia],
        municipios: frozenset[int],
        pagina: int,
        por_pagina: int = POR_PAGINA,
        /,
    ) -> Pagina[FilaDeEntrega]:
        """Las de esas competencias y municipios (vacío: todos), por municipio y puesto."""
        ...

    def anclajes(self) -> Sequence[EdcAnclado]:
        """El EDC de cada gestión que algún municipio ancló, del más nuevo al más viejo."""
        ...

    def gestiones_con_avance(self) -> Sequence[int]:
        """De la más nueva a la más vieja."""
        ...

    def avances(self, gestion: int, /) -> Sequence[FilaDeAvance]:
        """El de cada municipio que lo autorizó; la región es un departamento entero."""
        ...
