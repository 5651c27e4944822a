"""Lo que las pantallas leen: filas inmutables y los contratos de quien las entrega."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar
from uuid import UUID

from nucleo.dominio.corridas import Paso, Proceso
from nucleo.dominio.demandas import (
    Cambios,
    Competencia,
    Contraparte,
    Estado,
    PedidaPor,
    codigo_de,
)
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.edc import Grupo
from nucleo.dominio.organizaciones import Area, TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.servicios.presentaciones import FilaDeFormulario, FiltroDeFormularios, Presentacion

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


@dataclass(frozen=True, slots=True)
class FiltroDeDemandas:
    """`texto` se busca plegado en el título y la organización; vacío no filtra.

    `orden`: numero, titulo, organizacion, sector, costo, beneficiarios, estado o prioridad.
    `por_pagina` en cero trae todas (para exportar).
    """

    gestion: int
    texto: str = ""
    sector: str = ""
    estado: str = ""
    pedida_por: str = ""
    organizacion_id: UUID | None = None
    orden: str = "numero"
    descendente: bool = False
    pagina: int = 1
    por_pagina: int = POR_PAGINA

    @property
    def acota(self) -> bool:
        """Si deja fuera alguna demanda de la gestión."""
        elegidos = self.sector or self.estado or self.pedida_por or self.organizacion_id
        return bool(self.texto.strip() or elegidos)


@dataclass(frozen=True, slots=True)
class FilaDeDemanda:
    """Una demanda en una lista, con el nombre de quien la pide."""

    id: UUID
    gestion: int
    numero: int
    titulo: str
    organizacion: str
    distrito: str
    sector: str
    prioridad: int
    pedida_por: PedidaPor
    competencia: Competencia
    beneficiarios: Personas
    costo: Dinero
    estado: Estado
    simulada: bool
    fuente: str

    @property
    def codigo(self) -> str:
        return codigo_de(self.gestion, self.numero)


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
    asambleas: int
    demandas: int


@dataclass(frozen=True, slots=True)
class PasoDeHistoria:
    """Un cambio de estado: a cuál, cuándo, quién lo hizo y por qué, si lo dijo.

    Si trae `cambios` (columna, lo que había, lo que quedó), se corrigió sin cambiar de estado.
    """

    estado: Estado
    cuando: datetime
    quien: str
    motivo: str = ""
    cambios: Cambios | None = ()


@dataclass(frozen=True, slots=True)
class ObservacionLeida:
    """Lo que alguien con cargo observó de una demanda; sin `respondida_en`, está pendiente."""

    id: UUID
    texto: str
    cuando: datetime
    quien: str
    respuesta: str
    respondida_en: datetime | None
    respondida_por: str


@dataclass(frozen=True, slots=True)
class FichaDeDemanda:
    """Una demanda entera, con su asamblea y su historia.

    `observaciones` son las de los plugins; `escritas`, las de las personas.
    """

    fila: FilaDeDemanda
    tipo_de_organizacion: TipoDeOrganizacion
    area: Area | None
    problema: str
    tipo: str
    lugar: str
    preparacion: str
    familias: int | None
    orden_mujeres: int | None
    orden_hombres: int | None
    contraparte: Contraparte | None
    observaciones: Sequence[Mapping[str, object]]
    asamblea_fecha: date | None
    asamblea_lugar: str
    asistentes: Personas | None
    folio: str
    situacion: Mapping[str, str]
    historia: Sequence[PasoDeHistoria]
    presentacion: Presentacion | None = None
    escritas: Sequence[ObservacionLeida] = ()
    organizacion_id: UUID | None = None
    formulario_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ResumenDeSector:
    """Cuánto se pide en un sector en la gestión."""

    sector: str
    demandas: int
    costo: Dinero
    personas: Personas


@dataclass(frozen=True, slots=True)
class Cifras:
    """`asambleas` cuenta las OTB que hicieron al menos una; `simuladas`, demandas no reales."""

    organizaciones: int
    asambleas: int
    demandas: int
    costo: Dinero
    personas: Personas
    asistentes: Personas
    simuladas: int = 0


@dataclass(frozen=True, slots=True)
class PuestoLeido:
    """Un renglón de la matriz publicada o calificada. `desglose` como `aporte_como_json`."""

    puesto: int
    fila: FilaDeDemanda
    puntaje: int
    entra: bool
    fuente: str
    motivo: Mapping[str, object]
    desglose: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Procedencia:
    """De dónde sale un dato y si es un supuesto."""

    texto: str
    simulada: bool


@dataclass(frozen=True, slots=True)
class CorridaLeida:
    """La última calificación guardada de una gestión, con lo que hace falta para explicarla."""

    gestion: int
    cuando: datetime
    quien: str
    regla: str
    pesos: Mapping[str, float]
    techos: Mapping[str, str]
    resumen: str
    puestos: Sequence[PuestoLeido]
    procedencias: Mapping[str, Procedencia] | None = None


@dataclass(frozen=True, slots=True)
class HechoLeido:
    """Un eslabón de la bitácora, para mostrarlo."""

    numero: int
    que: str
    quien: str
    cuando: datetime


@dataclass(frozen=True, slots=True)
class FilaDeEntrega:
    """Una demanda entregada a la región, tal como era."""

    origen_id: int
    codigo: str
    titulo: str
    organizacion: str
    sector: str
    competencia: Competencia
    costo: Dinero
    beneficiarios: Personas
    puesto: int
    en_poa: bool
    simulada: bool
    fuente: str
    entregada_en: datetime


@dataclass(frozen=True, slots=True)
class FilaDeAvance:
    """Por dónde va un municipio, según la última copia que dio a su departamento."""

    origen_id: int
    gestion: int
    paso: str
    organizaciones: int
    asambleas: int
    demandas: int
    costo: Dinero
    techo: Dinero
    en_poa: int
    entregadas: int
    congelada_en: datetime | None
    acordada_en: datetime | None
    calificada_en: datetime | None
    publicada_en: datetime | None
    cuando: datetime

    @property
    def dados(self) -> Mapping[Paso, datetime | None]:
        """Cada paso de la priorización con su fecha; `None` en los que faltan."""
        fechas = self.congelada_en, self.acordada_en, self.calificada_en, self.publicada_en
        return dict(zip(Paso, fechas, strict=True))


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

    def gestiones_con_avance(self) -> Sequence[int]:
        """De la más nueva a la más vieja."""
        ...

    def avances(self, gestion: int, /) -> Sequence[FilaDeAvance]:
        """El de cada municipio que lo autorizó; la región es un departamento entero."""
        ...
