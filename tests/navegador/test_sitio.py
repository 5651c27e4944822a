"""El sitio de la exportación abierto con doble clic: sin servidor, en un teléfono angosto."""

from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe

from nucleo.web.fabrica import crear_app
from nucleo.web.sitio import congelar
from tests.navegador.test_pantallas import REGLAS, desbordan
from tests.web.doble import PiezasDeDoble
from tests.web.ejemplos import TUNARI

PAGINAS = (
    "index", "bitacora", "2027/index", "2027/demandas", "2027/fichas", "2027/matriz", "2027/poa",
    "2027/espera",
)  # fmt: skip


@pytest.fixture(scope="module")
def carpeta(tmp_path_factory):
    raiz = tmp_path_factory.mktemp("sitio")
    cuando = datetime(2026, 11, 22, 19, 5, tzinfo=UTC)
    for ruta, contenido in congelar(crear_app(PiezasDeDoble(demandas=12)), TUNARI, cuando):
        archivo = raiz / ruta
        archivo.parent.mkdir(exist_ok=True)
        archivo.write_bytes(contenido)
    return raiz


@pytest.mark.parametrize("pagina", PAGINAS)
def test_se_lee_desde_el_disco(page, carpeta, pagina):
    for ancho in (320, 1280):
        page.set_viewport_size({"width": ancho, "height": 800})
        page.goto((carpeta / f"{pagina}.html").as_uri())
        assert page.evaluate("document.styleSheets.length") == 1
        assert desbordan(page) <= 0, ancho
        informe = Axe().run(page, options=REGLAS)
        assert not informe.violations_count, informe.generate_report()


def test_de_la_portada_a_una_ficha(page, carpeta):
    page.goto((carpeta / "index.html").as_uri())
    page.get_by_role("link", name="Todas las demandas").click()
    page.get_by_role("link", name="Posta de salud para la comunidad número 9").click()
    assert page.url.endswith("2027/fichas.html#d2027-0009")
    assert page.locator("#d2027-0009").is_visible()
