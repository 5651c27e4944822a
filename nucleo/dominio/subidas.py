"""Una planilla que alguien subió y espera, mientras decide, a que diga si entra."""

from dataclasses import dataclass
from datetime import timedelta

from nucleo.dominio.errores import ErrorDeNegocio

VIGENCIA = timedelta(days=1)
POR_PERSONA = 5
"""Cuántas esperan a la vez; la siguiente desplaza a la más vieja."""
LARGO_DE_NOMBRE = 120


@dataclass(frozen=True, slots=True)
class Subida:
    """`nombre` es el que traía; `resumen`, el SHA-256 de su contenido."""

    resumen: str
    nombre: str
    contenido: bytes


class SubidaVencida(ErrorDeNegocio):
    """Ya no está: venció, la desplazaron otras, o nunca fue de esta persona en este municipio."""


def nombre_llano(dicho: str) -> str:
    """El nombre de un archivo ajeno sin carpetas ni caracteres de control; nunca una ruta."""
    ultimo = dicho.replace("\\", "/").rpartition("/")[2]
    limpio = "".join(c for c in ultimo if c.isprintable()).strip(". ")
    return limpio[-LARGO_DE_NOMBRE:] or "planilla"
