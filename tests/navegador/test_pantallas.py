"""Cada pantalla en Chromium: accesible, sin desbordes, en claro y oscuro, con y sin guiones."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGINAS = {
    "portada": "/",
    "departamento": "/departamentos/cochabamba",
    "regiones": "/regiones",
    "region": "/regiones/uninominal-24",
    "edc": "/regiones/uninominal-24/edc",
    "edc_vacio": "/regiones/chapare/edc",
    "destinatario": "/regiones/uninominal-24/edc/diputado",
    "municipio": "/villa-tunari",
    "municipio_vacio": "/chimore",
    "demandas": "/villa-tunari/demandas",
    "demandas_sin_hallar": "/villa-tunari/demandas?texto=nada+de+esto",
    "ficha": "/villa-tunari/demandas/2027-0002",
    "matriz": "/villa-tunari/matriz",
    "poa": "/villa-tunari/poa",
    "poa_espera": "/villa-tunari/poa?ver=espera",
    "error": "/villa-tunary",
}
REGLAS = {
    "runOnly": [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
    ]
}  # fmt: skip

pytestmark = pytest.mark.parametrize("pantalla", PAGINAS)


def abrir(page, base_url, pantalla, ancho, **consulta):
    page.set_viewport_size({"width": ancho, "height": 800})
    ruta = PAGINAS[pantalla]
    for clave, valor in consulta.items():
        ruta += f"{'&' if '?' in ruta else '?'}{clave}={valor}"
    page.goto(base_url + ruta)
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")


def desbordan(page):
    """Cuántos píxeles sobra la página a lo ancho."""
    raiz = "document.documentElement"
    return page.evaluate(f"{raiz}.scrollWidth - {raiz}.clientWidth")


def test_axe_no_encuentra_faltas(page, base_url, pantalla):
    """En ancho de teléfono y de escritorio, en claro y en oscuro."""
    for ancho, tema in itertools.product((320, 1280), ("light", "dark")):
        page.emulate_media(color_scheme=tema)
        abrir(page, base_url, pantalla, ancho)
        informe = Axe().run(page, options=REGLAS)
        assert informe.violations_count == 0, f"{ancho} {tema}\n{informe.generate_report()}"


@pytest.mark.parametrize("idioma", ["es", "pseudo"])
def test_no_se_desborda(page, base_url, pantalla, idioma):
    """Tampoco con textos un 40 % más largos ni con la letra al doble."""
    abrir(page, base_url, pantalla, 1280, idioma=idioma)
    sobras = {"1280": desbordan(page)}
    for ancho in (768, 320):
        page.set_viewport_size({"width": ancho, "height": 800})
        sobras[str(ancho)] = desbordan(page)
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    sobras["letra al doble"] = desbordan(page)
    assert not {donde: sobra for donde, sobra in sobras.items() if sobra > 0}


def test_lo_que_se_toca_mide_24_pixeles(page, base_url, pantalla):
    """WCAG 2.5.8: los enlaces dentro de una frase quedan exentos."""
    abrir(page, base_url, pantalla, 320)
    chicos = page.evaluate(
        """() => [...document.querySelectorAll('button, select, input, nav a, .boton, summary')]
            .filter(e => e.type !== 'hidden' && e.getClientRects().length)
            .filter(e => e.getBoundingClientRect().height < 24)
            .map(e => e.outerHTML)"""
    )
    assert chicos == []


def test_nada_viene_de_fuera_ni_lo_frena_la_politica(page, base_url, pantalla):
    pedidas, quejas = [], []
    page.on("request", lambda r: pedidas.append(r.url))
    page.on("console", lambda m: quejas.append(m.text))
    abrir(page, base_url, pantalla, 1280)
    assert all(url.startswith(base_url) for url in pedidas)
    assert not [q for q in quejas if "404" not in q]
