"""Cómo se lee lo que una columna guarda sin que la base la vigile; lo que no tiene forma, falla."""

from collections.abc import Callable, Mapping
from typing import Any

from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.llano import de_llano

Lector = Callable[[Any], object]


def textos(valor: Mapping[str, str]) -> object:
    return {nombre: exigir_texto(texto) for nombre, texto in valor.items()}


def de_clase(tipo: type) -> Lector:
    """Un valor del dominio entero, guardado en llano."""

    def leer(valor: Any) -> object:
        try:
            return de_llano(tipo, valor)
        except ErrorDeNegocio as error:
            raise ValueError(error) from error

    return leer


def exigir_lista(valor: object) -> list[Any]:
    if not isinstance(valor, list):
        raise TypeError(valor)
    return valor


def exigir_texto(valor: object) -> str:
    if not isinstance(valor, str):
        raise TypeError(valor)
    return valor
