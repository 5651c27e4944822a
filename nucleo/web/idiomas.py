"""En qué idioma se muestra cada página, y con qué formato (siempre el de Bolivia).

El idioma y el formato van aparte: CLDR no trae el aymara y Flask-Babel responde 500 con él; aquí
`LocalePropia` lleva el código de cualquier idioma y los números y fechas de `es_BO`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale, localedata
from flask import Flask, Response, current_app, g, request
from flask_babel import Babel, Domain  # type: ignore[import-untyped]  # no publica tipos
from markupsafe import Markup

from nucleo.servicios.piezas import Piezas
from nucleo.web.catalogos import MARCA, Catalogos, Traductor
from nucleo.web.formato import entero

FORMATO = "es_BO"
UN_ANIO = 365 * 24 * 3600


class LocalePropia(Locale):
    """El código de un idioma con los formatos de otro: para el aymara, que CLDR no trae."""

    def __init__(self, idioma: str, formato: str = FORMATO) -> None:
        base = Locale.parse(formato)
        super().__init__(base.language, base.territory)
        self.language = idioma
        datos: dict[Any, Any] = {**localedata.load(formato)}
        self._propio = localedata.LocaleDataDict(datos)

    @property
    def _data(self) -> localedata.LocaleDataDict:
        return self._propio


@dataclass(frozen=True, slots=True)
class Idioma:
    """`etiqueta` es el `lang` de HTML; `reserva`, los idiomas a los que cae cada cadena."""

    codigo: str
    autonimo: str
    etiqueta: str
    reserva: tuple[str, ...] = ("es",)

    @property
    def cadena(self) -> tuple[str, ...]:
        return (self.codigo, *self.reserva)


PSEUDO = Idioma("pseudo", "Pseudoidioma", "es")
IDIOMAS: Mapping[str, Idioma] = {
    i.codigo: i
    for i in (
        Idioma("es", "Español", "es", ()),
        Idioma("qu", "Qhichwa", "qu"),
        Idioma("ay", "Aymara", "ay"),
        PSEUDO,
    )
}
ALIAS = {
    "que": "qu", "quz": "qu", "quy": "qu", "quh": "qu", "qul": "qu",
    "aym": "ay", "ayr": "ay", "ayc": "ay",
}  # fmt: skip


@cache
def locale_de(codigo: str) -> Locale:
    """El `Locale` de un idioma: su código, con los números y fechas de Bolivia."""
    return LocalePropia(codigo)


def negociar(
    disponibles: Sequence[str], pedido: str, recordado: str, aceptados: Iterable[str]
) -> str:
    """El idioma de la página: el pedido en la dirección, la cookie, el navegador o el primero.

    Entiende etiquetas con región (`qu-BO`) y los códigos de variante (`quz`, `ayr`).
    """
    for etiqueta in (pedido, recordado, *aceptados):
        entera = etiqueta.lower()
        primaria = entera.partition("-")[0]
        for candidato in (entera, primaria, ALIAS.get(primaria, "")):
            if candidato in disponibles:
                return candidato
    return disponibles[0]


class Pseudo(Traductor):
    """Alarga un 40 % y acentúa todo texto traducible: lo que no cambie, no salió del catálogo."""

    LETRAS = str.maketrans("aeiounAEIOUN", "àèìòùñÀÈÌÒÙÑ")

    def ugettext(self, texto: str) -> str:
        return pseudo(texto)

    def ungettext(self, uno: str, varios: str, num: int) -> str:
        return pseudo(uno if num == 1 else varios)

    def upgettext(self, contexto: str, texto: str) -> str:  # noqa: ARG002 - firma de gettext
        return pseudo(texto)

    def unpgettext(self, contexto: str, uno: str, varios: str, num: int) -> str:  # noqa: ARG002
        return pseudo(uno if num == 1 else varios)


def pseudo(texto: str) -> str:
    """«Guardar» → «[Gùàrdàr~~~]», sin tocar las marcas `%(…)s`."""
    partes, desde = [], 0
    for marca in MARCA.finditer(texto):
        partes += [texto[desde : marca.start()].translate(Pseudo.LETRAS), marca.group()]
        desde = marca.end()
    partes.append(texto[desde:].translate(Pseudo.LETRAS))
    return f"[{''.join(partes)}{'~' * (len(texto) * 2 // 5)}]"


class Dominio(Domain):  # type: ignore[misc]  # la biblioteca no publica tipos
    """El dominio único de la aplicación: entrega el traductor de la petición en curso."""

    def get_translations(self) -> Traductor:
        return traductor_actual()


def idioma_actual() -> Idioma:
    """El idioma de la petición en curso; se negocia una vez."""
    if "idioma" not in g:
        disponibles = disponibles_aqui()
        codigo = negociar(
            disponibles,
            request.args.get("idioma", ""),
            request.cookies.get("idioma", ""),
            request.accept_languages.values(),
        )
        g.idioma = IDIOMAS[codigo]
    idioma: Idioma = g.idioma
    return idioma


def disponibles_aqui() -> tuple[str, ...]:
    """Los idiomas del municipio en que se está o, fuera de uno, los de la plataforma."""
    piezas: Piezas = current_app.extensions["tinkuy"]
    propios = g.configuracion.idiomas if "configuracion" in g else piezas.plataforma.idiomas
    return tuple(i for i in propios if i in IDIOMAS) or ("es",)


@contextmanager
def en_idioma(codigo: str) -> Iterator[Idioma]:
    """Lo que se diga adentro sale en ese idioma, si aquí se ofrece; si no, en el de quien lee."""
    antes, traductor = idioma_actual(), traductor_actual()
    if codigo in disponibles_aqui() and antes is not PSEUDO:
        g.idioma = IDIOMAS[codigo]
        g.pop("traductor", None)
    try:
        yield g.idioma
    finally:
        g.idioma, g.traductor = antes, traductor


def traductor_actual() -> Traductor:
    """El traductor de la petición: idioma y vocabulario del municipio en que se está."""
    try:
        return g.traductor  # type: ignore[no-any-return]  # lo puso esta misma función
    except AttributeError:
        catalogos: Catalogos = current_app.extensions["tinkuy_catalogos"]
        idioma = idioma_actual()
        perfil = g.configuracion.vocabulario if "configuracion" in g else ""
        catalogo = catalogos.juntar(idioma.cadena, perfil)
        traductor = Pseudo(catalogo) if idioma is PSEUDO else Traductor(catalogo)
        g.traductor = traductor
        return traductor


def traducir(texto: str) -> str:
    """Un texto ya marcado con `N_`, en el idioma de la petición: el camino corto de `gettext`."""
    return traductor_actual().ugettext(texto)


def en_pagina(texto: str, /, **datos: object) -> Markup:
    """El `_()` de las plantillas: la traducción, ya revisada, sale tal cual; los datos, no."""
    dicha = Markup(traductor_actual().ugettext(texto))  # noqa: S704 - revisada en `catalogos`
    return dicha % datos if datos else dicha


def _plural_en_pagina(uno: str, varios: str, num: int, /, **datos: object) -> Markup:
    dicha = Markup(traductor_actual().ungettext(uno, varios, num))  # noqa: S704 - revisada
    return dicha % {"num": entero(num), **datos}


def _contexto_en_pagina(contexto: str, texto: str, /, **datos: object) -> Markup:
    dicha = Markup(traductor_actual().upgettext(contexto, texto))  # noqa: S704 - revisada
    return dicha % datos if datos else dicha


def instalar(app: Flask, catalogos: Catalogos) -> None:
    """Cuelga la traducción de la aplicación: catálogos, dominio propio, Jinja y la cookie."""
    app.extensions["tinkuy_catalogos"] = catalogos
    babel = Babel(app, default_locale=FORMATO, locale_selector=_locale, configure_jinja=False)
    babel.domain_instance = Dominio()
    app.jinja_env.globals.update(
        _=en_pagina, gettext=en_pagina, ngettext=_plural_en_pagina, pgettext=_contexto_en_pagina
    )
    app.after_request(_recordar)


def _locale() -> Locale:
    return locale_de(idioma_actual().codigo)


def _recordar(respuesta: Response) -> Response:
    """El idioma pedido en la dirección queda en una cookie; la página varía según quien la lee."""
    respuesta.vary.update(("Accept-Language", "Cookie"))
    pedido = request.args.get("idioma", "")
    if "idioma" in g and pedido == g.idioma.codigo:
        respuesta.set_cookie("idioma", pedido, max_age=UN_ANIO, samesite="Lax", httponly=True)
    return respuesta
