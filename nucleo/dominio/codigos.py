"""El código público corto de un acuerdo: se dice en voz alta y lleva a la lista."""

import hashlib
from typing import Final

from nucleo.dominio.errores import ErrorDeNegocio

SIMBOLOS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Sin 0, O, 1, I ni L, que se confunden. Son 31, y 31 es primo: el control no deja pasar ningún
símbolo cambiado ni dos cambiados de lugar."""
LARGO: Final = 8
GRUPO: Final = 4
VUELTAS: Final = 20_000
"""Cuesta unos milisegundos una vez; a quien quisiera fabricar otro acuerdo con el mismo código, los
mismos por cada intento."""


class CodigoMalEscrito(ErrorDeNegocio):
    """No es un código, o una letra se copió mal: el dígito de control no cuadra."""

    campos = ("codigo",)


def codigo_de(resumen: str) -> str:
    """`K7MQ-2XPA`, de un resumen SHA-256 en hexadecimal: siete símbolos y uno de control."""
    estirado = hashlib.pbkdf2_hmac("sha256", bytes.fromhex(resumen), b"tinkuy", VUELTAS)
    numero, simbolos = int.from_bytes(estirado), ""
    for _ in range(LARGO - 1):
        numero, resto = divmod(numero, len(SIMBOLOS))
        simbolos += SIMBOLOS[resto]
    return separado(simbolos + control_de(simbolos))


def leer_codigo(escrito: str) -> str:
    """El código como se guarda, escrito con o sin guion, en mayúsculas o no. `CodigoMalEscrito`."""
    simbolos = "".join(escrito.upper().replace("-", "").split())
    bien = len(simbolos) == LARGO and all(s in SIMBOLOS for s in simbolos)
    if not bien or control_de(simbolos[:-1]) != simbolos[-1]:
        raise CodigoMalEscrito(escrito[: LARGO * 2])
    return separado(simbolos)


def control_de(simbolos: str) -> str:
    """El que hace múltiplo de 31 la suma de cada símbolo por su lugar."""
    suma = sum(lugar * SIMBOLOS.index(s) for lugar, s in enumerate(simbolos, 1))
    # el control va en el lugar 8: 8 · x ≡ -suma (mod 31)
    return SIMBOLOS[-suma * pow(LARGO, -1, len(SIMBOLOS)) % len(SIMBOLOS)]


def separado(simbolos: str) -> str:
    return f"{simbolos[:GRUPO]}-{simbolos[GRUPO:]}"
