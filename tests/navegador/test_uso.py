"""Lo que una persona hace: filtrar, ordenar, cambiar de idioma, imprimir y moverse con teclado."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def sin_guiones(browser, base_url):
    """Una página en un navegador con JavaScript apagado."""
    contexto = browser.new_context(
        java_script_enabled=False, base_url=base_url, viewport={"width": 320, "height": 800}
    )
    yield contexto.new_page()
    contexto.close()


def test_el_recorrido_entero_sin_javascript(sin_guiones):
    pagina = sin_guiones
    pagina.goto("/")
    pagina.get_by_role("link", name="Villa Tunari").click()
    pagina.get_by_role("navigation", name="Principal").get_by_role("link", name="Demandas").click()
    pagina.get_by_label("Sector").select_option("agua")
    pagina.get_by_label("Buscar por demanda u organización").fill("agua")
    pagina.get_by_role("button", name="Filtrar").click()
    expect(pagina.get_by_role("status")).to_contain_text("15 demandas")
    pagina.get_by_role("link", name=re.compile("número 4$")).click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Sistema de agua potable")
    expect(pagina.get_by_text("simulado", exact=True)).to_be_visible()


def test_la_tabla_del_grafico_se_abre_sin_javascript(sin_guiones):
    sin_guiones.goto("/villa-tunari")
    tabla = sin_guiones.get_by_role("region", name="Demandas por sector")
    expect(tabla).to_be_hidden()
    sin_guiones.get_by_text("Ver como tabla").click()
    expect(tabla).to_be_visible()
    expect(sin_guiones.get_by_role("img", name="Número de demandas por sector")).to_be_visible()


def test_el_primer_tabulador_salta_al_contenido(page, base_url):
    page.goto(base_url + "/villa-tunari")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ir al contenido")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_el_idioma_elegido_se_recuerda(page, base_url):
    page.goto(base_url + "/villa-tunari/demandas?orden=-costo")
    page.get_by_role("link", name="Aymara").click()
    expect(page.locator("html")).to_have_attribute("lang", "ay")
    expect(page).to_have_url(re.compile(r"orden=-costo"))
    page.goto(base_url + "/")
    expect(page.locator("html")).to_have_attribute("lang", "ay")
    expect(page.locator("h1 span")).to_have_attribute("lang", "es")


def test_al_imprimir_queda_solo_el_contenido(page, base_url):
    page.goto(base_url + "/regiones/uninominal-24/edc/diputado")
    page.emulate_media(media="print")
    expect(page.locator(".cabecera")).to_be_hidden()
    expect(page.locator(".migas")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    fondo = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert fondo == "rgb(255, 255, 255)"
