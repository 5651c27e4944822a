"""La asamblea de una OTB y el formulario de autodiagnóstico que de ella sale."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.identidad import DelMunicipio
from nucleo.dominio.personas import Personas


@dataclass(eq=False)
class Asamblea(DelMunicipio):
    """Dónde y cuándo se reunió la OTB para decidir su demanda, y cuántas personas fueron."""

    id: UUID
    organizacion_id: UUID
    gestion: int
    fecha: date | None = None
    lugar: str = ""
    asistentes: Personas | None = None
    fuente: str = ""


class MedioDeConstancia(StrEnum):
    """Con qué consta que la persona quiso presentarlo, si otra lo tecleó por ella."""

    PAPEL = "papel"
    HUELLA = "huella"
    TESTIGO = "testigo"


@dataclass(frozen=True, slots=True)
class Constancia:
    """Por qué un formulario se registró a nombre de otra persona, y con qué consta.

    `detalle` dice cuál papel, qué testigo; `motivo`, por qué no lo presentó ella misma.
    """

    medio: MedioDeConstancia
    detalle: str
    motivo: str


@dataclass(eq=False)
class Formulario(DelMunicipio):
    """El autodiagnóstico de una asamblea; `situacion` guarda lo que se describió de cada servicio.

    `folio` es el número de la planilla de papel, si lo trae. `presentado_en` y `presentado_por`
    son los del recibo; vacíos si llegó importado. `membresia_id` es el mandato de quien lo
    presentó y `dirigencia_id`, a nombre de quién, si no fue a nombre propio: entonces hay
    `constancia`.
    """

    id: UUID
    asamblea_id: UUID
    gestion: int
    folio: str = ""
    situacion: Mapping[str, str] = field(default_factory=dict)
    presentado_en: datetime | None = None
    presentado_por: str = ""
    membresia_id: UUID | None = None
    dirigencia_id: UUID | None = None
    constancia: Constancia | None = None
