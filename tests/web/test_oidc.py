"""Entrar con un proveedor de identidad, contra uno de verdad que exige PKCE."""

import os
import socket
import time
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from joserfc.jwk import OctKey, RSAKey

from nucleo.dominio.configuracion import ConfiguracionDeOidc
from nucleo.dominio.roles import Rol
from nucleo.oidc.proveedor import Proveedor
from nucleo.web.sesion import COOKIE
from tests.web.casa import (
    CLAVE,
    PLATAFORMA,
    TUNARI,
    anonimo,
    configurar,
    copiar,
    crear_usuario,
    dar_mandato,
    entrar,
    enviar,
)
from tests.web.emisor import CLIENTE, SECRETO, emisor_levantado
from tests.web.test_invitaciones import invitada

NOMBRE = "Ciudadanía Digital"


@pytest.fixture(scope="module")
def emisor_vivo():
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # el emisor de la prueba va sin cifrar
    with emisor_levantado() as vivo:
        yield vivo
    del os.environ["AUTHLIB_INSECURE_TRANSPORT"]


@pytest.fixture
def emisor(emisor_vivo):
    emisor_vivo.sujeto, emisor_vivo.torcer = "4123456", None
    emisor_vivo.codigos.clear()
    emisor_vivo.metodos_pkce.clear()
    return emisor_vivo


@pytest.fixture
def casa(casa, emisor, monkeypatch):
    monkeypatch.setenv("TINKUY_SECRETO_OIDC", SECRETO)
    con_proveedor(casa, emisor.direccion)
    return casa


def con_proveedor(casa, direccion):
    configurar(casa, oidc=ConfiguracionDeOidc(NOMBRE, direccion, CLIENTE))
    vars(casa).pop("proveedor", None)


@pytest.fixture
def ana(casa, emisor):
    """Con cuenta, contraseña y ya vinculada."""
    usuario = crear_usuario(casa, "Ana", "ana@ejemplo.bo", CLAVE)
    vincular(casa, usuario, emisor)
    return usuario


def vincular(casa, usuario, emisor):
    cliente = entrar(casa, usuario)
    assert enviar(cliente, "/mi/proveedor", prueba=CLAVE).location == "/mi/proveedor"
    respuesta = ida_y_vuelta(cliente, "/mi/proveedor/ir")
    assert respuesta.location == "/mi/seguridad"
    assert "Cuenta vinculada" in cliente.get("/mi/seguridad").text
    assert emisor.metodos_pkce[-1] == "S256"
    return cliente


def ida(cliente, direccion="/entrar/oidc"):
    """A dónde vuelve el navegador después de confirmar en la página del proveedor."""
    partida = cliente.get(direccion)
    assert partida.status_code == 303, partida.text
    vuelta = requests.get(partida.location, allow_redirects=False, timeout=5)
    assert vuelta.status_code == 302, vuelta.text
    partes = urlsplit(vuelta.headers["Location"])
    return partes.path, {k: v[0] for k, v in parse_qs(partes.query).items()}


def regresar(cliente, ruta, datos):
    return cliente.get(f"{ruta}?{urlencode(datos)}")


def ida_y_vuelta(cliente, direccion="/entrar/oidc"):
    return regresar(cliente, *ida(cliente, direccion))


def esta_dentro(cliente):
    return cliente.get("/mi").status_code == 200


def rechazado(cliente, respuesta):
    """Vuelve a la puerta con un aviso, y afuera."""
    assert (respuesta.status_code, respuesta.location) == (303, "/entrar")
    pagina = cliente.get("/entrar")
    assert 'class="aviso no-imprimir"' in pagina.text
    assert not esta_dentro(cliente)
    return pagina.text


# ── El camino feliz ─────────────────────────────────────────────────────────────────────────────


