"""Las demandas como las lee una pantalla."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from nucleo.dominio.demandas import (
    Cambios,
    ClaseDeDemanda,
    Competencia,
    Contraparte,
    Estado,
    PedidaPor,
    codigo_de,
)
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.organizaciones import Area, TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.servicios.lecturas.paginas import POR_PAGINA
from nucleo.servicios.presentaciones import Presentacion


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
    clase: str = ""
    organizacion_id: UUID | None = None
    orden: str = "numero"
    descendente: bool = False
    pagina: int = 1
    por_pagina: int = POR_PAGINA

    @property
    def acota(self) -> bool:
        """Si deja fuera alguna demanda de la gestión."""
        elegidos = self.sector or self.estado or self.pedida_por or self.organizacion_id
        return bool(self.texto.strip() or elegidos or self.clase)


@dataclass(frozen=True, slots=True)
class FilaDeDemanda:
    """Una demanda en una lista, con el nombre de quien la pide; si son varias, el de todas.

    Con `grupo_id`, va junto con otras en una compartida.
    """

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
    clase: ClaseDeDemanda = ClaseDeDemanda.DE_ORGANIZACION
    grupo_id: UUID | None = None
    distritos: Sequence[str] | None = None

    @property
    def codigo(self) -> str:
        return codigo_de(self.gestion, self.numero)


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

    `observaciones` son las de los plugins; `escritas`, las de las personas. `compartida` es con la
    que va junto con otras e `integrantes`, las que van: las suyas o, en la compartida, todas.
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
    compartida: FilaDeDemanda | None = None
    integrantes: Sequence[FilaDeDemanda] = ()


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
