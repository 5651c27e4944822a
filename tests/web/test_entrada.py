"""Entrar, lo propio y salir, por la puerta de verdad."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Response, request

from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.roles import Rol
from nucleo.web import aparatos
from nucleo.web.permisos import destino_seguro
from nucleo.web.sesion import COOKIE, direccion_de_quien_pide
from tests.web.casa import (
    CLAVE,
    COCHABAMBA,
    TUNARI,
    anonimo,
    crear_usuario,
    dar_mandato,
    entrar_como,
    enviar,
)


def test_se_entra_con_correo_y_contrasena_y_se_sale(casa):
    usuario = crear_usuario(casa, "Ana Quispe", clave=CLAVE)
    dar_mandato(casa, usuario, Rol.CONCEJO, TUNARI)
    cliente = anonimo(casa)
    entro = enviar(cliente, "/entrar?volver=/villa-tunari", correo=usuario.correo, clave=CLAVE)
    assert (entro.status_code, entro.location) == (303, "/villa-tunari")
    assert "Ana Quispe" in cliente.get("/mi").text
    salio = enviar(cliente, "/mi", accion="/salir")
    assert (salio.status_code, salio.location) == (303, "/")
    assert cliente.get_cookie(COOKIE) is None
    assert cliente.get("/mi").location == "/entrar?volver=%2Fmi"


def test_con_otra_contrasena_no_se_entra_ni_se_dice_si_hay_cuenta(casa):
    usuario = crear_usuario(casa, clave=CLAVE)
    dichos = set()
    for correo in (usuario.correo, "nadie@ejemplo.bo"):
        mal = enviar(anonimo(casa), "/entrar", correo=correo, clave="otra cosa larga")
        assert mal.status_code == 422
        assert "Set-Cookie" not in mal.headers
        dichos.add(mal.text.split('role="alert"')[1].split("</div>")[0])
    assert len(dichos) == 1


def test_sin_haber_entrado_lo_propio_lleva_a_la_puerta(casa):
    assert anonimo(casa).get("/mi").location == "/entrar?volver=%2Fmi"


def test_cada_quien_ve_sus_cargos_vigentes(casa):
    ayer = datetime.now(UTC).date() - timedelta(days=2)
    assert "Alcaldía" in entrar_como(casa, Rol.ALCALDIA, TUNARI).get("/mi").text
    vencida = entrar_como(casa, Rol.ALCALDIA, TUNARI, desde=ayer, hasta=ayer)
    pagina = vencida.get("/mi").text
    assert "Hoy no tiene ningún cargo" in pagina
    assert "Alcaldía" in pagina.partition("Cargos que terminaron")[2]


def test_quien_administra_con_su_segundo_factor_no_se_frena(casa):
    assert (
        entrar_como(casa, Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA).get("/mi").status_code
        == 200
    )


def test_cifrada_ninguna_cookie_la_puede_poner_un_subdominio_vecino(casa):
    usuario, segura = crear_usuario(casa, clave=CLAVE), "https://localhost"
    cliente = anonimo(casa)
    puesta = cliente.get("/entrar", base_url=segura)
    ficha = puesta.text.split('name="csrf_token" value="')[1].split('"')[0]
    datos = {"correo": usuario.correo, "clave": CLAVE, "csrf_token": ficha}
    entro = cliente.post("/entrar", data=datos, base_url=segura, headers={"Referer": segura})
    assert entro.status_code == 303
    galletas = [*puesta.headers.getlist("Set-Cookie"), *entro.headers.getlist("Set-Cookie")]
    assert galletas
    for galleta in galletas:
        assert galleta.startswith("__Host-"), galleta
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(galleta.split("; ")), galleta
        assert "Domain" not in galleta


def test_nadie_deja_fuera_a_otra_persona_de_donde_ella_ya_entro(casa):
    usuario = crear_usuario(casa, clave=CLAVE)
    suyo = anonimo(casa)
    enviar(suyo, "/entrar", correo=usuario.correo, clave=CLAVE)
    enviar(suyo, "/mi", accion="/salir")
    ajeno = anonimo(casa)
    for _ in range(6):
        frenado = enviar(ajeno, "/entrar", correo=usuario.correo, clave="equivocada")
    assert frenado.status_code == 429
    assert enviar(suyo, "/entrar", correo=usuario.correo, clave=CLAVE).status_code == 303


def test_un_aparato_no_se_hace_pasar_por_conocido(casa):
    usuario, otra = crear_usuario(casa, clave=CLAVE), crear_usuario(casa, clave=CLAVE)
    ajeno = anonimo(casa)
    enviar(ajeno, "/entrar", correo=otra.correo, clave=CLAVE)
    enviar(ajeno, "/mi", accion="/salir")
    galleta = ajeno.get_cookie(aparatos.COOKIE).value
    for cual in (galleta, f"{galleta}x", f"eyJ{galleta}", ""):
        ajeno.set_cookie(aparatos.COOKIE, cual)
        enviar(ajeno, "/entrar", correo=usuario.correo, clave="equivocada")
    enviar(ajeno, "/entrar", correo=usuario.correo, clave="equivocada")
    assert enviar(ajeno, "/entrar", correo=usuario.correo, clave=CLAVE).status_code == 429


def test_el_aparato_recuerda_a_los_ultimos_y_solo_a_quien_termino_de_entrar(casa):
    with casa.web.test_request_context("/entrar"):
        cuentas = [nuevo_id() for _ in range(aparatos.CUANTAS + 1)]
        for cual in [*cuentas, cuentas[1]]:
            aparatos.recordar_aparato(cual)
            firmado = aparatos.poner_cookie(Response()).headers["Set-Cookie"].split(";")[0]
            request.cookies = dict([firmado.split("=", 1)])
        assert list(aparatos.conocidos()) == [str(c) for c in [*cuentas[2:], cuentas[1]]]
    a_medias = crear_usuario(casa, clave=CLAVE, con_factor=True)
    cliente = anonimo(casa)
    enviar(cliente, "/entrar", correo=a_medias.correo, clave=CLAVE)
    assert cliente.get_cookie(aparatos.COOKIE) is None
    enviar(cliente, "/entrar/codigo", codigo=pyotp.TOTP(a_medias.totp).now())
    assert cliente.get_cookie(aparatos.COOKIE)


@pytest.mark.parametrize(
    ("pedido", "contada"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2800:cd0:1:2:aaaa::1", "2800:cd0:1:2::/64"),
        ("2800:cd0:1:2:bbbb::9", "2800:cd0:1:2::/64"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("", ""),
    ],
)
def test_una_red_ipv6_es_una_sola_direccion(casa, pedido, contada):
    with casa.web.test_request_context("/entrar", environ_base={"REMOTE_ADDR": pedido}):
        assert direccion_de_quien_pide() == contada


@pytest.mark.parametrize(
    "ajeno",
    [
        "//malo.example", "/\\malo.example", "\\\\malo.example", "/a\\..\\b", "/\t/malo.example",
        "/\n/malo.example", "/\x00/malo", "https://malo.example", "http:malo.example", "malo.bo",
        "@malo.example", "javascript:alert(1)", "", " //malo.example",
    ],
)  # fmt: skip
def test_al_volver_no_se_sale_de_la_casa(ajeno):
    assert destino_seguro(ajeno) == "/mi"


@pytest.mark.parametrize(
    "propio", ["/", "/villa-tunari?texto=a%20b", "/mi/@algo", "/%09/x", "/a//b", "/ñandú"]
)
def test_a_lo_propio_se_vuelve(propio):
    assert destino_seguro(propio) == propio


@pytest.mark.parametrize("ruta", ["/villa-tunari", "/villa-tunari/demandas"])
def test_la_pagina_de_quien_entro_y_la_de_todos_no_se_mezclan(casa, ruta):
    dentro = entrar_como(casa, Rol.ALCALDIA, TUNARI, nombre="Ana Quispe")
    assert "/salir" in dentro.get(ruta).text
    publica = anonimo(casa).get(ruta)
    assert "/salir" not in publica.text
    suya = dentro.get(ruta, headers={"If-None-Match": publica.headers["ETag"]})
    assert (suya.status_code, "/salir" in suya.text) == (200, True)
    assert (suya.headers.get("ETag"), suya.headers["Cache-Control"]) == (None, "no-store")
    assert "/salir" not in anonimo(casa).get(ruta).text


def test_un_aviso_es_de_un_solo_navegador(casa):
    cliente, aviso = anonimo(casa), "Esto es solo para usted"
    assert aviso not in cliente.get("/villa-tunari").text
    with cliente.session_transaction() as sesion:
        sesion["_flashes"] = [("message", aviso)]
    assert aviso in cliente.get("/villa-tunari").text
    for otra in (cliente, anonimo(casa)):
        assert aviso not in otra.get("/villa-tunari").text
