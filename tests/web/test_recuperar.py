"""Recuperar la cuenta por correo: igual por fuera, exista o no."""

import logging
import re

import pytest

from nucleo.dominio.cartas import CorreoNoEnviado
from nucleo.web import correos
from nucleo.web.vistas import recuperar as vista
from tests.web.casa import CLAVE, PLATAFORMA, anonimo, configurar, crear_usuario, entrar, enviar

OTRA = "tres condores sobre la laguna"


def pedir(casa, correo, cliente=None):
    """La respuesta y, ya terminado lo pendiente, los enlaces que salieron."""
    respuesta = enviar(cliente or anonimo(casa), "/recuperar", correo=correo)
    correos.esperar(casa.web)
    cartas = [c.carta for c in casa.bandeja.cartas()]
    return respuesta, [re.search(r"/recuperar/\S+", c.cuerpo)[0] for c in cartas]


@pytest.fixture
def ana(casa):
    return crear_usuario(casa, "Ana", "ana@ejemplo.bo", CLAVE)


def test_por_fuera_es_igual_exista_o_no_la_cuenta(casa, ana):
    con, enlaces = pedir(casa, ana.correo)
    sin, los_mismos = pedir(casa, "nadie@ejemplo.bo")
    assert len(enlaces) == len(los_mismos) == 1
    assert (con.status_code, con.location) == (sin.status_code, sin.location) == (303, "/recuperar")

    def lo_visto(correo):
        cliente = anonimo(casa)
        pedir(casa, correo, cliente)
        return re.sub(r'value="[^"]+"', "", cliente.get("/recuperar").text)

    assert lo_visto(ana.correo) == lo_visto("nadie@ejemplo.bo")


def test_lo_que_depende_de_la_cuenta_ocurre_despues_de_responder(casa, ana, monkeypatch):
    """Por lo que tarda en responder no se sabe quién tiene una."""
    hechas = []
    monkeypatch.setattr(vista, "despues", hechas.append)
    respuesta, enlaces = pedir(casa, ana.correo)
    assert (respuesta.status_code, enlaces, len(hechas)) == (303, [], 1)
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        assert unidad.enlaces.pendientes() == []


def test_con_el_enlace_se_pone_otra_clave_y_se_cierra_todo(casa, ana):
    dentro = entrar(casa, ana)
    _, [enlace] = pedir(casa, " ANA@ejemplo.bo ")
    cliente = anonimo(casa)
    pagina = cliente.get(enlace)
    assert (pagina.status_code, pagina.headers["Referrer-Policy"]) == (200, "no-referrer")
    assert enviar(cliente, enlace, clave="12345678", repetida="12345678").status_code == 422
    assert enviar(cliente, enlace, clave=OTRA, repetida=OTRA).location == "/entrar"
    assert dentro.get("/mi").location.startswith("/entrar")
    assert enviar(cliente, "/entrar", correo=ana.correo, clave=OTRA).location == "/mi"
    usado = anonimo(casa).get(enlace)
    assert (usado.status_code, 'href="/recuperar"' in usado.text) == (410, True)
    assert anonimo(casa).get("/recuperar/inventado").status_code == 410


def test_pedir_de_mas_hace_esperar_exista_o_no(casa, ana):
    for correo in (ana.correo, "nadie@ejemplo.bo"):
        for _ in range(3):
            assert pedir(casa, correo)[0].status_code == 303
        assert pedir(casa, correo)[0].status_code == 429
    assert len(casa.bandeja.cartas()) == 3


def test_si_el_correo_no_sale_queda_anotado_y_por_fuera_no_cambia(casa, ana, monkeypatch, caplog):
    def no_sale(_carta):
        raise CorreoNoEnviado("ConnectionRefusedError")

    monkeypatch.setattr(casa.bandeja, "enviar", no_sale)
    with caplog.at_level(logging.ERROR):
        respuesta, enlaces = pedir(casa, ana.correo)
    assert (respuesta.status_code, enlaces) == (303, [])
    assert "No se pudo enviar un correo: ConnectionRefusedError" in caplog.text
    assert ana.correo not in caplog.text


def test_el_enlace_sale_con_la_direccion_declarada_y_no_con_la_del_pedido(casa, ana):
    configurar(casa, direccion="https://tropico.gob.bo")
    cliente = anonimo(casa)
    pagina = cliente.get("/recuperar", headers={"Host": "malo.example"}).text
    ficha = pagina.split('name="csrf_token" value="')[1].split('"')[0]
    datos = {"csrf_token": ficha, "correo": ana.correo}
    cliente.post("/recuperar", data=datos, headers={"Host": "malo.example"})
    correos.esperar(casa.web)
    [guardada] = casa.bandeja.cartas()
    assert "https://tropico.gob.bo/recuperar/" in guardada.carta.cuerpo
    assert "malo.example" not in guardada.carta.cuerpo


def test_la_bandeja_no_existe_con_datos_de_verdad(casa, ana):
    pedir(casa, ana.correo)
    [guardada] = casa.bandeja.cartas()
    for direccion in ("/bandeja", f"/bandeja/{guardada.clave}"):
        assert anonimo(casa).get(direccion).status_code == 404
    configurar(casa, demostracion=True)
    lista = anonimo(casa).get("/bandeja")
    assert (lista.status_code, ana.correo in lista.text) == (200, True)
    assert "/recuperar/" in anonimo(casa).get(f"/bandeja/{guardada.clave}").text
    assert anonimo(casa).get("/bandeja/..%2Fbase").status_code == 404
