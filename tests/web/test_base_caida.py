"""La web que arranca con la base caída lo explica, sin nombrar rutas ni roles, y se repone sola."""

import os

import pytest
from sqlalchemy import make_url

from nucleo.arranque import Casa
from nucleo.web.vistas import estado

DERRIBAR = "ALTER TABLE demandas DISABLE ROW LEVEL SECURITY"
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


@pytest.mark.parametrize("motor", ["postgresql"], indirect=True)
def test_un_muro_derribado_con_el_servicio_en_marcha_se_nota(motor, postgresql, monkeypatch):  # noqa: ARG001 - fija el entorno
    casa = Casa.del_entorno()
    cliente = casa.app().test_client()
    assert cliente.get("/estado/listo").status_code == 200
    base = make_url(os.environ["TINKUY_BASE"]).database
    with postgresql.pg.conectar(base) as conexion:
        conexion.execute(DERRIBAR)
    assert cliente.get("/estado/listo").status_code == 200, "recién se miró"
    monkeypatch.setattr(estado, "CADA_TANTO", 0)
    listo = cliente.get("/estado/listo")
    assert (listo.status_code, listo.json["falta"]) == (503, ["muros_caidos"])
    casa.cerrar()


@pytest.mark.usefixtures("motor")
@pytest.mark.parametrize("motor", ["postgresql"], indirect=True)
def test_un_rol_que_no_existe_tampoco_se_nombra(monkeypatch, tmp_path):
    sin_rol = make_url(os.environ["TINKUY_BASE"]).set(username="rol_de_nadie")
    monkeypatch.setenv("TINKUY_RAIZ", str(tmp_path))
    monkeypatch.setenv("TINKUY_BASE", sin_rol.render_as_string(hide_password=False))
    casa = Casa.del_entorno()
    respuesta = casa.app().test_client().get("/villa-tunari")
    casa.cerrar()
    assert respuesta.status_code == 503
    assert "rol_de_nadie" not in respuesta.text
