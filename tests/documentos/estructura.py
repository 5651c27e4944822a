"""Lo que un PDF accesible promete, leído con pikepdf: etiquetas, textos alternativos y letras."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

import pikepdf

SIEMPRE = {"Document", "H1"}
DE_TABLA = {"Table", "TR", "TH", "TD"}
FUENTES = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass
class Estructura:
    """`etiquetas` son las del árbol, con cuántas veces; `alternativos`, los de cada figura, y
    `numeros`, el de cada página como la cuenta su pie."""

    titulo: str
    paginas: int
    etiquetas: Counter[str]
    alternativos: list[str]
    lenguas: set[str]
    letras: set[str]
    numeros: list[str]


def mirar(pdf: bytes) -> Estructura:
    """La estructura, después de exigir lo que PDF/UA-1 y PDF/A-2a piden a cualquiera."""
    with pikepdf.open(BytesIO(pdf)) as abierto:
        raiz = abierto.Root
        assert bool(raiz.MarkInfo.Marked)
        assert bool(raiz.ViewerPreferences.DisplayDocTitle)
        assert str(raiz.Lang)
        with abierto.open_metadata() as xmp:
            assert (xmp["pdfuaid:part"], xmp["pdfaid:part"]) == ("1", "2")
            assert xmp["pdfaid:conformance"] == "A"
            titulo = str(xmp["dc:title"])
        assert titulo
        for pagina in abierto.pages:
            assert str(pagina.obj.get("/Tabs")) == "/S", "se recorre en el orden de la estructura"
            exigir_letras(pagina)
        nodos = [*arbol(raiz.StructTreeRoot)]
        etiquetas = Counter(str(n.S).lstrip("/") for n in nodos)
        figuras = [n for n in nodos if str(n.S) == "/Figure"]
        exigir_tablas(nodos)
        exigir_encabezados([e for n in nodos if (e := str(n.S).lstrip("/"))])
        return Estructura(
            titulo,
            len(abierto.pages),
            etiquetas,
            [str(f.Alt) for f in figuras],
            {str(raiz.Lang), *(x for pagina in abierto.pages for x in lenguas(pagina))},
            {str(x.BaseFont) for pagina in abierto.pages for x in letras(pagina)},
            [str(pagina.label) for pagina in abierto.pages],
        )


def arbol(nodo: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Cada elemento con etiqueta, en el orden en que se lee."""
    hijos = nodo.get("/K")
    if hijos is None:
        return
    for hijo in hijos if isinstance(hijos, pikepdf.Array) else [hijos]:
        if isinstance(hijo, pikepdf.Dictionary) and "/S" in hijo:
            yield hijo
            yield from arbol(hijo)


def lenguas(pagina: pikepdf.Page) -> Iterator[str]:
    """Las de lo que no va en la del documento: las dice cada trozo marcado."""
    for orden in pikepdf.parse_content_stream(pagina, "BDC"):
        marcas = orden.operands[1]
        if isinstance(marcas, pikepdf.Dictionary) and "/Lang" in marcas:
            yield str(marcas.Lang)


def letras(pagina: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """Las que usa."""
    yield from (pagina.resources.get("/Font") or {}).values()


def exigir_letras(pagina: pikepdf.Page) -> None:
    """Ninguna letra depende de la máquina que lo abra."""
    for letra in letras(pagina):
        for suya in letra.get("/DescendantFonts", [letra]):
            assert any(f in suya.FontDescriptor for f in FUENTES), letra.BaseFont


def exigir_tablas(nodos: list[pikepdf.Object]) -> None:
    """Toda tabla tiene fila de encabezados, y cada fila ocupa las mismas columnas."""
    for tabla in (n for n in nodos if str(n.S) == "/Table"):
        filas = [
            [c for c in arbol(f) if str(c.S) in {"/TH", "/TD"}]
            for f in arbol(tabla)
            if str(f.S) == "/TR"
        ]
        assert filas
        assert {str(c.S) for c in filas[0]} == {"/TH"}
        assert len({sum(map(columnas_de, f)) for f in filas}) == 1


def columnas_de(celda: pikepdf.Object) -> int:
    """Cuántas ocupa."""
    dichos = celda.get("/A", [])
    for dicho in dichos if isinstance(dichos, pikepdf.Array) else [dichos]:
        if "/ColSpan" in dicho:
            return int(dicho.ColSpan)
    return 1


def exigir_encabezados(etiquetas: list[str]) -> None:
    """El primero es el título, y ninguno salta un nivel."""
    niveles = [int(e[1]) for e in etiquetas if e in {"H1", "H2", "H3", "H4"}]
    assert niveles[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(niveles))
