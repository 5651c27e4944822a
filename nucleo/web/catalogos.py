"""Los catálogos de mensajes (.po): se leen, se revisan y se juntan por capas.

Los msgstr llegan sin escapar a la página (Jinja los da por buenos), así que aquí se descarta todo
el que traiga marcas o etiquetas distintas de las del original: esa cadena sale en castellano.
"""

import gettext
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib

REGISTRO = logging.getLogger(__name__)
CONTEXTO = "\x04"
PLURAL_CASTELLANO = "nplurals=2; plural=(n != 1);"
MARCA = re.compile(r"%(?:\(\w+\))?[diouxXeEfFgGcrs]|%%")
ETIQUETA = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Entrada:
    """Una cadena traducida, con la regla de plural del catálogo del que salió."""

    formas: tuple[str, ...]
    plural: Callable[[int], int]
    idioma: str

    def para(self, num: int) -> str | None:
        """La forma que toca a `num`, o `None` si el catálogo no la trae."""
        cual = self.plural(num)
        return self.formas[cual] if cual < len(self.formas) else None


Catalogo = Mapping[str, Entrada]
"""msgid (con `contexto` + U+0004 delante si lo tiene) → entrada."""


def leer(ruta: Path, idioma: str) -> Catalogo:
    """Lo publicable de un .po: ni `fuzzy` ni obsoleto ni vacío ni defectuoso (de esto avisa)."""
    po = polib.pofile(str(ruta))
    plural = regla_de_plural(po.metadata.get("Plural-Forms", PLURAL_CASTELLANO))
    catalogo = {}
    for original in po:
        if original.obsolete or original.fuzzy or not original.translated():
            continue
        if motivo := defecto(original):
            REGISTRO.warning("%s: se descarta «%s»: %s", ruta, original.msgid, motivo)
            continue
        catalogo[clave_de(original)] = Entrada(
            tuple(map(tipografiar, formas(original))), plural, idioma
        )
    return catalogo


def regla_de_plural(encabezado: str) -> Callable[[int], int]:
    """La función de `Plural-Forms: nplurals=…; plural=…;`."""
    expresion = encabezado.partition("plural=")[2]
    compilar: Callable[[str], Callable[[int], int]] = gettext.c2py
    return compilar(expresion.rstrip("; ") or "0")


def clave_de(original: polib.POEntry) -> str:
    contexto = f"{original.msgctxt}{CONTEXTO}" if original.msgctxt else ""
    return f"{contexto}{original.msgid}"


def formas(original: polib.POEntry) -> list[str]:
    """Las formas traducidas, de la 0 en adelante; una sola si la cadena no tiene plural."""
    if not original.msgid_plural:
        return [original.msgstr]
    return [original.msgstr_plural[n] for n in sorted(original.msgstr_plural)]


def tipografiar(texto: str) -> str:
    """El apóstrofo de las lenguas originarias se guarda como ’ (U+2019)."""
    return texto if "<" in texto else re.sub(r"(?<=\w)'", "’", texto)


def defecto(original: polib.POEntry) -> str:
    """Por qué una traducción no puede publicarse; vacío si está bien."""
    fuentes = [original.msgid, original.msgid_plural or original.msgid]
    for traducida in formas(original):
        if not _mismas_marcas(traducida, fuentes, plural=bool(original.msgid_plural)):
            return "las marcas %(…)s no son las del original"
        if all(_etiquetas(traducida) != _etiquetas(f) for f in fuentes):
            return "las etiquetas HTML no son las del original"
        if any(unicodedata.category(c) in {"Cc", "Cf"} and c != "\n" for c in traducida):
            return "trae caracteres invisibles o de control"
    return ""


def _mismas_marcas(traducida: str, fuentes: Iterable[str], *, plural: bool) -> bool:
    """Una forma plural puede callar el número («una demanda»); una cadena simple, nada."""
    if "%" in MARCA.sub("", traducida):
        return any("%" in MARCA.sub("", f) for f in fuentes)
    suyas = Counter(MARCA.findall(traducida))
    if plural:
        return any(suyas <= Counter(MARCA.findall(f)) for f in fuentes)
    return all(suyas == Counter(MARCA.findall(f)) for f in fuentes)


