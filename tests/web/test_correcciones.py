"""Corregir y retirar por pantalla, con una casa de verdad."""

import pytest

from nucleo.dominio.demandas import Estado
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.roles import Rol
from tests.web.casa import CHIMORE, TUNARI, anonimo, entrar_como, enviar, ficha_de
from tests.web.paginas import formulario_de
from tests.web.presentadas import CODIGO, FICHA, cerrar_lista, hechos, la, presentar

CORREGIR, RETIRAR = f"{FICHA}/corregir", f"{FICHA}/retirar"


@pytest.fixture
def organizacion(casa):
    return presentar(casa)


@pytest.fixture
def dirigenta(casa, organizacion):
    return entrar_como(casa, Rol.DIRIGENCIA, TUNARI, organizacion.id, nombre="Rosa Mamani")


def test_la_dirigenta_corrige_lo_suyo_y_queda_el_hecho(casa, dirigenta):
    corregida = enviar(dirigenta, CORREGIR, demanda="Posta con agua", costo="75.500,50")
    assert (corregida.status_code, corregida.location) == (303, FICHA)
    demanda = la(casa)
    assert (demanda.titulo, demanda.costo) == ("Posta con agua", Dinero.de("75500.50"))
    assert hechos(casa).count("demandas.corregida") == 1
    ficha = dirigenta.get(FICHA).text
    assert "quedó corregida" in ficha
    sin_cuenta = anonimo(casa).get(FICHA).text
    assert "Se corrigió" in sin_cuenta
    assert "Rosa Mamani, Dirigencia de OTB" in sin_cuenta
    assert "decía «Posta de salud» y ahora dice «Posta con agua»" in sin_cuenta
    assert "decía «Bs 60.000,00» y ahora dice «Bs 75.500,50»" in sin_cuenta


def test_guardar_lo_que_la_pagina_traia_no_cambia_nada(casa, dirigenta):
    antes = la(casa)
    assert enviar(dirigenta, CORREGIR).status_code == 303
    assert la(casa).version == antes.version
    assert "demandas.corregida" not in hechos(casa)


def test_lo_mal_escrito_vuelve_con_su_motivo_y_con_lo_escrito(casa, dirigenta):
    mal = enviar(dirigenta, CORREGIR, costo="mucho", lugar="<b>Frente a la escuela</b>")
    assert mal.status_code == 422
    assert 'role="alert"' in mal.text
    assert 'value="mucho"' in mal.text
    assert "<b>Frente" not in mal.text
    assert la(casa).lugar == ""


def test_el_titulo_de_otra_suya_se_rechaza_con_su_codigo(casa, organizacion, dirigenta):
    presentar(casa, titulo="Dos aulas", organizacion=organizacion)
    mal = enviar(dirigenta, CORREGIR, demanda="DOS AULAS")
    assert mal.status_code == 422
    assert "2027-0002" in mal.text


def test_dos_a_la_vez_el_segundo_ve_la_diferencia_y_decide(casa, dirigenta):
    tecnico = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    vista = formulario_de(tecnico.get(CORREGIR).text)
    enviar(dirigenta, CORREGIR, demanda="Posta con agua")
    tarde = tecnico.post(CORREGIR, data=vista.valores | {"costo": "90.000"})
    assert tarde.status_code == 409
    assert "Otra persona guardó antes que usted" in tarde.text
    fila = tarde.text.split("En qué no coinciden")[1].split("</table>")[0]
    assert "Posta de salud" in fila
    assert "<strong>Posta con agua</strong>" in fila
    assert "90.000" in fila
    assert la(casa).costo == Dinero.de(60_000)
    otra_vez = formulario_de(tarde.text)
    assert otra_vez.valores["costo"] == "90.000", "lo escrito sigue en su lugar"
    encima = tecnico.post(CORREGIR, data=otra_vez.valores)
    assert encima.status_code == 303
    assert (la(casa).titulo, la(casa).costo) == ("Posta de salud", Dinero.de(90_000))
    assert hechos(casa).count("demandas.corregida") == 2


def test_apretar_dos_veces_guardar_no_choca_ni_repite(casa, dirigenta):
    datos = formulario_de(dirigenta.get(CORREGIR).text).valores | {"costo": "70000"}
    assert [dirigenta.post(CORREGIR, data=datos).status_code for _ in range(2)] == [303, 303]
    assert hechos(casa).count("demandas.corregida") == 1


