"""Los signos que la letra de los papeles no tiene: se escriben con su número, y el papel sale.

Un PDF/A no admite una letra ausente. Sin esto, un emoji en una observación dejaría al municipio
sin poder imprimir su acta, que ya está cerrada y no se puede corregir.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

LLANAS, AJENAS = 0x0250, 0x2E80
"""Antes, la letra las tiene todas; después, ninguna (chino, coreano, emoji)."""
OCULTOS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff0-\uffff]")
"""No son texto, o dan vuelta la lectura de lo que sigue: nunca se escriben tal cual."""
UNIONES = {0x200D: None, 0xFE0F: None}
"""Pegan un emoji con otro; solas, no se ven."""
SeVe = Callable[[str], bool]
"""Si un texto de pocos signos se puede componer."""


def sin_ocultos(datos: Any) -> Any:
    """Los mismos datos, con lo que no es texto por su número."""
    return _en_cada_texto(datos, lambda t: OCULTOS.sub(lambda m: numero(m.group()), t))


def con_numeros(datos: Any, se_ve: SeVe) -> Any:
    """Los mismos datos, con cada signo que no se puede escribir por su número."""
    raros = sorted(_raros(datos))
    ausentes = {c for c in raros if ord(c) >= AJENAS} | _ausentes(
        [c for c in raros if ord(c) < AJENAS], se_ve
    )
    return _escritos(datos, ausentes)


def solo_llanas(datos: Any) -> Any:
    """Con todo lo que no es letra corriente por su número: lo que queda, siempre se compone."""
    return _escritos(datos, _raros(datos))


def numero(signo: str) -> str:
    """«[U+1F600]»."""
    return f"[U+{ord(signo):04X}]"


def _escritos(datos: Any, ausentes: set[str]) -> Any:
    tabla = {**UNIONES, **{ord(c): numero(c) for c in ausentes if ord(c) not in UNIONES}}
    return _en_cada_texto(datos, lambda t: t.translate(tabla))


def _raros(datos: Any) -> set[str]:
    raros: set[str] = set()

    def anotar(texto: str) -> str:
        raros.update(c for c in texto if ord(c) >= LLANAS)
        return texto

    _en_cada_texto(datos, anotar)
    return raros


def _ausentes(signos: Sequence[str], se_ve: SeVe) -> set[str]:
    """Por mitades: si todos se ven basta mirar una vez."""
    if not signos or se_ve(" ".join(signos)):
        return set()
    if len(signos) == 1:
        return {*signos}
    medio = len(signos) // 2
    return _ausentes(signos[:medio], se_ve) | _ausentes(signos[medio:], se_ve)


def _en_cada_texto(valor: Any, hacer: Callable[[str], str]) -> Any:
    match valor:
        case str():
            return valor if valor.isascii() and valor.isprintable() else hacer(valor)
        case Mapping():
            return {clave: _en_cada_texto(v, hacer) for clave, v in valor.items()}
        case list() | tuple():
            return [_en_cada_texto(v, hacer) for v in valor]
        case _:
            return valor
