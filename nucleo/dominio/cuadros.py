"""Un cuadro: un título y una tabla ya legible, para un papel o una pantalla."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cuadro:
    """Lo que el sistema sabe de un asunto. `titulo`, `encabezados` y `vacio` van por traducir.

    Las celdas son texto ya legible; la primera columna encabeza la fila. `vacio` es lo que se dice
    cuando no hay filas.
    """

    clave: str
    titulo: str
    encabezados: tuple[str, ...]
    filas: tuple[tuple[str, ...], ...]
    vacio: str = ""
