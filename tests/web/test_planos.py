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


@pytest.mark.parametrize(
    ("plugin", "nombre"),
    [("malo", "entrada"), ("malo", "municipios"), ("malo", "puestos_de_salud"),
     ("demandas", "otro"), ("poa", "otro"), ("matriz", "otro"), ("salud", "otro")],
)  # fmt: skip
def test_lo_que_pisaria_otras_pantallas_queda_fuera_y_lo_demas_sigue(plugin, nombre, caplog):
    def plano_de(nombre):
        plano = Blueprint(nombre, __name__)
        plano.add_url_rule("/", "todo", publica(lambda: "PISADA"))
        return plano

    planos = [("salud", plano_de("puestos_de_salud")), (plugin, plano_de(nombre))]
    cliente = crear_app(PiezasDeDoble(), planos).test_client()
    assert f"Las pantallas de {plugin} pisan otras" in caplog.text
    assert cliente.get("/villa-tunari/salud/").text == "PISADA"
    for ruta in ("/entrar", "/villa-tunari", "/villa-tunari/demandas/", f"/villa-tunari/{plugin}"):
        assert plugin == "salud" or "PISADA" not in cliente.get(ruta).text


def test_una_ruta_de_plugin_sin_permiso_no_se_atiende(caplog):
    plano = Blueprint("puestos_de_salud", __name__)
    plano.add_url_rule("/", "todo", lambda: "ABIERTA")
    cliente = crear_app(PiezasDeDoble(), [("salud", plano)]).test_client()
    respuesta = cliente.get("/villa-tunari/salud/")
    assert (respuesta.status_code, "ABIERTA" in respuesta.text) == (403, False)
    assert "no declara su permiso" in caplog.text
