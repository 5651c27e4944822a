"""La web que arranca con la base caída lo explica, sin nombrar rutas ni roles, y se repone sola."""

import pytest

from nucleo.arranque import Casa

CAIDA = "postgresql+psycopg://quien-atiende@/tinkuy?host=/no/hay/servidor"


@pytest.fixture
def casa(tmp_path, monkeypatch):
    monkeypatch.setenv("TINKUY_RAIZ", str(tmp_path))
    monkeypatch.setenv("TINKUY_BASE", CAIDA)
    casa = Casa.del_entorno()
    yield casa
    casa.cerrar()


@pytest.mark.parametrize("ruta", ["/", "/regiones", "/villa-tunari", "/villa-tunari/demandas"])
def test_cada_pantalla_lo_dice_y_nunca_un_rastro(casa, ruta):
    respuesta = casa.app().test_client().get(ruta)
    assert respuesta.status_code == 503
    assert "<main" in respuesta.text
    for ajeno in ("hay/servidor", "quien-atiende", "Traceback", "psycopg"):
        assert ajeno not in respuesta.text


def test_para_quien_vigila_esta_viva_y_no_lista(casa):
    cliente = casa.app().test_client()
    assert cliente.get("/estado/vivo").status_code == 200
    listo = cliente.get("/estado/listo")
    assert (listo.status_code, listo.json["falta"]) == (503, ["base_no_responde"])


def test_con_la_base_caida_no_se_recuerda_que_la_instalacion_no_es_de_demostracion(casa):
    assert casa.plataforma.demostracion is False
    assert casa._plataforma is None
