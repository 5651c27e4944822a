"""Una página se recuerda mientras la bitácora de su municipio no crezca, y ni un instante más."""

import pytest

from nucleo.arranque import RAIZ, Casa
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.dinero import Dinero
from nucleo.servicios.municipios import dar_de_alta
from nucleo.servicios.techos import fijar
from nucleo.web.recuerdo import Memoria, Vigencia

TUNARI, CHIMORE = EnMunicipio(31003), EnMunicipio(31204)


@pytest.fixture
def casa(tmp_path):
    casa = Casa(tmp_path, RAIZ / "configuraciones", f"sqlite:///{tmp_path / 'base.db'}")
    casa.actualizar_base()
    for ambito in (TUNARI, CHIMORE):
        contexto = casa.contexto(ambito, 2027, "prueba")
        dar_de_alta(contexto, casa.unidad(ambito), casa.territorio.por_id[ambito.id])
    yield casa
    casa.cerrar()


@pytest.fixture
def cliente(casa):
    return casa.app().test_client()


def fijar_techo(casa, ambito, monto):
    contexto = casa.contexto(ambito, 2027, "prueba")
    fijar(contexto, casa.unidad(ambito), {"41-113": Dinero.de(monto)})


def test_quien_ya_la_tiene_no_la_vuelve_a_bajar(cliente):
    primera = cliente.get("/villa-tunari")
    otra = cliente.get("/villa-tunari", headers={"If-None-Match": primera.headers["ETag"]})
    assert (otra.status_code, otra.get_data()) == (304, b"")
    assert cliente.get("/villa-tunari").get_data() == primera.get_data()
    assert otra.headers["Content-Security-Policy"]


def test_un_hecho_nuevo_la_vuelve_a_pintar(casa, cliente):
    primera = cliente.get("/villa-tunari")
    fijar_techo(casa, TUNARI, 1000)
    otra = cliente.get("/villa-tunari", headers={"If-None-Match": primera.headers["ETag"]})
    assert otra.status_code == 200
    assert otra.get_data() != primera.get_data()


def test_lo_que_pasa_en_otro_municipio_no_la_toca(casa, cliente):
    primera = cliente.get("/villa-tunari")
    fijar_techo(casa, CHIMORE, 1000)
    otra = cliente.get("/villa-tunari", headers={"If-None-Match": primera.headers["ETag"]})
    assert otra.status_code == 304
    assert cliente.get("/chimore").get_data() != primera.get_data()


def test_cada_idioma_y_cada_filtro_es_otra_pagina(cliente):
    castellano = cliente.get("/villa-tunari/demandas").get_data()
    quechua = cliente.get("/villa-tunari/demandas?idioma=qu")
    assert b'lang="qu"' in quechua.get_data()
    assert "idioma=qu" in quechua.headers["Set-Cookie"]
    assert cliente.get("/villa-tunari/demandas", headers={"Cookie": ""}).get_data() != castellano
    assert cliente.get("/villa-tunari/demandas?gestion=2031").get_data() != castellano


def test_un_error_no_se_recuerda(cliente):
    for _ in range(2):
        respuesta = cliente.get("/villa-tunari/demandas/2027-0001")
        assert respuesta.status_code == 404
        assert "ETag" not in respuesta.headers


def test_la_memoria_olvida_la_menos_vista():
    memoria = Memoria(cuantas=2)
    paginas = [Vigencia(f"/{n}", "es", "v", None, {}) for n in range(3)]
    memoria.guardar(paginas[0], b"0")
    memoria.guardar(paginas[1], b"1")
    assert memoria.buscar(paginas[0])
    memoria.guardar(paginas[2], b"2")
    assert memoria.buscar(paginas[1]) is None
    assert memoria.buscar(paginas[0]).cuerpo == b"0"
