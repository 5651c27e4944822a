"""La asamblea de una OTB y el formulario de autodiagnóstico que de ella sale."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.identidad import DelMunicipio
from nucleo.dominio.mensajes import N_
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


MOTIVOS: Mapping[str, str] = {
    "sin_cuenta": N_("No tiene correo ni cuenta"),
    "sin_senal": N_("En su comunidad no hay señal o no tiene teléfono"),
    "prefiere_papel": N_("Prefirió llenarlo en papel"),
    "pidio_ayuda": N_("Pidió que se lo llenaran"),
    "otro": N_("Otro motivo"),
}
"""Por qué alguien no lo presentó por su cuenta. Es una lista para que a la memoria, que no se
borra, no entre lo que no hace falta saber de una persona."""

SERVICIOS: Mapping[str, str] = {
    "agua": N_("Agua"),
    "luz": N_("Luz"),
    "saneamiento": N_("Baños y alcantarillado"),
    "salud": N_("Salud"),
    "educacion": N_("Educación"),
    "camino": N_("Caminos"),
    "riego": N_("Riego"),
    "produccion": N_("Producción"),
}
"""De qué se describe la situación, en el orden del formulario."""


class MedioDeConstancia(StrEnum):
    """Con qué consta que la persona quiso presentarlo, si otra lo tecleó por ella."""

    PAPEL = "papel"
    HUELLA = "huella"
    TESTIGO = "testigo"


@dataclass(frozen=True, slots=True)
class Constancia:
    """Por qué un formulario se registró a nombre de otra persona, y con qué consta.

    `detalle` dice cuál papel, qué testigo: es reservado. `motivo`, por qué no lo presentó ella
    misma, es una clave de `MOTIVOS`.
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
    `constancia`. `resumen` es el de lo que se presentó (`servicios.recibos`): si algo se corrige
    después, deja de coincidir y se nota.
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
    resumen: str = ""
