"""Aceptar una invitación desde el enlace, en una casa de verdad."""

import pytest

from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.roles import Rol
from nucleo.servicios.identidad import Invitacion, invitar
from nucleo.web.sesion import COOKIE
from tests.web.casa import (
    CLAVE,
    PLATAFORMA,
    TUNARI,
    anonimo,
    crear_usuario,
    dar_mandato,
    entrar,
    enviar,
)


def invitada(casa, correo="eva@ejemplo.bo", rol=Rol.TECNICO_MUNICIPAL, nombre="Eva Choque"):
    organizacion = nuevo_id() if rol is Rol.DIRIGENCIA else None
    invitacion = Invitacion(correo, rol, TUNARI, nombre, organizacion_id=organizacion)
    contexto = casa.contexto(PLATAFORMA, 0, "Rosa Mamani, Alcaldía [3f9a2c]")
    return f"/invitacion/{invitar(contexto, casa.unidad(PLATAFORMA), invitacion)}"


def aceptar(cliente, enlace, **campos):
    return enviar(cliente, enlace, **{"clave": CLAVE, "repetida": CLAVE, **campos})


def test_la_pagina_dice_quien_invita_a_que_y_donde(casa):
    respuesta = anonimo(casa).get(invitada(casa))
    for dicho in ("Rosa Mamani", "Personal técnico municipal", "Villa Tunari", "eva@ejemplo.bo"):
        assert dicho in respuesta.text
    assert respuesta.headers["Referrer-Policy"] == "no-referrer"
    assert respuesta.headers["Cache-Control"] == "no-store"


def test_aceptar_crea_la_cuenta_deja_dentro_y_no_se_puede_repetir(casa):
    enlace, cliente = invitada(casa), anonimo(casa)
    respuesta = aceptar(cliente, enlace)
    assert (respuesta.status_code, respuesta.location) == (303, "/mi")
    assert "Eva Choque" in cliente.get("/mi").text
    usada = anonimo(casa).get(enlace)
    assert (usada.status_code, usada.headers["Referrer-Policy"]) == (410, "no-referrer")
    assert "pida otra" in usada.text
    assert anonimo(casa).get("/invitacion/inventada").status_code == 410
    puerta = anonimo(casa)
    assert enviar(puerta, "/entrar", correo="eva@ejemplo.bo", clave=CLAVE).location == "/mi"


@pytest.mark.parametrize(
    ("campos", "donde"),
    [
        ({"clave": "12345678", "repetida": "12345678"}, "clave"),
        ({"clave": "evachoque", "repetida": "evachoque"}, "clave"),
        ({"repetida": "otra"}, "repetida"),
        ({"nombre": ""}, "nombre"),
        ({"nombre": "E" * 121}, "nombre"),
    ],
)
def test_lo_que_no_sirve_se_dice_junto_a_su_campo_y_el_enlace_sigue(casa, campos, donde):
    enlace, cliente = invitada(casa), anonimo(casa)
    respuesta = aceptar(cliente, enlace, **campos)
    assert respuesta.status_code == 422
    assert f'id="{donde}-error"' in respuesta.text
    assert aceptar(cliente, enlace).status_code == 303


@pytest.mark.parametrize(
    "ajeno", ["rol", "sobre", "correo", "sujeto", "organizacion_id", "totp", "hasta"]
)
def test_nadie_se_da_otro_cargo_al_aceptar(casa, ajeno):
    respuesta = aceptar(anonimo(casa), invitada(casa), **{ajeno: "administracion_de_plataforma"})
    assert respuesta.status_code == 422
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        assert unidad.usuarios.por_correo("eva@ejemplo.bo") is None


def test_quien_administra_va_derecho_a_su_segundo_factor(casa):
    cliente = anonimo(casa)
    enlace = invitada(casa, rol=Rol.ADMINISTRACION_MUNICIPAL)
    assert "segundo paso" in cliente.get(enlace).text
    aceptar(cliente, enlace)
    assert cliente.get("/mi").location == "/mi/segundo-factor"


def test_quien_ya_tiene_cuenta_acepta_estando_dentro(casa):
    ana = crear_usuario(casa, "Ana", "ana@ejemplo.bo", CLAVE)
    enlace = invitada(casa, "ana@ejemplo.bo")
    afuera = anonimo(casa)
    assert f"/entrar?volver={enlace}" in afuera.get(enlace).text
    respuesta = enviar(afuera, f"/entrar?volver={enlace}", correo="ana@ejemplo.bo", clave=CLAVE)
    assert respuesta.location == enlace
    antes = afuera.get_cookie(COOKIE).value
    assert enviar(afuera, enlace).location == "/mi"
    assert afuera.get_cookie(COOKIE).value != antes, "con más poder, otro secreto"
    assert "Personal técnico municipal" in afuera.get("/mi").text
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        assert len(unidad.membresias.de_usuario(ana.id)) == 1


def test_con_el_enlace_de_otro_no_se_suma_su_cargo_ni_se_prueba_su_clave(casa):
    crear_usuario(casa, "Ana", "ana@ejemplo.bo", CLAVE)
    enlace = invitada(casa, "ana@ejemplo.bo")
    eva = entrar(casa, crear_usuario(casa, "Eva"))
    assert "es para otra cuenta" in eva.get(enlace).text
    ficha = eva.get("/mi/sesiones").text.split('name="csrf_token" value="')[1].split('"')[0]
    intento = {"csrf_token": ficha, "clave": CLAVE, "repetida": CLAVE, "nombre": "Eva"}
    assert eva.post(enlace, data=intento).status_code == 200
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        assert unidad.membresias.de_usuario(eva.usuario.id) == []
        assert unidad.enlaces.pendientes()[0].usado_en is None


def test_a_medio_entrar_todavia_no_se_acepta(casa):
    ana = crear_usuario(casa, "Ana", "ana@ejemplo.bo", CLAVE, con_factor=True)
    enlace, cliente = invitada(casa, "ana@ejemplo.bo"), anonimo(casa)
    enviar(cliente, "/entrar", correo="ana@ejemplo.bo", clave=CLAVE)
    assert "Entrar para aceptar" in cliente.get(enlace).text
    ficha = cliente.get("/entrar/codigo").text.split('name="csrf_token" value="')[1].split('"')[0]
    assert cliente.post(enlace, data={"csrf_token": ficha}).status_code == 200
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        assert unidad.membresias.de_usuario(ana.id) == []


def test_aceptar_con_otra_cuenta_abierta_la_cierra(casa):
    ana = entrar(casa, crear_usuario(casa, "Ana"))
    dar_mandato(casa, ana.usuario, Rol.ALCALDIA, TUNARI)
    de_antes = ana.get_cookie(COOKIE).value
    assert aceptar(ana, invitada(casa)).status_code == 303
    assert "Eva Choque" in ana.get("/mi").text
    ana.set_cookie(COOKIE, de_antes)
    assert ana.get("/mi").location.startswith("/entrar")


def test_lo_que_escribe_quien_invita_o_acepta_sale_escapado(casa):
    hostil = "<script>alert('x')</script>"
    enlace = invitada(casa, nombre=hostil)
    cliente = anonimo(casa)
    assert hostil not in cliente.get(enlace).text
    aceptar(cliente, enlace, nombre=hostil)
    for direccion in ("/mi", "/mi/seguridad"):
        assert hostil not in cliente.get(direccion).text
