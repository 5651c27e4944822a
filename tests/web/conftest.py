"""Una aplicación con las piezas en memoria, y su cliente."""

import pytest

from nucleo.web.fabrica import crear_app
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
