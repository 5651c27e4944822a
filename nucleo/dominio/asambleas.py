"""La asamblea de una OTB y el formulario de autodiagnóstico que de ella sale."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
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


@dataclass(eq=False)
class Formulario(DelMunicipio):
    """El autodiagnóstico de una asamblea; `situacion` guarda lo que se describió de cada servicio.

    `folio` es el número de la planilla de papel, si lo trae.
    """

    id: UUID
    asamblea_id: UUID
    gestion: int
    folio: str = ""
    situacion: Mapping[str, str] = field(default_factory=dict)
