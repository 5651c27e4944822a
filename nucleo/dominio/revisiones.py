"""Lo que `tinkuy doctor` revisa antes de poner una instalación a servir."""

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Muros:
    """Cómo está la base: lo que le falta migrar y por dónde se podría pasar de un ámbito a otro.

    `segundo` dice si tiene el muro de la base misma (PostgreSQL); `fallas`, lo que incumple; y
    `poderes`, lo que el rol que atiende podría hacer de más; `atajos`, lo mismo cuando cerrarlo
    pide un superusuario, que no siempre hay.
    """

    segundo: bool
    pendientes: Sequence[str]
    fallas: Sequence[str] = ()
    poderes: Sequence[str] = ()
    atajos: Sequence[str] = ()
