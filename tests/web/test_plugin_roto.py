"""Un módulo que falla al revisar una demanda: nadie pierde lo escrito y nada queda a medias."""

from io import BytesIO

import pytest

from nucleo.dominio.errores import ErrorDePlugin
from nucleo.dominio.roles import Rol
from nucleo.web import llenado
from tests.web.casa import TUNARI, entrar_como, enviar
from tests.web.formularios import pasos
from tests.web.paginas import formulario_de
from tests.web.presentadas import FICHA, hechos, la, presentar

DICHO = "El módulo «salud» falló"
PLANILLA = "OTB,Demanda,Costo\n{},Camino vecinal,20.000\n"


def fallar(*_, **__):
    raise ErrorDePlugin("salud", "revisar_demanda", "Villa Tunari", "se rompió")


@pytest.fixture
def organizacion(casa):
    return presentar(casa)


@pytest.fixture
def tecnico(casa):
    return entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)


@pytest.fixture
def dirigenta(casa, organizacion):
    return entrar_como(casa, Rol.DIRIGENCIA, TUNARI, organizacion.id)


def test_lo_llenado_espera_y_se_presenta_cuando_se_arregla(casa, dirigenta, monkeypatch, caplog):
    base = pasos.empezar(dirigenta)
    pasos.llenar(dirigenta, base)
    listo = formulario_de(dirigenta.get(f"{base}/revisar").text).valores
    with monkeypatch.context() as roto:
        roto.setattr("nucleo.servicios.demandas.revisar", fallar)
        vista = dirigenta.get(f"{base}/revisar")
        assert (vista.status_code, DICHO in vista.text) == (200, True)
        assert "Lo escrito está guardado" in vista.text
        assert dirigenta.get(f"{base}/demandas/1?volver=revisar").status_code == 200
        respuesta = dirigenta.post(f"{base}/revisar", data=listo)
        assert (respuesta.status_code, DICHO in respuesta.text) == (422, True)
    assert "se rompió" in caplog.text
    assert len(pasos.demandas(casa)) == 1
    assert pasos.presentar(dirigenta, base).location == f"{base}/recibo"
    assert len(pasos.demandas(casa)) == 3


def test_sin_los_sectores_de_un_modulo_se_sigue_escribiendo(dirigenta, monkeypatch):
    base = pasos.empezar(dirigenta)
    monkeypatch.setattr(llenado, "sectores_de", fallar)
    assert enviar(dirigenta, f"{base}/demandas/1", **pasos.AGUA).status_code == 303
    vuelve = formulario_de(dirigenta.get(f"{base}/demandas/1").text)
    assert vuelve.valores["problema"] == pasos.AGUA["problema"]


def test_corregir_dice_que_fallo_y_conserva_lo_escrito(casa, tecnico, organizacion, monkeypatch):
    monkeypatch.setattr("nucleo.servicios.correcciones.revisar", fallar)
    respuesta = enviar(tecnico, f"{FICHA}/corregir", demanda="Posta de salud nueva")
    assert (respuesta.status_code, DICHO in respuesta.text) == (422, True)
    assert formulario_de(respuesta.text).valores["demanda"] == "Posta de salud nueva"
    assert la(casa).organizacion_id == organizacion.id
    assert la(casa).titulo == "Posta de salud"
    assert "demandas.corregida" not in hechos(casa)


def test_la_planilla_sigue_esperando(casa, tecnico, organizacion, monkeypatch):
    archivo = (BytesIO(PLANILLA.format(organizacion.nombre).encode()), "d.csv")
    direccion = "/villa-tunari/planillas/demandas?gestion=2027"
    subida = enviar(tecnico, direccion, archivo=archivo).location
    ensayo = formulario_de(tecnico.get(subida).text, subida).valores
    with monkeypatch.context() as roto:
        roto.setattr("nucleo.servicios.demandas.revisar", fallar)
        for respuesta in (tecnico.get(subida), tecnico.post(subida, data=ensayo)):
            assert (respuesta.status_code, DICHO in respuesta.text) == (422, True)
    assert len(pasos.demandas(casa)) == 1
    assert tecnico.post(subida, data=ensayo).status_code == 303
    assert len(pasos.demandas(casa)) == 2
