"""Cómo se llamó a un encuentro: por qué medio, y quién recibió la convocatoria."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio


class MedioDeConvocatoria(StrEnum):
    """Por dónde se llama."""

    CORREO = "correo"
    MENSAJE = "mensaje"
    RADIO = "radio"
    AFICHE = "afiche"
    VERBAL = "verbal"


class ConvocatoriaCerrada(ErrorDeNegocio):
    """El acta ya se cerró: a quién se convocó queda como está."""

    campos = ("evento",)


class EntregaPorVenir(ErrorDeNegocio):
    """Nadie recibió nada en un día que todavía no llega."""

    campos = ("fecha",)


@dataclass(eq=False)
class Convocatoria(DelMunicipio):
    """La constancia de que una organización recibió la convocatoria de un encuentro.

    Puede haber más de una por organización: un correo y, además, de palabra.
    """

    id: UUID
    gestion: int
    evento: str
    organizacion_id: UUID
    medio: MedioDeConvocatoria
    fecha: date
    anotada_en: datetime
    quien: str
    recibio: str = ""
    nota: str = ""
