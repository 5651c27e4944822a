"""Fuerza bruta, fijación y robo de sesión, mandato cerrado y redirección abierta."""

from datetime import timedelta

import pyotp
import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.roles import Rol
from nucleo.servicios import entradas, frenos, identidad
from nucleo.web.sesion import COOKIE
from tests.web.casa import (
    CLAVE,
    PLATAFORMA,
    TUNARI,
    anonimo,
    crear_usuario,
    dar_mandato,
    entrar,
    entrar_como,
    enviar,
)

MALA = "otra cosa bien larga"
EN_LO_SUYO = "/villa-tunari/personas"


@pytest.fixture
def sin_argon(monkeypatch):
    """La contraseña se compara sin resumirla: aquí se cuentan intentos, no se mide su costo."""
    monkeypatch.setattr(entradas.claves, "es_la_clave", lambda _, clave: clave == CLAVE)
    monkeypatch.setattr(entradas.claves, "resumida_otra_vez", lambda *_: "")


def probar(cliente, correo, clave=MALA, desde="10.0.0.1"):
    datos = {"correo": correo, "clave": clave}
    return enviar_desde(cliente, desde, datos)


def enviar_desde(cliente, desde, datos):
    cliente.environ_base["REMOTE_ADDR"] = desde
    return enviar(cliente, "/entrar", **datos)


# ── Fuerza bruta ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("sin_argon")
def test_a_la_sexta_contrasena_esa_cuenta_espera_venga_de_donde_venga(casa):
    usuario, cliente = crear_usuario(casa), anonimo(casa)
    for n in range(entradas.POR_CUENTA):
        assert probar(cliente, usuario.correo, desde=f"10.0.0.{n}").status_code == 422
    frenada = probar(cliente, usuario.correo, CLAVE, "10.9.9.9")
    assert frenada.status_code == 429
    assert cliente.get_cookie(COOKIE) is None, "ni con la buena"
    assert probar(cliente, crear_usuario(casa).correo, CLAVE).status_code == 303, "las demás, sí"


@pytest.mark.usefixtures("sin_argon")
def test_desde_una_direccion_no_se_prueban_cuentas_sin_fin(casa):
    cliente, buena = anonimo(casa), crear_usuario(casa)
    for n in range(entradas.POR_DIRECCION):
        assert probar(cliente, f"nadie{n}@ejemplo.bo").status_code == 422
    assert probar(cliente, buena.correo, CLAVE).status_code == 429
    assert probar(cliente, buena.correo, CLAVE, "10.0.0.2").status_code == 303, "de otra, sí"


@pytest.mark.usefixtures("sin_argon")
def test_pasada_la_ventana_se_puede_otra_vez(casa, monkeypatch):
    usuario, cliente = crear_usuario(casa), anonimo(casa)
    for _ in range(entradas.POR_CUENTA + 1):
        frenada = probar(cliente, usuario.correo)
    assert frenada.status_code == 429
    monkeypatch.setattr(frenos, "VENTANA", timedelta(0))
    assert probar(cliente, usuario.correo, CLAVE).status_code == 303


@pytest.mark.usefixtures("sin_argon")
def test_una_cabecera_no_cambia_de_donde_se_viene(casa):
    """Sin un proxy nuestro delante, `X-Forwarded-For` lo escribe cualquiera."""
    cliente = anonimo(casa)
    for n in range(entradas.POR_DIRECCION):
        cliente.environ_base["HTTP_X_FORWARDED_FOR"] = f"10.1.1.{n}"
        assert probar(cliente, f"nadie{n}@ejemplo.bo").status_code == 422
    assert probar(cliente, "otro@ejemplo.bo").status_code == 429


def test_el_segundo_paso_tambien_se_frena(casa):
    usuario = crear_usuario(casa, con_factor=True)
    cliente = entrar(casa, usuario, confirmada=False)
    for _ in range(entradas.POR_CUENTA):
        assert enviar(cliente, "/entrar/codigo", codigo="000000").status_code == 422
    buena = pyotp.TOTP(usuario.totp).now()
    frenada = enviar(cliente, "/entrar/codigo", codigo=buena)
    assert frenada.status_code in {422, 429}
    assert cliente.get("/mi").location.startswith("/entrar/codigo"), "ni con el bueno"


# ── Fijación y robo ─────────────────────────────────────────────────────────────────────────────


def test_una_cookie_puesta_por_otro_no_queda_abierta_al_entrar(casa):
    usuario, fijada = crear_usuario(casa, clave=CLAVE), "puesta-por-otro" * 3
    cliente, otro = anonimo(casa), anonimo(casa)
    for navegador in (cliente, otro):
        navegador.set_cookie(COOKIE, fijada)
    assert enviar(cliente, "/entrar", correo=usuario.correo, clave=CLAVE).status_code == 303
    assert cliente.get_cookie(COOKIE).value != fijada
    assert cliente.get("/mi").status_code == 200
    assert otro.get("/mi").status_code == 303


def test_entrar_sobre_una_sesion_ajena_da_otra(casa):
    """Quien deja la suya en la máquina de otro no ve lo que ese otro hace después."""
    atacante, victima = crear_usuario(casa, "Atacante"), crear_usuario(casa, "Ana", clave=CLAVE)
    suyo = entrar(casa, atacante)
    cliente = anonimo(casa)
    cliente.set_cookie(COOKIE, suyo.secreto)
    cliente.post("/salir", data={"csrf_token": ficha(cliente)})
    enviar(cliente, "/entrar", correo=victima.correo, clave=CLAVE)
    assert "Ana" in cliente.get("/mi").text
    assert cliente.get_cookie(COOKIE).value != suyo.secreto
    assert suyo.get("/mi").status_code == 303, "la suya se cerró al salir"


