"""Lo que `tinkuy doctor` revisa antes de poner una instalación a servir."""

from dataclasses import dataclass
from enum import StrEnum


class Gravedad(StrEnum):
    """`FALTA` impide servir en producción; `AVISO` se puede vivir con ello, sabiéndolo."""

    BIEN = "bien"
    AVISO = "aviso"
    FALTA = "falta"


@dataclass(frozen=True, slots=True)
class Revision:
    """Una cosa revisada: qué se encontró y, si no está bien, cómo se arregla."""

    nombre: str
    estado: Gravedad
    detalle: str
    arreglo: str = ""
