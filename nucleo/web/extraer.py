"""Saca los textos del código y de las plantillas y pone al día los catálogos: `make traducciones`.

Babel solo extrae: al escribir pierde el `Plural-Forms` del aymara, así que lee y escribe polib.
Las traducciones hechas y los encabezados de cada .po se conservan; lo que ya no se usa queda como
obsoleto, por si vuelve.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract_from_file

from nucleo.configuracion.catalogos import (
    leer_fuentes,
    leer_sectores,
    leer_territorio,
    leer_tipos_de_plan,
)
from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.web.catalogos import carpetas_de_plugins
from nucleo.web.idiomas import IDIOMAS, PSEUDO

RAIZ = Path(__file__).parents[2]
MARCAS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
METODOS = {".py": ("python", {}), ".html": ("jinja2", {"trimmed": "true"})}
PLURALES = {"ay": "nplurals=1; plural=0;"}
PLURAL = "nplurals=2; plural=(n != 1);"
ENCABEZADO = {
    "Project-Id-Version": "tinkuy",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
}


def extraer(carpeta: Path, raiz: Path) -> polib.POFile:
    """Los textos marcados bajo `carpeta`, en orden, con los archivos en que aparecen."""
    plantilla = polib.POFile()
    plantilla.metadata = dict(ENCABEZADO)
    entradas: dict[tuple[str, str], polib.POEntry] = {}
    for archivo in sorted(a for a in carpeta.rglob("*") if a.suffix in METODOS):
        donde = archivo.relative_to(raiz).as_posix()
        for contexto, uno, varios, comentarios in textos_de(archivo):
            entrada = entradas.setdefault(
                (contexto, uno), polib.POEntry(msgid=uno, msgctxt=contexto or None)
            )
            _completar(entrada, varios, donde, comentarios)
    plantilla.extend(sorted(entradas.values(), key=lambda e: (e.msgid, e.msgctxt or "")))
    return plantilla


def sumar_el_catalogo(plantilla: polib.POFile, raiz: Path) -> None:
    """Los nombres que viven en datos y no en código: sectores, fuentes de dinero y cargos."""
    carpeta = raiz / "configuraciones" / "catalogos" / "bolivia"
    donde = carpeta.relative_to(raiz).as_posix()
    cargos = leer_territorio(carpeta).cargos
    nombres = {s.nombre for s in leer_sectores(carpeta)} | set(leer_fuentes(carpeta).values())
    nombres |= {t.nombre for t in leer_tipos_de_plan(carpeta).values()}
    nombres |= {c.nombre for c in cargos} | {c.nota for c in cargos if c.nota}
    nombres |= textos_del_ciclo(raiz)
    ya = {e.msgid for e in plantilla}
    plantilla.extend(
        polib.POEntry(msgid=nombre, occurrences=[(donde, "")]) for nombre in sorted(nombres - ya)
    )


def textos_del_ciclo(raiz: Path) -> set[str]:
    """Lo que dicen los ciclos de la casa: conceptos, participantes, encuentros y sus renglones."""
    configuraciones = Configuraciones(raiz / "configuraciones")
    textos: set[str] = set()
    for ciclo in configuraciones.ciclos():
        textos |= {t for c in ciclo.marco for t in (c.titulo, c.texto)}
        textos |= {p.nombre for p in ciclo.participantes.values()}
        for tipo in ciclo.eventos.values():
            textos |= {tipo.sigla, tipo.nombre} | {r.texto for r in tipo.renglones}
            textos |= {c.texto for c in tipo.compuertas}
    return textos


def textos_de(archivo: Path) -> Iterator[tuple[str, str, str, list[str]]]:
    """Por texto marcado: contexto, singular, plural (o vacío) y comentarios para quien traduce."""
    metodo, opciones = METODOS[archivo.suffix]
    hallados = extract_from_file(
        metodo, archivo, keywords=MARCAS, comment_tags=("TRADUCTORES:",), options=opciones
    )
    for _linea, mensaje, comentarios, contexto in hallados:
        formas = mensaje if isinstance(mensaje, tuple) else (mensaje,)
        if all(formas):
            yield contexto or "", formas[0], formas[1] if len(formas) > 1 else "", comentarios


def _completar(entrada: polib.POEntry, varios: str, donde: str, comentarios: Iterable[str]) -> None:
    if varios:
        entrada.msgid_plural = varios
        entrada.msgstr_plural = {0: "", 1: ""}
    if (donde, "") not in entrada.occurrences:
        entrada.occurrences.append((donde, ""))
    nuevos = [c for c in comentarios if c not in entrada.comment]
    entrada.comment = "\n".join(filter(None, [entrada.comment, *nuevos]))


def poner_al_dia(ruta: Path, plantilla: polib.POFile, idioma: str) -> polib.POFile:
    """El .po de un idioma con los textos de ahora; conserva lo traducido, sus notas y marcas."""
    po = polib.pofile(str(ruta)) if ruta.exists() else polib.POFile()
    cuantas = 1 if idioma in PLURALES else 2
    if not ruta.exists():
        po.metadata = ENCABEZADO | {"Language": idioma}
    po.metadata["Plural-Forms"] = PLURALES.get(idioma, PLURAL)
    previas = {(e.msgctxt, e.msgid): e for e in po}
    vigentes = [_vigente(nueva, previas, cuantas) for nueva in plantilla]
    usadas = {(e.msgctxt, e.msgid) for e in vigentes}
    sobran = [e for clave, e in previas.items() if clave not in usadas and e.translated()]
    for entrada in sobran:
        entrada.obsolete = True
    po[:] = [*vigentes, *sobran]
    return po


def _vigente(
    nueva: polib.POEntry, previas: Mapping[tuple[str | None, str], polib.POEntry], cuantas: int
) -> polib.POEntry:
    previa = previas.get((nueva.msgctxt, nueva.msgid))
    entrada = polib.POEntry(
        msgid=nueva.msgid,
        msgctxt=nueva.msgctxt,
        msgid_plural=nueva.msgid_plural,
        occurrences=nueva.occurrences,
        comment=nueva.comment,
    )
    if nueva.msgid_plural:
        anteriores = previa.msgstr_plural if previa else {}
        entrada.msgstr_plural = {n: anteriores.get(n, "") for n in range(cuantas)}
    elif previa:
        entrada.msgstr = previa.msgstr
    if previa:
        entrada.flags, entrada.tcomment = previa.flags, previa.tcomment
    return entrada


def dominios(raiz: Path) -> Iterator[tuple[str, Path, Path]]:
    """Nombre, carpeta de código y carpeta de traducciones del núcleo y de cada plugin."""
    yield "nucleo", raiz / "nucleo", raiz / "traducciones"
    for plugin, carpeta in carpetas_de_plugins(raiz):
        yield plugin, raiz / "plugins" / plugin, carpeta


def plantilla_de(dominio: str, codigo: Path, raiz: Path) -> polib.POFile:
    """La plantilla de un dominio; la del núcleo lleva además los nombres del catálogo."""
    plantilla = extraer(codigo, raiz)
    if dominio == "nucleo":
        sumar_el_catalogo(plantilla, raiz)
    return plantilla


def principal() -> int:
    """Reescribe las plantillas .pot y los .po de todos los dominios."""
    for dominio, codigo, carpeta in dominios(RAIZ):
        plantilla = plantilla_de(dominio, codigo, RAIZ)
        if not plantilla:
            continue
        origen = carpeta / "origen" / f"{dominio}.pot"
        origen.parent.mkdir(parents=True, exist_ok=True)
        plantilla.save(str(origen))
        for idioma in IDIOMAS:
            if idioma != PSEUDO.codigo:
                ruta = carpeta / idioma / "LC_MESSAGES" / f"{dominio}.po"
                ruta.parent.mkdir(parents=True, exist_ok=True)
                poner_al_dia(ruta, plantilla, idioma).save(str(ruta))
        sys.stdout.write(f"{dominio}: {len(plantilla)} textos\n")
    return 0


if __name__ == "__main__":
    sys.exit(principal())
