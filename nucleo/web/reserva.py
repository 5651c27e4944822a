"""Lo que cae al castellano dentro de una página en otra lengua lleva `lang="es"` (WCAG 3.1.2).

El traductor rodea esas cadenas con dos caracteres de uso privado; al terminar de pintar se vuelven
`<span lang="es">`, o se quitan donde una etiqueta no cabe (atributos, título, opciones, SVG).
"""

import re

from nucleo.web.catalogos import CONTEXTO, Catalogo, Traductor

ABRE, CIERRA = "\ue000", "\ue001"
ETIQUETA = re.compile(r"(<[^>]*>)")
SOLO_TEXTO = ("<title", "<option", "<text", "<desc")
SIN_MARCAS = str.maketrans("", "", ABRE + CIERRA)
CON_ETIQUETA = str.maketrans({ABRE: '<span lang="es">', CIERRA: "</span>"})


class Marcador(Traductor):
    """Traduce y deja marcado lo que no está en `idioma`."""

    def __init__(self, catalogo: Catalogo, idioma: str) -> None:
        super().__init__(catalogo)
        self.idioma = idioma

    def ugettext(self, texto: str) -> str:
        return self._marcar(texto, super().ugettext(texto))

    def ungettext(self, uno: str, varios: str, num: int) -> str:
        return self._marcar(uno, super().ungettext(uno, varios, num))

    def upgettext(self, contexto: str, texto: str) -> str:
        return self._marcar(contexto + CONTEXTO + texto, super().upgettext(contexto, texto))

    def unpgettext(self, contexto: str, uno: str, varios: str, num: int) -> str:
        dicha = super().unpgettext(contexto, uno, varios, num)
        return self._marcar(contexto + CONTEXTO + uno, dicha)

    def _marcar(self, clave: str, dicha: str) -> str:
        hallada = self.catalogo.get(clave)
        propia = hallada is not None and hallada.idioma == self.idioma
        return dicha if propia else f"{ABRE}{dicha}{CIERRA}"


def etiquetar(html: str) -> str:
    """Cambia las marcas por `<span lang="es">` en el texto y las quita de todo lo demás."""
    partes = ETIQUETA.split(html)
    for i, parte in enumerate(partes):
        en_etiqueta = i % 2 == 1
        sin_lugar = i > 0 and partes[i - 1].startswith(SOLO_TEXTO)
        partes[i] = parte.translate(SIN_MARCAS if en_etiqueta or sin_lugar else CON_ETIQUETA)
    return "".join(partes)
