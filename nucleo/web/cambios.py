"""Los cambios hechos por pantalla, en palabras: qué, antes y después."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marshmallow import Schema, fields

from nucleo.dominio.ajustes import Ajuste, Valor
from nucleo.textos.mensajes import decir
from nucleo.textos.procedencias import CLAVES
from nucleo.textos.traduccion import gettext
from nucleo.web.ajustes import TABLAS, ajustables, nombre_de_modulo
from nucleo.web.ambito import piezas
from nucleo.web.idiomas import IDIOMAS

CORTO = 12  # letras de un resumen: bastan para reconocerlo


@dataclass(frozen=True, slots=True)
class Contado:
    """Un cambio como lo lee una persona."""

    numero: int
    que: str
    antes: str
    despues: str
    quien: str
    cuando: datetime


def contar(cambio: Ajuste) -> Contado:
    return Contado(
        cambio.numero,
        que_es(cambio.clave),
        en_palabras(cambio.clave, cambio.antes),
        en_palabras(cambio.clave, cambio.valor),
        cambio.quien,
        cambio.cuando,
    )


def que_es(clave: str) -> str:
    """El nombre de una clave: «Idiomas», «Módulo Salud»."""
    if clave.startswith(TABLAS):
        modulo = nombre_de_modulo(clave.removeprefix(TABLAS))
        return gettext("Módulo %(modulo)s", modulo=modulo)
    return gettext(CLAVES.get(clave, clave))


def en_palabras(clave: str, valor: Valor) -> str:
    """Lo que ese valor quiere decir; sin valor, lo heredado."""
    if "valor" not in valor:
        return gettext("lo heredado")
    dicho = valor["valor"]
    if clave.startswith(TABLAS):
        return _de_modulo(clave.removeprefix(TABLAS), dicho)
    if clave == "idiomas":
        return ", ".join(IDIOMAS[i].autonimo if i in IDIOMAS else i for i in dicho)
    if clave == "marca.escudo" and dicho:
        return gettext("imagen %(resumen)s", resumen=dicho[:CORTO])
    return str(dicho) if dicho else gettext("el de la casa")


def _de_modulo(plugin: str, tabla: Any) -> str:
    if tabla is False:
        return gettext("apagado")
    if not tabla:
        return gettext("encendido")
    esquema = ajustables().esquema_de(plugin) if plugin in piezas().plugins else None
    pares = (f"{e}: {v}" for e, v in _pares(esquema() if esquema else None, tabla))
    return gettext("encendido; %(ajustes)s", ajustes="; ".join(pares))


def _pares(esquema: Schema | None, tabla: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Cada ajuste con la etiqueta de su campo, también los anidados."""
    for nombre, valor in tabla.items():
        campo = esquema.fields.get(nombre) if esquema else None
        if isinstance(campo, fields.Nested) and isinstance(valor, Mapping):
            yield from _pares(campo.schema, valor)
            continue
        etiqueta = decir(campo.metadata.get("etiqueta")) if campo else ""
        yield etiqueta or nombre, _llano(valor)


def _llano(valor: Any) -> str:
    match valor:
        case bool():
            return gettext("sí") if valor else gettext("no")
        case float():
            return f"{valor:.12g}".replace(".", ",")
        case list():
            return ", ".join(map(_llano, valor))
        case Mapping():
            return "; ".join(f"{clave}: {_llano(otro)}" for clave, otro in valor.items())
        case _:
            return str(valor)
