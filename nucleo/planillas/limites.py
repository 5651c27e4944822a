"""Hasta dónde se lee un archivo ajeno: lo que pase de aquí se rechaza antes de cargarlo."""

from dataclasses import dataclass

from nucleo.dominio.errores import ArchivoIlegible
from nucleo.dominio.mensajes import Mensaje


@dataclass(frozen=True, slots=True)
class Limites:
    """Los de una planilla. `bytes_` es el archivo; `descomprimido`, lo que un XLSX trae adentro.

    `letras` es el largo máximo de una celda; `texto`, el de todas juntas; `razon`, cuántas veces
    puede crecer un miembro del XLSX al descomprimirse. `celdas` cuenta el rectángulo ocupado.
    """

    bytes_: int = 24 * 1024 * 1024
    descomprimido: int = 64 * 1024 * 1024
    razon: int = 250
    miembros: int = 500
    filas: int = 50_000
    columnas: int = 120
    celdas: int = 2_000_000
    letras: int = 5_000
    texto: int = 32 * 1024 * 1024


USUALES = Limites()


def ilegible(archivo: str, texto: str, **datos: str | int) -> ArchivoIlegible:
    """El error de un archivo, con su motivo por traducir."""
    return ArchivoIlegible(archivo, Mensaje(texto, datos))
