"""La puerta a gettext, con tipos: fuera de una petición web devuelve el castellano original."""

import flask_babel  # type: ignore[import-untyped]  # la biblioteca no publica tipos


def gettext(texto: str, /, **datos: object) -> str:
    """Traduce `texto` al idioma de quien lee y lo llena con `datos`."""
    return str(flask_babel.gettext(texto, **datos))


def ngettext(uno: str, varios: str, num: int, /, **datos: object) -> str:
    """Como `gettext`, con la forma que corresponde a `num` (que llena `%(num)s`)."""
    return str(flask_babel.ngettext(uno, varios, num, **datos))


def pgettext(contexto: str, texto: str, /, **datos: object) -> str:
    """Como `gettext`, para palabras cortas que según el `contexto` se traducen distinto."""
    return str(flask_babel.pgettext(contexto, texto, **datos))
