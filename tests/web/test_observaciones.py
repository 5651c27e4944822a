"""Observar y responder por pantalla: a la vista de todos, con quién y cuándo."""

import re

import pytest

from nucleo.dominio.roles import Rol
from tests.web.casa import CHIMORE, TUNARI, anonimo, entrar_como, enviar, ficha_de
from tests.web.paginas import formulario_de
from tests.web.presentadas import FICHA, cerrar_lista, hechos, presentar

OBSERVAR = f"{FICHA}/observar"
HOSTIL = "<script>alert('1')</script> falta el aval"


@pytest.fixture
def organizacion(casa):
    return presentar(casa)


@pytest.fixture
def control(casa, organizacion):
    assert organizacion
    return entrar_como(casa, Rol.CONTROL_SOCIAL, TUNARI, nombre="Félix Rojas")


@pytest.fixture
def dirigenta(casa, organizacion):
    return entrar_como(casa, Rol.DIRIGENCIA, TUNARI, organizacion.id, nombre="Rosa Mamani")


def responder_en(cliente):
    (direccion,) = re.findall(rf'"({FICHA}/observaciones/[^"]+)"', cliente.get(FICHA).text)
    return direccion


def test_lo_observado_se_ve_sin_cuenta_con_quien_y_cuando(casa, control):
    hecha = enviar(control, OBSERVAR, texto=HOSTIL)
    assert (hecha.status_code, hecha.location) == (303, f"{FICHA}#observado")
    ficha = anonimo(casa).get(FICHA).text
    assert "&lt;script&gt;alert(’1’)&lt;/script&gt; falta el aval" in ficha
    assert "Félix Rojas, Control Social ·" in ficha
    assert "Sin respuesta" in ficha
    assert "/responder" not in ficha
    assert hechos(casa).count("demandas.observada") == 1


def test_enviarla_dos_veces_escribe_una(casa, control):
    datos = formulario_de(control.get(OBSERVAR).text).valores | {"texto": "Falta el aval."}
    assert [control.post(OBSERVAR, data=datos).status_code for _ in range(2)] == [303, 303]
    assert anonimo(casa).get(FICHA).text.count("Falta el aval.") == 1


def test_volver_atras_y_observar_otra_cosa_no_la_pierde(casa, control):
    vista = formulario_de(control.get(OBSERVAR).text).valores
    assert control.post(OBSERVAR, data=vista | {"texto": "Falta el aval."}).status_code == 303
    otra = control.post(OBSERVAR, data=vista | {"texto": "El costo no cuadra."})
    assert (otra.status_code, "ya guardó «Falta el aval.»" in otra.text) == (422, True)
    assert control.post(OBSERVAR, data=formulario_de(otra.text).valores).status_code == 303
    ficha = anonimo(casa).get(FICHA).text
    assert "Falta el aval." in ficha
    assert "El costo no cuadra." in ficha


def test_vacia_o_larguisima_vuelve_con_su_motivo(control):
    assert enviar(control, OBSERVAR, texto="  ").status_code == 422
    larga = enviar(control, OBSERVAR, texto="a" * 2001)
    assert larga.status_code == 422
    assert "2000" in larga.text


def test_quien_la_pidio_responde_y_ya_no_se_responde_otra_vez(casa, control, dirigenta):
    enviar(control, OBSERVAR, texto="Falta el aval.")
    direccion = responder_en(dirigenta)
    vista = formulario_de(dirigenta.get(direccion).text).valores
    tecnico = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    del_tecnico = formulario_de(tecnico.get(direccion).text).valores
    dada = dirigenta.post(direccion, data=vista | {"respuesta": "Está en el acta."})
    assert dada.status_code == 303
    assert dirigenta.post(direccion, data=vista | {"respuesta": "Está en el acta."}).location
    tarde = tecnico.post(direccion, data=del_tecnico | {"respuesta": "No está."})
    assert tarde.status_code == 409
    assert "Está en el acta." in tarde.text, "ve lo que ya se respondió"
    assert "No está." in tarde.text, "y no pierde lo suyo"
    ficha = anonimo(casa).get(FICHA).text
    assert "Está en el acta." in ficha
    assert "Rosa Mamani, Dirigencia de OTB ·" in ficha
    assert "Sin respuesta" not in ficha
    assert hechos(casa).count("demandas.respondida") == 1


def test_con_la_lista_cerrada_se_sigue_observando(casa, control):
    cerrar_lista(casa)
    assert enviar(control, OBSERVAR, texto="El costo no cuadra.").status_code == 303


def test_quien_no_puede_no_observa_ni_responde(casa, control, dirigenta):
    enviar(control, OBSERVAR, texto="Falta el aval.")
    direccion = responder_en(dirigenta)
    vecino = entrar_como(casa, Rol.CONTROL_SOCIAL, CHIMORE)
    for cliente in (dirigenta, vecino):
        assert cliente.get(OBSERVAR).status_code == 403
        envio = {"csrf_token": ficha_de(cliente), "texto": "x"}
        assert cliente.post(OBSERVAR, data=envio).status_code == 403
    otra = entrar_como(casa, Rol.DIRIGENCIA, TUNARI)
    for cliente in (otra, control, vecino):
        assert cliente.get(direccion).status_code == 403
    for direccion_ajena in (OBSERVAR, direccion):
        assert anonimo(casa).get(direccion_ajena).location.startswith("/entrar")


def test_una_observacion_no_se_responde_desde_otra_demanda(casa, control, dirigenta):
    enviar(control, OBSERVAR, texto="Falta el aval.")
    presentar(casa, titulo="Otra")
    ajena = responder_en(dirigenta).replace("2027-0001", "2027-0002")
    assert dirigenta.get(ajena).status_code == 404
