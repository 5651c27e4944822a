"""Villa Tunari en una casa de verdad, como si se la pidiera desde su dirección."""

import pytest
from flask import g

from nucleo.web.idiomas import IDIOMAS
from tests.web.casa import TUNARI, fundar


@pytest.fixture(scope="module")
def en_villa_tunari(tmp_path_factory):
    """Lo que la web sabe al imprimir: en qué municipio está y en qué idiomas."""
    casa = fundar(tmp_path_factory.mktemp("papeles"))
    with casa.web.test_request_context():
        g.municipio = casa.territorio.por_id[TUNARI.id]
        g.configuracion = casa.configuracion(TUNARI)
        g.idioma = IDIOMAS["es"]
        yield casa
    casa.cerrar()
