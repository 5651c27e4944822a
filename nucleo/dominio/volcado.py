"""Todo lo de un ámbito en forma llana: lo que se exporta, se resume y se restaura.

Una fila llana es un objeto JSON sin la columna de su dueño, igual en cualquier motor: el dinero en
centavos, los instantes en UTC, los identificadores con guiones. El resumen se puede rehacer sin
Tinkuy: el de cada tabla es el SHA-256 de su archivo JSONL; el del ámbito, el de la lista de ellos.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

Fila = Mapping[str, Any]


class Forma(StrEnum):
    """Cómo se escribe en JSON cada columna."""

    TEXTO = "texto"
    ENTERO = "entero"
    REAL = "real"
    SI_NO = "si_no"
    IDENTIFICADOR = "identificador"
    INSTANTE = "instante"
    DIA = "dia"
    DATOS = "datos"


@dataclass(frozen=True, slots=True)
class Tabla:
    """Una tabla con filas de este ámbito: de qué paquete es, en qué revisión y con qué columnas.

    `columnas` no incluye la del dueño (`municipio_id`, `origen_id`, `ambito`).
    """

    nombre: str
    paquete: str
    revision: str
    columnas: Mapping[str, Forma]


class Lote(NamedTuple):
    """Lo guardado aparte de un paquete en una de sus revisiones: se repone junto o no se repone."""

    paquete: str
    revision: str


def renglon(fila: Fila) -> bytes:
    """La fila como renglón JSONL: claves en orden, y los datos por dentro como se guardaron."""
    ordenada = {clave: fila[clave] for clave in sorted(fila)}
    return json.dumps(ordenada, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class ResumenDeTabla:
    """Cuántas filas tiene una tabla y el SHA-256 de sus renglones, en el orden de su clave."""

    nombre: str
    filas: int
    resumen: str


def resumir_tabla(nombre: str, filas: Iterable[Fila]) -> ResumenDeTabla:
    sha, cuantas = hashlib.sha256(), 0
    for cuantas, fila in enumerate(filas, 1):  # noqa: B007 - la última cuenta es el total
        sha.update(renglon(fila))
    return ResumenDeTabla(nombre, cuantas, sha.hexdigest())


def resumen_de(tablas: Iterable[ResumenDeTabla], adjuntos: Iterable[str]) -> str:
    """El resumen de todo el ámbito.

    Es el SHA-256 de un renglón `nombre filas resumen` por tabla con filas, por orden de nombre, y
    uno `adjunto resumen` por archivo. Una tabla vacía no cuenta: da igual que su plugin esté.
    """
    renglones = sorted(f"{t.nombre} {t.filas} {t.resumen}\n" for t in tablas if t.filas)
    renglones += sorted(f"adjunto {resumen}\n" for resumen in adjuntos)
    return hashlib.sha256("".join(renglones).encode()).hexdigest()
