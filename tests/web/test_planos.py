"""Las pantallas de un plugin: cuelgan del municipio y solo existen donde está activo."""

import pytest
from flask import Blueprint, url_for

from nucleo.web.ambito import municipio_actual
from nucleo.web.fabrica import crear_app
from nucleo.web.permisos import publica
from tests.web.doble import PiezasDeDoble


@pytest.fixture
def cliente():
    plano = Blueprint("puestos_de_salud", __name__)

    @plano.get("/puestos")
    @publica
    def puestos():
        return f"{municipio_actual().nombre} {url_for('.puestos')} {url_for('demandas.lista')}"

    return crear_app(PiezasDeDoble(), [("salud", plano)]).test_client()


def test_conoce_su_municipio_y_arma_direcciones(cliente):
    esperado = "Villa Tunari /villa-tunari/salud/puestos /villa-tunari/demandas"
    assert cliente.get("/villa-tunari/salud/puestos").text == esperado


def test_no_existe_donde_el_plugin_no_esta_activo(cliente):
    assert cliente.get("/chimore/salud/puestos").status_code == 404
    assert cliente.get("/pojo/salud/puestos").status_code == 404
