"""De lo que un navegador dice ser a algo que su dueño reconoce: «Chrome en Android»."""

from collections.abc import Sequence

from nucleo.textos.traduccion import gettext

Senas = Sequence[tuple[str, str]]
NAVEGADORES: Senas = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari/", "Safari"),
)
"""En este orden: casi todos dicen ser también Chrome y Safari."""
SISTEMAS: Senas = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def nombre_de_aparato(agente: str) -> str:
    """«Chrome en Android»; lo que no se reconoce se dice así, sin repetir lo que mandó."""
    navegador, sistema = _hallar(agente, NAVEGADORES), _hallar(agente, SISTEMAS)
    if navegador and sistema:
        return gettext("%(navegador)s en %(sistema)s", navegador=navegador, sistema=sistema)
    return navegador or sistema or gettext("Un aparato que no se reconoce")


def _hallar(agente: str, senas: Senas) -> str:
    return next((nombre for sena, nombre in senas if sena in agente), "")