def test_quien_se_vinculo_entra_con_una_sesion_nueva(casa, ana, emisor):
    cliente = anonimo(casa)
    assert f"Entrar con {NOMBRE}" in cliente.get("/entrar").text
    de_antes = entrar(casa, crear_usuario(casa, "Otra")).secreto
    cliente.set_cookie(COOKIE, de_antes)
    respuesta = ida_y_vuelta(cliente, "/entrar/oidc?volver=/villa-tunari/demandas")
    assert (respuesta.status_code, respuesta.location) == (303, "/villa-tunari/demandas")
    assert cliente.get_cookie(COOKIE).value != de_antes
    assert ana.nombre in cliente.get("/mi").text
    assert emisor.metodos_pkce[-1] == "S256"


def test_el_pedido_lleva_pkce_estado_y_nonce_distintos_cada_vez(casa):
    cliente, vistos = anonimo(casa), []
    for _ in range(2):
        consulta = parse_qs(urlsplit(cliente.get("/entrar/oidc").location).query)
        assert consulta["code_challenge_method"] == ["S256"]
        assert consulta["scope"] == ["openid"]
        vistos += [consulta[c][0] for c in ("state", "nonce", "code_challenge")]
    assert len(set(vistos)) == 6
    assert min(map(len, vistos)) >= 43


def test_con_segundo_factor_tambien_se_pide(casa, emisor):
    usuario = crear_usuario(casa, "Ana", "ana@ejemplo.bo", CLAVE, con_factor=True)
    vincular(casa, usuario, emisor)
    cliente = anonimo(casa)
    assert ida_y_vuelta(cliente).location.startswith("/entrar/codigo")
    assert not esta_dentro(cliente)


def test_no_se_sale_a_otro_sitio_al_volver(casa, ana):  # noqa: ARG001 - ya vinculada
    respuesta = ida_y_vuelta(anonimo(casa), "/entrar/oidc?volver=https://malo.example/")
    assert respuesta.location == "/mi"


# ── Sin alta automática ─────────────────────────────────────────────────────────────────────────


def test_a_quien_no_se_vinculo_no_se_le_crea_nada(casa, ana, emisor):
    emisor.sujeto = "999"
    cliente = anonimo(casa)
    assert "no hay ninguna cuenta vinculada" in rechazado(cliente, ida_y_vuelta(cliente))
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        assert [u.id for u in unidad.usuarios.todos()] == [ana.id]


def test_el_mismo_correo_no_vincula(casa, emisor):
    usuario = crear_usuario(casa, "Ana", "ana@ejemplo.bo", CLAVE)
    emisor.torcer = lambda r: emisor.firmar({**r, "email": usuario.correo, "email_verified": True})
    cliente = anonimo(casa)
    rechazado(cliente, ida_y_vuelta(cliente))
    enlace = invitada(casa, usuario.correo)
    cliente = anonimo(casa)
    rechazado(cliente, ida_y_vuelta(cliente, f"{enlace}/oidc"))
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        assert unidad.membresias.de_usuario(usuario.id) == []


def test_una_invitacion_se_acepta_con_el_proveedor(casa, emisor):
    emisor.sujeto = "777"
    enlace, cliente = invitada(casa, nombre=""), anonimo(casa)
    assert f"Aceptar con {NOMBRE}" in cliente.get(enlace).text
    assert ida_y_vuelta(cliente, f"{enlace}/oidc").location == "/mi"
    assert "Eva Choque" in cliente.get("/mi").text
    otra_vez = anonimo(casa)
    assert otra_vez.get(f"{enlace}/oidc").status_code == 410
    assert ida_y_vuelta(otra_vez).location == "/mi"


def test_una_identidad_ya_vinculada_no_crea_otra_cuenta(casa, ana):
    enlace, cliente = invitada(casa), anonimo(casa)
    assert "ya está vinculada" in rechazado(cliente, ida_y_vuelta(cliente, f"{enlace}/oidc"))
    eva = crear_usuario(casa, "Eva", "eva2@ejemplo.bo", CLAVE)
    dentro = entrar(casa, eva)
    enviar(dentro, "/mi/proveedor", prueba=CLAVE)
    ida_y_vuelta(dentro, "/mi/proveedor/ir")
    assert "ya está vinculada a otra cuenta" in dentro.get("/mi/seguridad").text
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        assert [u.id for u in unidad.usuarios.todos() if u.sujeto] == [ana.id]


