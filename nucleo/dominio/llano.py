"""De un valor del dominio a JSON y de vuelta, según el tipo que cada campo declara.

Lo que vuelve puede venir de un archivo ajeno: se exige forma por forma, sin adivinar, y lo que no
la tiene es `NoTieneLaForma` con el camino hasta el dato.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import ErrorDeNegocio

MAYOR_ENTERO = 2**63
OMISIBLE: Mapping[str, bool] = {"omisible": True}
"""Para un campo que nació después: con su valor de omisión no se escribe.

Así lo que se escribió y se resumió antes de que existiera sigue dando los mismos bytes.
"""


class NoTieneLaForma(ErrorDeNegocio):
    """Un dato de un archivo no es lo que se esperaba. `donde` es su camino (`filas/0/costo`)."""

    campos = ("donde", "motivo")


def en_llano(valor: object) -> Any:
    """El valor como JSON: el dinero en centavos, los identificadores con guiones.

    Lo que no se sabe decir es `TypeError`: un campo nuevo con un tipo nuevo, y es un defecto.
    """
    match valor:
        case StrEnum() | UUID():
            llano: Any = str(valor)
        case None | bool() | int() | float() | str():
            llano = valor
        case Dinero():
            llano = valor.centavos
        case Mapping():
            llano = {str(clave): en_llano(v) for clave, v in valor.items()}
        case frozenset() | set():
            llano = sorted(en_llano(v) for v in valor)
        case list() | tuple():
            llano = [en_llano(v) for v in valor]
        case _ if is_dataclass(valor):
            dichos = ((f, getattr(valor, f.name)) for f in fields(valor))
            llano = {f.name: en_llano(v) for f, v in dichos if not _se_omite(f, v)}
        case _:
            raise TypeError(type(valor))
    return llano


def _se_omite(campo: Field[Any], valor: object) -> bool:
    return "omisible" in campo.metadata and bool(valor == campo.default)


def de_llano(tipo: Any, llano: Any, donde: str = "") -> Any:
    """El valor de ese tipo. El campo que falta y tiene omisión la toma; el que sobra se rechaza."""
    origen = get_origin(tipo)
    if tipo in {Any, object}:
        return llano
    if origen in {Union, UnionType}:
        return _de_union(get_args(tipo), llano, donde)
    if origen is not None:
        return _de_muchos(origen, get_args(tipo), llano, donde)
    if tipo in SUELTOS:
        return _de_suelto(tipo, llano, donde)
    if isinstance(tipo, type) and issubclass(tipo, StrEnum):
        return _opcion(tipo, llano, donde)
    return _de_clase(tipo, llano, donde)


def _de_suelto(tipo: Any, llano: Any, donde: str) -> Any:
    formas, que, volver = SUELTOS[tipo]
    if type(llano) not in formas:
        raise NoTieneLaForma(donde, f"se esperaba {que}")
    try:
        valor = volver(llano)
    except (ValueError, OverflowError) as error:
        raise NoTieneLaForma(donde, f"se esperaba {que}") from error
    excede = type(llano) is int and abs(llano) >= MAYOR_ENTERO
    if excede or (isinstance(valor, float) and not math.isfinite(valor)):
        raise NoTieneLaForma(donde, "es un número demasiado grande")
    return valor


def _opcion(tipo: type[StrEnum], llano: Any, donde: str) -> StrEnum:
    if not isinstance(llano, str) or llano not in set(tipo):
        raise NoTieneLaForma(donde, f"se esperaba una de: {', '.join(tipo)}")
    return tipo(llano)


def _de_union(tipos: Sequence[Any], llano: Any, donde: str) -> Any:
    """Solo «esto o nada»: con dos formas posibles habría que adivinar."""
    if llano is None and NoneType in tipos:
        return None
    [unico] = [t for t in tipos if t is not NoneType]
    return de_llano(unico, llano, donde)


def _de_muchos(origen: Any, tipos: Sequence[Any], llano: Any, donde: str) -> Any:
    if issubclass(origen, Mapping):
        if not isinstance(llano, dict):
            raise NoTieneLaForma(donde, "se esperaba un objeto")
        return MappingProxyType(
            {clave: de_llano(tipos[1], v, f"{donde}/{clave}") for clave, v in llano.items()}
        )
    if not isinstance(llano, list):
        raise NoTieneLaForma(donde, "se esperaba una lista")
    fijos = origen is tuple and Ellipsis not in tipos
    if fijos and len(llano) != len(tipos):
        raise NoTieneLaForma(donde, f"se esperaban {len(tipos)} elementos")
    de_cada = tipos if fijos else [tipos[0]] * len(llano)
    pares = enumerate(zip(de_cada, llano, strict=True))
    valores = [de_llano(t, v, f"{donde}/{i}") for i, (t, v) in pares]
    return frozenset(valores) if issubclass(origen, frozenset) else tuple(valores)


def _de_clase(tipo: Any, llano: Any, donde: str) -> Any:
    if not isinstance(llano, dict):
        raise NoTieneLaForma(donde, "se esperaba un objeto")
    campos = _campos(tipo)
    if sobran := sorted(llano.keys() - campos.keys()):
        raise NoTieneLaForma(f"{donde}/{sobran[0]}", "nadie lo conoce")
    datos = {}
    for nombre, (declarado, campo) in campos.items():
        camino = f"{donde}/{nombre}".lstrip("/")
        if nombre in llano:
            datos[nombre] = de_llano(declarado, llano[nombre], camino)
        elif campo.default is MISSING and campo.default_factory is MISSING:
            raise NoTieneLaForma(camino, "falta")
    try:
        return tipo(**datos)
    except ValueError as error:
        raise NoTieneLaForma(donde, "sus datos no se sostienen juntos") from error


@cache
def _campos(tipo: Any) -> Mapping[str, tuple[Any, Field[Any]]]:
    declarados = get_type_hints(tipo)
    return {f.name: (declarados[f.name], f) for f in fields(tipo)}


def _texto(llano: str) -> str:
    llano.encode()  # una mitad suelta de UTF-16 no es un texto
    return llano


def _identificador(llano: str) -> UUID:
    hallado = UUID(llano)
    if str(hallado) != llano:
        raise ValueError(llano)
    return hallado


SUELTOS: Mapping[Any, tuple[frozenset[type], str, Any]] = {
    str: (frozenset({str}), "un texto", _texto),
    int: (frozenset({int}), "un número entero", int),
    float: (frozenset({int, float}), "un número", float),
    bool: (frozenset({bool}), "sí o no (true o false)", bool),
    UUID: (frozenset({str}), "un identificador con guiones", _identificador),
    Dinero: (frozenset({int}), "un monto en centavos", Dinero),
}