def ficha(cliente):
    return cliente.get("/mi").text.split('name="csrf_token" value="')[1].split('"')[0]


def test_al_confirmar_el_segundo_factor_el_secreto_de_antes_no_vale(casa):
    usuario = crear_usuario(casa, con_factor=True)
    cliente, ladron = entrar(casa, usuario, confirmada=False), anonimo(casa)
    antes = cliente.secreto
    ladron.set_cookie(COOKIE, antes)
    entro = enviar(cliente, "/entrar/codigo", codigo=pyotp.TOTP(usuario.totp).now())
    assert entro.status_code == 303
    assert cliente.get_cookie(COOKIE).value != antes
    assert cliente.get("/mi").status_code == 200
    assert ladron.get("/mi").location == "/entrar?volver=%2Fmi"


def test_a_medio_entrar_no_se_ve_ni_se_hace_nada(casa):
    usuario = crear_usuario(casa, con_factor=True)
    dar_mandato(casa, usuario, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
    cliente = entrar(casa, usuario, confirmada=False)
    for direccion in ("/mi", EN_LO_SUYO, "/mi/seguridad", "/mi/segundo-factor/quitar"):
        assert cliente.get(direccion).location.startswith("/entrar/codigo"), direccion


def test_una_cookie_robada_no_vale_despues_de_salir(casa):
    cliente = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    ladron = anonimo(casa)
    ladron.set_cookie(COOKIE, cliente.secreto)
    assert ladron.get(EN_LO_SUYO).status_code == 200, "mientras, sí: por eso hay «mis sesiones»"
    assert enviar(cliente, "/mi", accion="/salir").status_code == 303
    assert ladron.get(EN_LO_SUYO).location.startswith("/entrar?")


def test_la_base_no_guarda_lo_que_va_en_la_cookie(casa):
    cliente = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    guardado = b"".join(a.read_bytes() for a in casa.instancia.glob("base.db*"))
    assert cliente.secreto.encode() not in guardado
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        [sesion] = unidad.sesiones.de_usuario(cliente.usuario.id)
    cliente.set_cookie(COOKIE, sesion.resumen)
    assert cliente.get("/mi").status_code == 303, "con lo guardado no se entra"


def test_la_cookie_no_la_lee_un_guion_ni_viaja_sola_a_otro_sitio(casa):
    usuario = crear_usuario(casa, clave=CLAVE)
    entro = enviar(anonimo(casa), "/entrar", correo=usuario.correo, clave=CLAVE)
    [puesta] = [c for c in entro.headers.getlist("Set-Cookie") if c.startswith(f"{COOKIE}=")]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {p.strip() for p in puesta.split(";")}
    assert "Domain" not in puesta


# ── Mandato ─────────────────────────────────────────────────────────────────────────────────────


def test_un_mandato_cerrado_deja_de_valer_en_la_siguiente_peticion(casa):
    cliente = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    assert cliente.get(EN_LO_SUYO).status_code == 200
    contexto = casa.contexto(PLATAFORMA, 0, "prueba")
    assert identidad.cerrar_mandato(contexto, casa.unidad(PLATAFORMA), cliente.membresia.id, TUNARI)
    assert cliente.get(EN_LO_SUYO).status_code == 403
    assert cliente.get("/mi").status_code == 200, "su cuenta sigue"


def test_una_cuenta_suspendida_sale_en_la_siguiente_peticion(casa):
    cliente = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    with casa.unidad(PLATAFORMA) as unidad:
        unidad.usuarios.de(cliente.usuario.id).suspendido_en = ahora()
        unidad.anotar(Hecho("prueba.suspendida", "prueba", ahora(), {}))
        unidad.confirmar()
    assert cliente.get(EN_LO_SUYO).location.startswith("/entrar?")


# ── Redirección abierta ─────────────────────────────────────────────────────────────────────────

AFUERA = (
    "//otro.bo",
    "https://otro.bo",
    "\\\\otro.bo",
    "/\\otro.bo",
    "/\t/otro.bo",
    "/\n/otro.bo",
    "javascript:alert(1)",
    "otro.bo",
    " //otro.bo",
    "/%0d%0aSet-Cookie:x=1",
    "///otro.bo",
)


@pytest.mark.parametrize("volver", AFUERA)
def test_al_entrar_no_se_sale_a_otro_sitio(casa, volver):
    usuario = crear_usuario(casa, clave="")
    cliente = entrar(casa, usuario)
    destino = cliente.get("/entrar", query_string={"volver": volver}).location
    assert adentro(destino), destino


@pytest.mark.usefixtures("sin_argon")
@pytest.mark.parametrize("volver", AFUERA)
def test_tampoco_por_el_formulario(casa, volver):
    usuario, cliente = crear_usuario(casa), anonimo(casa)
    entro = enviar(cliente, "/entrar", correo=usuario.correo, clave=CLAVE, volver=volver)
    assert entro.status_code == 303
    assert adentro(entro.location), entro.location


def adentro(destino):
    """Una dirección de esta casa, sin servidor ni esquema, tal como la lee un navegador."""
    plegado = destino.replace("\\", "/").replace("\t", "").replace("\n", "").strip()
    return plegado.startswith("/") and not plegado.startswith("//")