# ── Vincular y quitar ───────────────────────────────────────────────────────────────────────────


def test_vincular_pide_antes_quien_es(casa):
    usuario = crear_usuario(casa, "Ana", "ana@ejemplo.bo", CLAVE)
    cliente = entrar(casa, usuario)
    assert cliente.get("/mi/proveedor/ir").location == "/mi/proveedor"
    assert enviar(cliente, "/mi/proveedor", prueba="otra").status_code == 422
    assert cliente.get("/mi/proveedor/ir").location == "/mi/proveedor"


def test_quien_entra_despues_en_el_mismo_aparato_no_termina_el_vinculo_de_otro(casa):
    cliente = entrar(casa, crear_usuario(casa, "Ana", "ana@ejemplo.bo", CLAVE))
    enviar(cliente, "/mi/proveedor", prueba=CLAVE)
    ruta, datos = ida(cliente, "/mi/proveedor/ir")
    eva = crear_usuario(casa, "Eva")
    cliente.set_cookie(COOKIE, entrar(casa, eva).secreto)
    assert regresar(cliente, ruta, datos).status_code == 303
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        assert not any(u.sujeto for u in unidad.usuarios.todos())


def test_quitar_el_vinculo_deja_de_dejar_entrar(casa, ana):
    dentro = entrar(casa, ana)
    assert "Qué se pierde" in dentro.get("/mi/proveedor/quitar").text
    assert enviar(dentro, "/mi/proveedor/quitar", prueba="otra").status_code == 422
    assert enviar(dentro, "/mi/proveedor/quitar", prueba=CLAVE).location == "/mi/seguridad"
    cliente = anonimo(casa)
    rechazado(cliente, ida_y_vuelta(cliente))


# ── Lo falso ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "cambio",
    [{"state": "otro"}, {"state": ""}, {"code": "inventado"}, {"code": ""},
     {"iss": "https://malo.example"}, {"error": "access_denied", "code": ""}],
    ids=str,
)  # fmt: skip
def test_lo_que_no_es_de_este_viaje_no_entra(casa, ana, cambio):  # noqa: ARG001 - ya vinculada
    cliente = anonimo(casa)
    ruta, datos = ida(cliente)
    rechazado(cliente, regresar(cliente, ruta, {**datos, **cambio}))
    rechazado(cliente, regresar(cliente, ruta, datos))


def test_un_codigo_ajeno_o_de_otro_navegador_no_entra(casa, ana):  # noqa: ARG001 - ya vinculada
    """Sin el verificador de PKCE y el estado de este navegador, el código robado no sirve."""
    robado = ida(anonimo(casa))
    cliente = anonimo(casa)
    rechazado(cliente, regresar(cliente, *robado))
    ruta, propio = ida(cliente)
    rechazado(cliente, regresar(cliente, ruta, {**propio, "code": robado[1]["code"]}))


def test_volver_dos_veces_o_tarde_no_entra(casa, ana, monkeypatch):  # noqa: ARG001 - ya vinculada
    cliente = anonimo(casa)
    viaje = ida(cliente)
    assert regresar(cliente, *viaje).location == "/mi"
    otro = anonimo(casa)
    rechazado(otro, regresar(otro, *viaje))
    tarde = anonimo(casa)
    viaje = ida(tarde)
    monkeypatch.setattr("nucleo.web.vistas.proveedor.DURA", -1)
    rechazado(tarde, regresar(tarde, *viaje))