def test_un_campo_que_no_se_ofrece_no_entra(casa, dirigenta):
    for campo in ("estado", "organizacion_id", "simulado", "numero", "otb"):
        assert enviar(dirigenta, CORREGIR, **{campo: "en_poa"}).status_code == 422
    assert la(casa).estado is Estado.REGISTRADA


def test_cerrada_la_lista_no_se_corrige_y_lo_escrito_no_se_pierde(casa, dirigenta):
    datos = formulario_de(dirigenta.get(CORREGIR).text).valores | {"costo": "70000"}
    cerrar_lista(casa)
    tarde = dirigenta.post(CORREGIR, data=datos)
    assert tarde.status_code == 422
    assert "ya se cerró" in tarde.text
    assert 'value="70000"' in tarde.text
    assert dirigenta.get(CORREGIR).location == FICHA
    assert dirigenta.get(RETIRAR).location == FICHA
    ficha = dirigenta.get(FICHA).text
    assert "/corregir" not in ficha
    assert "/retirar" not in ficha


def test_retirar_dice_que_se_pierde_pide_motivo_y_no_borra(casa, organizacion, dirigenta):
    presentar(casa, titulo="Dos aulas", costo="10.000", organizacion=organizacion)
    pagina = dirigenta.get(RETIRAR).text
    assert "Qué se pierde" in pagina
    assert enviar(dirigenta, RETIRAR).status_code == 422
    assert la(casa).estado is Estado.REGISTRADA
    datos = formulario_de(pagina).valores | {"motivo": "La hizo la gobernación"}
    assert [dirigenta.post(RETIRAR, data=datos).status_code for _ in range(2)] == [303, 303]
    assert la(casa).estado is Estado.RETIRADA
    assert hechos(casa).count("demandas.retirada") == 1
    ficha = anonimo(casa).get(FICHA).text
    assert "La hizo la gobernación" in ficha
    assert "et retirada" in ficha
    municipio = anonimo(casa).get("/villa-tunari?gestion=2027").text
    assert 'class="cifra">1</span><span class="suave">demandas en la gestión 2027' in municipio
    lista = anonimo(casa).get("/villa-tunari/demandas?gestion=2027").text
    assert "Retirada" in lista.split("<tbody>")[1]
    assert dirigenta.get(CORREGIR).location == FICHA


@pytest.mark.parametrize("direccion", [CORREGIR, RETIRAR])
def test_quien_no_puede_no_entra_ni_ve_el_boton(casa, organizacion, direccion):
    assert organizacion
    otra = entrar_como(casa, Rol.DIRIGENCIA, TUNARI)
    vecino = entrar_como(casa, Rol.TECNICO_MUNICIPAL, CHIMORE)
    control = entrar_como(casa, Rol.CONTROL_SOCIAL, TUNARI)
    for cliente in (otra, vecino, control):
        assert cliente.get(direccion).status_code == 403
        ficha = {"csrf_token": ficha_de(cliente)}
        assert cliente.post(direccion, data=ficha).status_code == 403
        assert direccion not in cliente.get(FICHA).text
    assert anonimo(casa).get(direccion).location.startswith("/entrar")
    assert direccion not in anonimo(casa).get(FICHA).text
    tecnico = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    assert direccion in tecnico.get(FICHA).text
    assert tecnico.post(direccion, data={}).status_code == 400, "sin ficha contra CSRF no pasa"


@pytest.mark.parametrize("codigo", ["2027-9", "2027-0009", "2026-0001", "hola"])
def test_lo_que_no_existe_es_404(casa, codigo):
    presentar(casa)
    tecnico = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    for que in ("corregir", "retirar", "observar"):
        assert tecnico.get(f"/villa-tunari/demandas/{codigo}/{que}").status_code == 404


def test_la_de_otro_municipio_no_se_ve_desde_aqui(casa):
    presentar(casa, CHIMORE)
    tecnico = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    assert tecnico.get(f"/villa-tunari/demandas/{CODIGO}/corregir").status_code == 404
    assert tecnico.get(f"/chimore/demandas/{CODIGO}/corregir").status_code == 403
