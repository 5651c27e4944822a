"""Un mensaje del dominio o de un plugin, dicho en el idioma de quien lee."""

from collections.abc import Mapping
from typing import Any

from nucleo.dominio.mensajes import Mensaje
from nucleo.textos.traduccion import gettext


def decir(mensaje: Mensaje | Mapping[str, Any] | str | None) -> str:
    """Traduce y llena un mensaje, vivo o guardado (`Mensaje.como_json`); sin mensaje, vacío.

    Si la traducción no acepta los datos, se dice en castellano: más vale entendible que ausente.
    """
    if not mensaje:
        return ""
    if isinstance(mensaje, str):
        return gettext(mensaje)
    vivo = mensaje if isinstance(mensaje, Mensaje) else Mensaje.de_json(mensaje)
    try:
        return gettext(vivo.texto) % vivo.datos
    except (KeyError, TypeError, ValueError):
        return str(vivo)
