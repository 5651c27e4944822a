"""La memoria que no se borra: hechos encadenados por resumen, verificables sin el servidor."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from json.encoder import encode_basestring as citar

from nucleo.dominio.identidad import DelAmbito

ORIGEN = "0" * 64
Firma = tuple[int, str, str, str, str, str, str]
"""Un eslabón en llano: número, previa, resumen, qué, quién, cuándo (`en_texto`) y carga."""
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

    @property
    def firma(self) -> Firma:
        """Con qué se rehace su resumen, sin la entidad."""
        cuando = en_texto(self.cuando)
        return self.numero, self.previa, self.resumen, self.que, self.quien, cuando, self.carga


@dataclass(eq=False)
class Cabeza(DelAmbito):
    """Hasta dónde llega la cadena de un ámbito: sin ella, cortar la cola no dejaría rastro."""

    numero: int
    resumen: str


def encadenar(hecho: Hecho, cabeza: Cabeza | None, ambito: str) -> Eslabon:
    """El eslabón que sigue. El ámbito entra en el resumen: una cadena no se muda de dueño."""
    numero, previa = (cabeza.numero + 1, cabeza.resumen) if cabeza else (1, ORIGEN)
    carga = canonico(hecho.carga)
    cuando = en_texto(hecho.cuando)
    firma = (numero, previa, "", hecho.que, hecho.quien, cuando, carga)
    [(*_, resumen)] = rehacer(ambito, [firma])
    eslabon = Eslabon(numero, previa, resumen, hecho.que, hecho.quien, hecho.cuando, carga)
    eslabon.ambito = ambito
    return eslabon


def canonico(datos: object) -> str:
    """JSON con una sola forma posible: claves ordenadas, sin espacios de más."""
    return json.dumps(datos, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def en_texto(cuando: datetime) -> str:
    """«2027-08-01 15:30:00.123456», en UTC: como una base de datos lo diría."""
    return cuando.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def rehacer(ambito: str, firmas: Iterable[Firma]) -> Iterator[tuple[int, str, str, str]]:
    """Cada número, previa y resumen como vienen, y el resumen que de verdad le toca.

    Es el SHA-256 de `canonico` de los siete en una lista, con la hora en ISO 8601; se arma aquí,
    igual letra por letra, porque son pocos y de tipo sabido, y verificar es casi solo esto. La
    previa y la hora no llevan nada que citar; dañadas, tampoco dan el resumen que se firmó.
    """
    inicio = f"[{citar(ambito)},"
    for numero, previa, resumen, que, quien, cuando, carga in firmas:
        hora = cuando.replace(" ", "T", 1).removesuffix(".000000")
        firmado = (
            f'{inicio}{numero},"{previa}",{citar(que)},{citar(quien)},'
            f'"{hora}+00:00",{citar(carga)}]'
        )
        yield numero, previa, resumen, sha256(firmado.encode()).hexdigest()


def primer_roto(ambito: str, firmas: Iterable[Firma], cabeza: Cabeza | None) -> int | None:
    """Recorre la cadena en orden y devuelve el número del primer eslabón que no cuadra.

    Detecta la fila cambiada, la borrada, la agregada y la cola cortada; `None` si todo cuadra.
    """
    esperada, numero = ORIGEN, 0
    for dicho, previa, resumen, suyo in rehacer(ambito, firmas):
        numero += 1
        if previa != esperada or dicho != numero or resumen != suyo:
            return numero
        esperada = suyo
    final = (cabeza.numero, cabeza.resumen) if cabeza else (0, ORIGEN)
    return None if (numero, esperada) == final else min(numero, final[0]) + 1
