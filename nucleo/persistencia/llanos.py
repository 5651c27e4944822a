"""De lo que devuelve la base a JSON y de vuelta, sin perder nada ni aceptar de más."""

import math
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from nucleo.dominio.volcado import Forma

MAYOR_ENTERO = 2**63


def a_llano(valor: Any) -> Any:
    """El valor como JSON. Lo guardado como datos ya lo es. `ValueError` si no se puede decir en él.

    El cero negativo sale como cero: hay motores que lo guardan así.
    """
    match valor:
        case UUID():
            return str(valor)
        case datetime():
            return valor.astimezone(UTC).isoformat()
        case date():
            return valor.isoformat()
        case float():
            return finito(valor) + 0.0
        case _:
            return valor


def de_llano(forma: Forma, valor: Any) -> Any:
    """El valor que la base espera; `ValueError` si no tiene la forma que su columna dice."""
    return None if valor is None else LECTORES[forma](valor)


def exigir_lugar(valor: Any, tope: int | None) -> None:
    """Que quepa en su columna, o `ValueError`: SQLite deja pasar lo que PostgreSQL no.

    `tope` es cuántas letras caben en un texto, o el primer entero que ya no cabe.
    """
    if tope is None or valor is None:
        return
    if isinstance(valor, str) and len(valor) > tope:
        raise ValueError(f"tiene más de {tope} letras")
    if isinstance(valor, int) and not -tope <= valor < tope:
        raise ValueError("es un número demasiado grande")


def texto(valor: Any) -> str:
    if not isinstance(valor, str) or "\0" in valor:
        raise ValueError("se esperaba un texto")
    valor.encode()  # una mitad suelta de UTF-16 no es un texto: no se podría guardar
    return valor


def entero(valor: Any) -> int:
    if type(valor) is not int or not -MAYOR_ENTERO <= valor < MAYOR_ENTERO:
        raise ValueError("se esperaba un entero")
    return valor


def real(valor: Any) -> float:
    if type(valor) not in {int, float}:
        raise ValueError("se esperaba un número")
    try:
        return finito(float(valor)) + 0.0
    except OverflowError as error:
        raise ValueError("es un número demasiado grande") from error


def finito(valor: float) -> float:
    if not math.isfinite(valor):
        raise ValueError("no es un número que se pueda escribir")
    return valor


def si_no(valor: Any) -> bool:
    if not isinstance(valor, bool):
        raise ValueError("se esperaba true o false")  # noqa: TRY004 - es un dato, no un tipo
    return valor


def identificador(valor: Any) -> UUID:
    hallado = UUID(texto(valor))
    if str(hallado) != valor:
        raise ValueError("se esperaba un UUID en minúsculas y con guiones")
    return hallado


def instante(valor: Any) -> datetime:
    hallado = datetime.fromisoformat(texto(valor))
    if hallado.tzinfo is None:
        raise ValueError("se esperaba un instante con zona")
    return hallado


def dia(valor: Any) -> date:
    return date.fromisoformat(texto(valor))


def datos(valor: Any) -> Any:
    return valor


LECTORES: Mapping[Forma, Callable[[Any], Any]] = {
    Forma.TEXTO: texto,
    Forma.ENTERO: entero,
    Forma.REAL: real,
    Forma.SI_NO: si_no,
    Forma.IDENTIFICADOR: identificador,
    Forma.INSTANTE: instante,
    Forma.DIA: dia,
    Forma.DATOS: datos,
}
