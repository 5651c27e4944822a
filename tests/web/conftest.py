"""Una aplicación con las piezas en memoria, y una casa de verdad para lo que pide entrar."""

import pytest

from nucleo.web.fabrica import crear_app
from tests.web.casa import copiar, fundar
from tests.web.doble import PiezasDeDoble


@pytest.fixture(scope="session")
def app():
    return crear_app(PiezasDeDoble())


@pytest.fixture
def cliente(app):
    return app.test_client()


@pytest.fixture
def vacia():
    """El cliente de una instalación sin municipios."""
    return crear_app(PiezasDeDoble(municipios=())).test_client()


@pytest.fixture(scope="session")
def plantilla(tmp_path_factory):
    """La casa que se copia: con sus municipios y sin nadie."""
    return fundar(tmp_path_factory.mktemp("plantilla"))


@pytest.fixture
def casa(plantilla, tmp_path):
    """Una casa propia de cada prueba (`tests/web/casa.py` dice cómo entrar en ella)."""
    suya = copiar(plantilla, tmp_path / "casa")
    yield suya
    suya.cerrar()
