"""Leer de a un renglón un CSV que no cabe en los límites de una planilla, comprimido o no."""

import csv
import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

from nucleo.dominio.mensajes import N_
from nucleo.planillas.limites import ilegible

Avance = Callable[[int, int], None]
CADA_CUANTOS = 5_000
GZIP = b"\x1f\x8b"
LARGO_DE_LINEA = 1 << 20
"""Bytes. Un comprimido chico puede traer una sola línea que no cabe en la memoria."""


def fluir(ruta: Path, avance: Avance | None = None) -> Iterator[tuple[int, list[str]]]:
    """Cada renglón con su número, desde 1. `avance` recibe los bytes leídos y los que hay.

    Levanta `ArchivoIlegible` si no se abre, no es UTF-8 o está dañado.
    """
    try:
        total = ruta.stat().st_size
        with ruta.open("rb") as crudo:
            comprimido = crudo.read(2) == GZIP
            crudo.seek(0)
            abierto = cast("IO[bytes]", gzip.GzipFile(fileobj=crudo)) if comprimido else crudo
            textos = (linea.decode("utf-8-sig") for linea in _lineas(abierto))
            for numero, celdas in enumerate(csv.reader(textos), 1):
                yield numero, celdas
                if avance and numero % CADA_CUANTOS == 0:
                    avance(crudo.tell(), total)
    except (OSError, EOFError, zlib.error):
        raise ilegible(ruta.name, N_("no se pudo abrir o está dañado")) from None
    except UnicodeDecodeError:
        raise ilegible(ruta.name, N_("no está escrito en UTF-8")) from None
    except csv.Error:
        raise ilegible(ruta.name, N_("no está escrito como un CSV")) from None


def _lineas(abierto: IO[bytes]) -> Iterator[bytes]:
    """Una por una, sin tener nunca más de `LARGO_DE_LINEA`: la que pasa es `csv.Error`."""
    while linea := abierto.readline(LARGO_DE_LINEA + 1):
        if len(linea) > LARGO_DE_LINEA:
            raise csv.Error
        yield linea
