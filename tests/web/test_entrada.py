"""Entrar, lo propio y salir, por la puerta de verdad."""

from datetime import UTC, datetime, timedelta

from nucleo.dominio.roles import Rol
from nucleo.web.sesion import COOKIE
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
    assert "No tiene ningún mandato vigente" in pagina
    assert "Alcaldía" in pagina.partition("Mandatos que terminaron")[2]


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