def _etiquetas(texto: str) -> tuple[list[str], int]:
    """Las etiquetas, sin importar su orden, y cuántos < > sueltos quedan."""
    resto = ETIQUETA.sub("", texto)
    return sorted(ETIQUETA.findall(texto)), resto.count("<") + resto.count(">")


class Traductor:
    """Lo que Flask-Babel y Jinja piden, sobre un catálogo ya juntado. Reserva: el castellano."""

    def __init__(self, catalogo: Catalogo) -> None:
        self.catalogo = catalogo

    def ugettext(self, texto: str) -> str:
        hallada = self.catalogo.get(texto)
        return hallada.formas[0] if hallada else texto

    def ungettext(self, uno: str, varios: str, num: int) -> str:
        hallada = self.catalogo.get(uno)
        forma = hallada.para(num) if hallada else None
        return forma or (uno if num == 1 else varios)

    def upgettext(self, contexto: str, texto: str) -> str:
        hallada = self.catalogo.get(contexto + CONTEXTO + texto)
        return hallada.formas[0] if hallada else texto

    def unpgettext(self, contexto: str, uno: str, varios: str, num: int) -> str:
        hallada = self.catalogo.get(contexto + CONTEXTO + uno)
        forma = hallada.para(num) if hallada else None
        return forma or (uno if num == 1 else varios)


@dataclass(frozen=True, slots=True)
class Fuente:
    """Una carpeta de traducciones: `<carpeta>/<idioma>/LC_MESSAGES/<dominio>.po`."""

    dominio: str
    carpeta: Path

    def ruta(self, idioma: str) -> Path:
        return self.carpeta / idioma / "LC_MESSAGES" / f"{self.dominio}.po"


class Catalogos:
    """Junta las capas: vocabulario del municipio → plugins → núcleo, idioma por idioma.

    `fuentes` va de la que menos manda (núcleo) a la que más (último plugin). `vocabularios` tiene
    una carpeta por perfil con `.po` parciales. Cada combinación se arma una vez.
    """

    def __init__(self, fuentes: Sequence[Fuente], vocabularios: Path) -> None:
        self.fuentes = fuentes
        self.vocabularios = vocabularios
        self._armados: dict[tuple[tuple[str, ...], str], Catalogo] = {}
        self._leidos: dict[tuple[Path, str], Catalogo] = {}

    def juntar(self, cadena: tuple[str, ...], perfil: str = "") -> Catalogo:
        """El catálogo de una cadena de idiomas (`("ay", "es")`): gana el primero, por cadena."""
        if (cadena, perfil) not in self._armados:
            junto: dict[str, Entrada] = {}
            for idioma in reversed(cadena):
                for ruta in self._rutas(idioma, perfil):
                    junto |= self._leer(ruta, idioma)
            self._armados[cadena, perfil] = junto
        return self._armados[cadena, perfil]

    def _rutas(self, idioma: str, perfil: str) -> list[Path]:
        rutas = [f.ruta(idioma) for f in self.fuentes]
        return [*rutas, self.vocabularios / perfil / f"{idioma}.po"] if perfil else rutas

    def _leer(self, ruta: Path, idioma: str) -> Catalogo:
        if (ruta, idioma) not in self._leidos:
            self._leidos[ruta, idioma] = leer(ruta, idioma) if ruta.is_file() else {}
        return self._leidos[ruta, idioma]


def carpetas_de_plugins(raiz: Path) -> list[tuple[str, Path]]:
    """Cada plugin y dónde están sus textos: en su propia carpeta o, si no la tiene, en la casa."""
    modulos = sorted(p.parent for p in (raiz / "plugins").glob("*/__init__.py"))
    propias = [(m.name, m / "traducciones") for m in modulos]
    return [(p, carpeta if carpeta.is_dir() else raiz / "traducciones") for p, carpeta in propias]


def de_la_casa(raiz: Path) -> Catalogos:
    """Las fuentes que vienen con el proyecto: el núcleo y sus plugins."""
    plugins = [Fuente(plugin, carpeta) for plugin, carpeta in carpetas_de_plugins(raiz)]
    fuentes = [Fuente("nucleo", raiz / "traducciones"), *plugins]
    return Catalogos(fuentes, raiz / "configuraciones" / "vocabularios")
