"""Lo que casi toda prueba de servicios pide: un municipio sembrado y su contexto."""

import pytest

from nucleo.dominio.contexto import Contexto
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba
from plugins.equidad.ajustes import Ajustes
from tests.ejemplos import municipio_sembrado


@pytest.fixture
def contexto() -> Contexto:
    return contexto_de_prueba(Ajustes())


@pytest.fixture
def unidad() -> UnidadEnMemoria:
    return municipio_sembrado()
