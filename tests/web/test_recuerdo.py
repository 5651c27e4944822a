"""Una página se recuerda mientras la bitácora de su municipio no crezca, y ni un instante más."""

import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from nucleo.arranque import RAIZ, Casa
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.dinero import Dinero
from nucleo.servicios.municipios import dar_de_alta
from nucleo.servicios.techos import fijar
from nucleo.web import recuerdo
from nucleo.web.recuerdo import Memoria, Vigencia

TUNARI, CHIMORE = EnMunicipio(31003), EnMunicipio(31204)


@pytest.fixture
def casa(motor):  # noqa: ARG001 - fija el entorno
    casa = Casa.del_entorno()
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


def test_cada_municipio_la_suya(cliente):
    """Tampoco con el código INE, ni pidiendo en uno con la etiqueta del otro."""
    tunari, chimore = cliente.get("/villa-tunari"), cliente.get("/chimore")
    assert b"<h1>Villa Tunari" in tunari.get_data()
    assert b"<h1>Chimor" in chimore.get_data()
    cruzada = cliente.get("/chimore", headers={"If-None-Match": tunari.headers["ETag"]})
    assert (cruzada.status_code, cruzada.get_data()) == (200, chimore.get_data())
    assert cliente.get("/031003").status_code == 301


def test_preguntar_solo_por_la_cabecera_no_guarda_una_pagina_vacia(cliente):
    cabeza = cliente.head("/villa-tunari")
    pagina = cliente.get("/villa-tunari")
    assert cabeza.get_data() == b""
    assert cabeza.headers["ETag"] == pagina.headers["ETag"]
    assert pagina.get_data().endswith(b"</html>")


def test_la_lengua_del_navegador_y_la_elegida_no_se_mezclan(casa):
    app = casa.app()
    paginas = [
        app.test_client(use_cookies=False).get("/villa-tunari", headers=cabeceras).get_data()
        for _ in range(2)
        for cabeceras in ({}, {"Accept-Language": "qu-BO"}, {"Cookie": "idioma=qu"})
    ]
    castellano, navegador, elegida = paginas[:3]
    assert paginas[3:] == paginas[:3]
    assert b'<html lang="es">' in castellano
    assert navegador == elegida
    assert b'<html lang="qu">' in navegador


def test_encender_un_plugin_en_caliente_la_vuelve_a_pintar(tmp_path):
    """Los archivos cambian sin que crezca la bitácora: también entonces es otra página."""
    carpeta = tmp_path / "configuraciones"
    shutil.copytree(RAIZ / "configuraciones", carpeta)
    casa = Casa(tmp_path, carpeta, f"sqlite:///{tmp_path / 'base.db'}")
    casa.actualizar_base()
    contexto = casa.contexto(TUNARI, 2027, "prueba")
    dar_de_alta(contexto, casa.unidad(TUNARI), casa.territorio.por_id[TUNARI.id])
    cliente = casa.app().test_client()
    assert 'href="/villa-tunari/salud/"' in cliente.get("/villa-tunari").text
    propio = carpeta / "bolivia" / "cochabamba" / "villa-tunari.toml"
    propio.write_text('idiomas = ["es", "ay"]\n[plugins]\nsalud = false\n', encoding="utf-8")
    despues = cliente.get("/villa-tunari").text
    assert 'href="/villa-tunari/salud/"' not in despues
    assert "?idioma=qu" not in despues
    casa.cerrar()


def test_lo_escrito_mientras_se_pinta_no_queda_viejo(casa, cliente, monkeypatch):
    """Se anota con la bitácora de antes de leer: quien llegue después la vuelve a pintar."""
    de_siempre = recuerdo.guardable

    def con_una_escritura_en_medio(respuesta):
        fijar_techo(casa, TUNARI, 1000)
        return de_siempre(respuesta)

    monkeypatch.setattr(recuerdo, "guardable", con_una_escritura_en_medio)
    vieja = cliente.get("/villa-tunari").text
    monkeypatch.undo()
    nueva = cliente.get("/villa-tunari").text
    assert "Se fijó el dinero" not in vieja
    assert "Se fijó el dinero" in nueva


def test_muchos_a_la_vez_leen_lo_mismo(casa):
    app = casa.app()
    rutas = [f"/{slug}?idioma={i}" for slug in ("villa-tunari", "chimore") for i in ("es", "qu")]
    solas = {ruta: app.test_client().get(ruta).get_data() for ruta in rutas}
    app.extensions["tinkuy_memoria"].vaciar()
    with ThreadPoolExecutor(8) as hilos:
        juntas = list(hilos.map(lambda r: (r, app.test_client().get(r).get_data()), rutas * 10))
    assert all(solas[ruta] == cuerpo for ruta, cuerpo in juntas)
