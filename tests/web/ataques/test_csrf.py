"""Ningún envío sin la ficha de su propia sesión llega a una vista: se recorren todas las rutas."""

import pytest

from nucleo.dominio.roles import Rol
from nucleo.web.permisos import Permiso, Puerta
from tests.web.casa import TUNARI, anonimo, entrar_como, ficha_de
from tests.web.rutas import direccion_de, metodos_de, permiso_de_la_regla, reglas_de

SEGUROS = {"GET", "HEAD", "OPTIONS"}
AJENAS = ("", "inventada", "IjEi.x.y")


def que_escriben(app):
    return [r for r in reglas_de(app) if set(metodos_de(r)) - SEGUROS]


def test_todo_lo_que_escribe_lo_hace_con_post(casa):
    """Un enlace o una imagen de otro sitio no cambia nada."""
    metodos = {m for r in reglas_de(casa.web) for m in metodos_de(r)}
    assert metodos == {"GET", "POST"}


@pytest.mark.parametrize("quien", ["nadie", "alcaldía"])
def test_sin_ficha_ningun_envio_pasa(casa, quien):
    cliente = anonimo(casa) if quien == "nadie" else entrar_como(casa, Rol.ALCALDIA, TUNARI)
    reglas = que_escriben(casa.web)
    assert len(reglas) > 30
    for regla in reglas:
        for puesta in AJENAS:
            datos = {"csrf_token": puesta} if puesta else {}
            respuesta = cliente.post(direccion_de(regla), data=datos)
            assert respuesta.status_code == 400, (regla.rule, puesta, respuesta.status_code)


def test_la_ficha_de_otro_navegador_no_sirve(casa):
    """Quien ataca pide la suya y la pone en la página que hace abrir a otro."""
    ajena = ficha_de(anonimo(casa))
    cliente = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    cliente.get("/mi")
    for regla in que_escriben(casa.web):
        respuesta = cliente.post(direccion_de(regla), data={"csrf_token": ajena})
        assert respuesta.status_code == 400, regla.rule


def test_ninguna_ruta_esta_exenta(casa):
    proteccion = casa.web.extensions["csrf"]
    assert not proteccion._exempt_views
    assert not proteccion._exempt_blueprints
    assert casa.web.config["WTF_CSRF_CHECK_DEFAULT"]


def test_toda_pagina_con_formulario_lleva_la_ficha(casa):
    """Lo público también: sin ella, enviarlo fallaría siempre."""
    cliente, con_formulario = anonimo(casa), 0
    for regla in reglas_de(casa.web):
        publica = permiso_de_la_regla(casa.web, regla) == Permiso(Puerta.PUBLICA)
        if not publica or "GET" not in metodos_de(regla):
            continue
        respuesta = cliente.get(direccion_de(regla))
        if respuesta.mimetype != "text/html":  # un PDF no lleva formularios
            continue
        for formulario in respuesta.text.split('<form method="post"')[1:]:
            con_formulario += 1
            assert 'name="csrf_token" value="' in formulario.split("</form>")[0], regla.rule
    assert con_formulario