AJENA = RSAKey.generate_key(2048, {"kid": "una"})
TORCIDAS = {
    "otro nonce": lambda e, r: e.firmar({**r, "nonce": "otro"}),
    "sin nonce": lambda e, r: e.firmar({c: v for c, v in r.items() if c != "nonce"}),
    "para otro cliente": lambda e, r: e.firmar({**r, "aud": ["otro"]}),
    "para otro y pedida por este": lambda e, r: e.firmar({**r, "aud": ["otro"], "azp": "tinkuy"}),
    "de otro emisor": lambda e, r: e.firmar({**r, "iss": "https://malo.example"}),
    "vencida": lambda e, r: e.firmar({**r, "exp": int(time.time()) - 3600}),
    "sin vencimiento": lambda e, r: e.firmar({c: v for c, v in r.items() if c != "exp"}),
    "del futuro": lambda e, r: e.firmar({**r, "nbf": int(time.time()) + 3600}),
    "sin sujeto": lambda e, r: e.firmar({**r, "sub": ""}),
    "sujeto que no es texto": lambda e, r: e.firmar({**r, "sub": 4123456}),
    "sujeto larguísimo": lambda e, r: e.firmar({**r, "sub": "4" * 500}),
    "firmada por otro": lambda e, r: e.firmar(r, llave=AJENA),
    "sin firma": lambda e, r: e.firmar(r, {"alg": "none"}, OctKey.generate_key()),
    "firmada con el secreto": lambda e, r: e.firmar(
        r, {"alg": "HS256"}, OctKey.import_key(SECRETO)
    ),
    "cortada": lambda e, r: e.firmar(r)[:-20],
    "otra cosa": lambda _e, _r: "no es una ficha",
    "nada": lambda _e, _r: None,
}


@pytest.mark.parametrize("como", TORCIDAS)
def test_una_ficha_torcida_no_entra(casa, ana, emisor, como):  # noqa: ARG001 - ya vinculada
    emisor.torcer = lambda reclamos: TORCIDAS[como](emisor, reclamos)
    cliente = anonimo(casa)
    rechazado(cliente, ida_y_vuelta(cliente))


# ── El proveedor se cae ─────────────────────────────────────────────────────────────────────────


def test_si_no_responde_se_dice_y_se_puede_entrar_con_la_clave(casa, ana):
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        con_proveedor(casa, f"http://127.0.0.1:{libre.getsockname()[1]}")
    cliente = anonimo(casa)
    respuesta = cliente.get("/entrar/oidc")
    assert "no responde en este momento" in rechazado(cliente, respuesta)
    assert enviar(cliente, "/entrar", correo=ana.correo, clave=CLAVE).location == "/mi"


def test_si_se_cae_a_medio_camino_tampoco_es_un_error_nuestro(casa, ana, emisor):  # noqa: ARG001
    cliente = anonimo(casa)
    viaje = ida(cliente)
    casa.proveedor._leidos.clear()
    bueno, emisor.direccion = emisor.direccion, "http://127.0.0.1:1"
    try:
        rechazado(cliente, regresar(cliente, *viaje))
    finally:
        emisor.direccion = bueno


def test_unos_metadatos_de_otro_emisor_no_se_creen(casa, emisor):
    con_proveedor(casa, f"{emisor.direccion}/".replace("127.0.0.1", "localhost").rstrip("/"))
    cliente = anonimo(casa)
    rechazado(cliente, cliente.get("/entrar/oidc"))


def test_si_cambia_sus_llaves_se_leen_las_nuevas(casa, ana, emisor):  # noqa: ARG001
    assert ida_y_vuelta(anonimo(casa)).location == "/mi"
    vieja, emisor.llave = emisor.llave, RSAKey.generate_key(2048, {"kid": "otra"})
    emisor.torcer = lambda r: emisor.firmar(r, {"alg": "RS256", "kid": "otra"})
    try:
        assert ida_y_vuelta(anonimo(casa)).location == "/mi"
    finally:
        emisor.llave = vieja


def test_sin_configurarlo_no_existe(plantilla, tmp_path):

    casa = copiar(plantilla, tmp_path / "sin")
    cliente = entrar(casa, crear_usuario(casa, "Ana"))
    dar_mandato(casa, cliente.usuario, Rol.TECNICO_MUNICIPAL, TUNARI)
    for ruta in ("/entrar/oidc", "/entrar/oidc/vuelta", "/mi/proveedor", "/mi/proveedor/ir"):
        assert cliente.get(ruta).status_code == 404
    assert "/entrar/oidc" not in anonimo(casa).get("/entrar").text
    casa.cerrar()


def test_comprobar_dice_si_el_emisor_responde(emisor):
    Proveedor(ConfiguracionDeOidc(NOMBRE, emisor.direccion, CLIENTE), SECRETO).comprobar()
