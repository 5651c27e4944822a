"""La memoria que no se borra: hechos encadenados por resumen, verificables sin el servidor."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from nucleo.dominio.identidad import DelAmbito

ORIGEN = "0" * 64
DEMOSTRACION = "plataforma.demostracion"
"""El hecho que dice que la base tiene los datos del demo."""


@dataclass(frozen=True, slots=True)
class Hecho:
    """Algo que pasó: qué (`demandas.importadas`), quién, cuándo y con qué datos."""

    que: str
    quien: str
    cuando: datetime
    carga: Mapping[str, object]


class ConfirmarSinHecho(RuntimeError):  # noqa: N818 - se llama como lo que pasó
    """Un caso de uso quiso guardar sin dejar dicho qué hizo: es un defecto, no un caso de uso.

    La memoria de lo hecho, y las páginas que la web recuerda, dependen de que no exista.
    """


@dataclass(eq=False)
class Eslabon(DelAmbito):
    """Un hecho ya encadenado. `carga` es JSON canónico: lo que se lee es lo que se firmó."""

    numero: int
    previa: str
    resumen: str
    que: str
    quien: str
    cuando: datetime
    carga: str


@dataclass(eq=False)
class Cabeza(DelAmbito):
    """Hasta dónde llega la cadena de un ámbito: sin ella, cortar la cola no dejaría rastro."""

    numero: int
    resumen: str


def encadenar(hecho: Hecho, cabeza: Cabeza | None, ambito: str) -> Eslabon:
    """El eslabón que sigue. El ámbito entra en el resumen: una cadena no se muda de dueño."""
    numero, previa = (cabeza.numero + 1, cabeza.resumen) if cabeza else (1, ORIGEN)
    carga = canonico(hecho.carga)
    resumen = resumen_de(ambito, numero, previa, hecho, carga)
    eslabon = Eslabon(numero, previa, resumen, hecho.que, hecho.quien, hecho.cuando, carga)
    eslabon.ambito = ambito
    return eslabon


def canonico(datos: object) -> str:
    """JSON con una sola forma posible: claves ordenadas, sin espacios de más."""
    return json.dumps(datos, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def resumen_de(ambito: str, numero: int, previa: str, hecho: Hecho, carga: str) -> str:
    cuando = hecho.cuando.astimezone(UTC).isoformat()
    partes = [ambito, numero, previa, hecho.que, hecho.quien, cuando, carga]
    return hashlib.sha256(canonico(partes).encode()).hexdigest()


def primer_roto(ambito: str, eslabones: Iterable[Eslabon], cabeza: Cabeza | None) -> int | None:
    """Recorre la cadena en orden y devuelve el número del primer eslabón que no cuadra.

    Detecta la fila cambiada, la borrada, la agregada y la cola cortada; `None` si todo cuadra.
    """
    previa, numero = ORIGEN, 0
    for numero, e in enumerate(eslabones, 1):
        hecho = Hecho(e.que, e.quien, e.cuando, {})
        resumen = resumen_de(ambito, numero, previa, hecho, e.carga)
        if (e.numero, e.previa, e.resumen) != (numero, previa, resumen):
            return numero
        previa = e.resumen
    esperada = (cabeza.numero, cabeza.resumen) if cabeza else (0, ORIGEN)
    return None if (numero, previa) == esperada else min(numero, esperada[0]) + 1
