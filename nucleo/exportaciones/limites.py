"""Hasta dónde se abre un archivo ajeno: lo que pase de aquí se rechaza sin leerlo entero."""

from dataclasses import dataclass

KILO, MEGA, GIGA = 1 << 10, 1 << 20, 1 << 30


@dataclass(frozen=True, slots=True)
class Limites:
    """En bytes ya descomprimidos, contados al leer: lo que diga la cabecera no se cree.

    `razon` es cuántas veces puede crecer el archivo al abrirse, y solo se mira desde `sin_razon`.
    """

    entradas: int = 200_000
    manifiesto: int = 64 * MEGA
    renglon: int = 32 * MEGA
    por_archivo: int = 8 * GIGA
    total: int = 32 * GIGA
    razon: int = 200
    sin_razon: int = 16 * MEGA


USUALES = Limites()


def legible(cuanto: int) -> str:
    """«64 MB»."""
    for unidad, nombre in ((GIGA, "GB"), (MEGA, "MB"), (KILO, "kB")):
        if cuanto >= unidad:
            return f"{cuanto / unidad:.3g} {nombre}"
    return f"{cuanto} bytes"
