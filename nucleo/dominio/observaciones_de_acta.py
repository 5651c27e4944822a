"""Lo que los participantes observan del borrador de un acta, y qué se hizo con cada observación."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any

from nucleo.dominio.bitacora import canonico
from nucleo.dominio.llano import OMISIBLE, de_llano


class Suerte(StrEnum):
    """Qué se hizo con una observación."""

    SIN_RESPONDER = "sin_responder"
    ACOGIDA = "acogida"
    NO_ACOGIDA = "no_acogida"


@dataclass(frozen=True, slots=True)
class ObservacionEnActa:
    """Lo que un participante observó del borrador. `anoto` es quien la escribió en el sistema.

    `respuesta` dice qué se cambió o por qué no, y va al acta. `version` sube cada vez que se la
    responde: la de la observación y no la del acta, para que otra que llega no choque con esta.
    """

    texto: str
    nombre: str
    organizacion: str
    cuando: str
    anoto: str
    suerte: Suerte = field(default=Suerte.SIN_RESPONDER, metadata=OMISIBLE)
    respuesta: str = field(default="", metadata=OMISIBLE)
    version: int = field(default=0, metadata=OMISIBLE)

    @property
    def clave(self) -> str:
        """Con qué se la nombra en una dirección. No cambia al responderla."""
        suya = canonico([self.texto, self.nombre, self.organizacion, self.cuando])
        return sha256(suya.encode()).hexdigest()[:16]


def observacion_de(llana: Mapping[str, Any]) -> ObservacionEnActa:
    """De lo guardado al valor."""
    observacion: ObservacionEnActa = de_llano(ObservacionEnActa, dict(llana))
    return observacion
