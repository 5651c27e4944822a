"""La política de contenido, cumplida por un navegador de verdad en la pantalla de un plugin."""

import pytest
from flask import Blueprint, render_template_string

from nucleo.web.fabrica import crear_app
from nucleo.web.permisos import publica
from tests.navegador.conftest import servida
from tests.web.doble import PiezasDeDoble

PAGINA = """<!doctype html><title>nada</title>
<script nonce="{{ ficha() }}">document.title = "con ficha"</script>
<script>document.title = "sin ficha"</script>
<script nonce="adivinada">document.title = "ficha adivinada"</script>
<p style="color: rgb(255, 0, 0)" onclick="document.title = 'pulsado'">texto</p>
<style nonce="{{ ficha() }}">p { background: rgb(0, 0, 255) }</style>"""


def guion():
    return render_template_string(PAGINA)


@pytest.fixture
def direccion():
    plano = Blueprint("guiones", __name__)
    plano.add_url_rule("/guion", view_func=publica(guion), endpoint="guion")
    with servida(crear_app(PiezasDeDoble(), [("salud", plano)])) as raiz:
        yield f"{raiz}/villa-tunari/salud/guion"


def test_solo_corre_lo_que_lleva_la_ficha_de_su_peticion(page, direccion):
    for _ in range(2):
        page.goto(direccion)
        page.click("p")
        assert page.title() == "con ficha"
        parrafo = page.locator("p")
        assert parrafo.evaluate("p => getComputedStyle(p).color") != "rgb(255, 0, 0)"
        assert parrafo.evaluate("p => getComputedStyle(p).backgroundColor") == "rgb(0, 0, 255)"
