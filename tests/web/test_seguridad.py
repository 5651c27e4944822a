"""La propia cuenta: contraseña, segundo factor y sesiones, en una casa de verdad."""

from datetime import timedelta

import pyotp
import pytest

from nucleo.dominio.contexto import ahora
from nucleo.dominio.errores import SesionRequerida
from nucleo.dominio.roles import Rol
from nucleo.servicios import claves
from nucleo.textos.aparatos import nombre_de_aparato
from nucleo.web.sesion import COOKIE, exigir_persona, exigir_vista, vista_actual
from tests.web.casa import (
    CLAVE,
    PLATAFORMA,
    TUNARI,
    anonimo,
    crear_usuario,
    dar_mandato,
    entrar,
    enviar,
    ficha_de,
)

OTRA = "tres condores sobre la laguna"
CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"


@pytest.fixture
def ana(casa):
    """Con contraseña y un cargo que no exige segundo factor."""
    usuario = crear_usuario(casa, "Ana Quispe", "ana@ejemplo.bo", CLAVE)
    dar_mandato(casa, usuario, Rol.TECNICO_MUNICIPAL, TUNARI)
    return entrar(casa, usuario)


@pytest.fixture
def jefa(casa):
    """Administra y todavía no puso su segundo factor."""
    usuario = crear_usuario(casa, "Rosa Mamani", "rosa@ejemplo.bo", CLAVE)
    dar_mandato(casa, usuario, Rol.ADMINISTRACION_MUNICIPAL, TUNARI)
    return entrar(casa, usuario)


def puerta(casa, correo, clave=CLAVE):
    cliente = anonimo(casa)
    return cliente, enviar(cliente, "/entrar", correo=correo, clave=clave)


def semilla_de(pagina):
    return "".join(pagina.text.split('<p class="semilla"><code>')[1].split("</code>")[0].split())


def poner_factor(cliente):
    semilla = semilla_de(cliente.get("/mi/segundo-factor"))
    respuesta = enviar(cliente, "/mi/segundo-factor", codigo=pyotp.TOTP(semilla).now())
    assert respuesta.location == "/mi/segundo-factor/codigos", respuesta.text
    pagina = cliente.get("/mi/segundo-factor/codigos")
    codigos = [p.split("</code>")[0] for p in pagina.text.split("<li><code>")[1:]]
    return semilla, codigos


def envejecer(casa, usuario):
    """Su sesión se abrió hace una hora."""
    with casa.unidad(PLATAFORMA) as unidad:
        for sesion in unidad.sesiones.de_usuario(usuario.id):
            sesion.creada_en = ahora() - timedelta(hours=1)
        unidad.confirmar_pasajero()


# ── Contraseña ──────────────────────────────────────────────────────────────────────────────────


def test_cambiar_la_clave_cierra_lo_demas_y_desde_entonces_vale_la_nueva(casa, ana):
    otro, _ = puerta(casa, "ana@ejemplo.bo")
    assert otro.get("/mi").status_code == 200
    robada = anonimo(casa)
    robada.set_cookie(COOKIE, ana.get_cookie(COOKIE).value)
    respuesta = enviar(ana, "/mi/clave", actual=CLAVE, clave=OTRA, repetida=OTRA)
    assert (respuesta.status_code, respuesta.location) == (303, "/mi/seguridad")
    assert robada.get("/mi").location.startswith("/entrar"), "la copia de su cookie ya no entra"
    assert ana.get("/mi/seguridad").status_code == 200
    assert otro.get("/mi").location.startswith("/entrar")
    assert puerta(casa, "ana@ejemplo.bo")[1].status_code == 422
    assert puerta(casa, "ana@ejemplo.bo", OTRA)[1].status_code == 303


@pytest.mark.parametrize(
    ("campos", "donde"),
    [
        ({"actual": "equivocada", "clave": OTRA, "repetida": OTRA}, "actual"),
        ({"actual": CLAVE, "clave": "12345678", "repetida": "12345678"}, "clave"),
        ({"actual": CLAVE, "clave": "ana quispe", "repetida": "ana quispe"}, "clave"),
        ({"actual": CLAVE, "clave": OTRA, "repetida": OTRA + "x"}, "repetida"),
        ({"actual": CLAVE, "clave": OTRA, "repetida": ""}, "repetida"),
    ],
)
def test_una_clave_que_no_sirve_dice_por_que_junto_a_su_campo(ana, campos, donde):
    respuesta = enviar(ana, "/mi/clave", **campos)
    assert respuesta.status_code == 422
    assert f'id="{donde}-error"' in respuesta.text
    assert OTRA not in respuesta.text, "lo escrito en una contraseña no vuelve en la página"


def test_no_se_prueban_claves_sin_fin_desde_una_sesion_abierta(ana):
    for _ in range(5):
        assert enviar(ana, "/mi/clave", actual="x", clave=OTRA, repetida=OTRA).status_code == 422
    respuesta = enviar(ana, "/mi/clave", actual=CLAVE, clave=OTRA, repetida=OTRA)
    assert respuesta.status_code == 422
    assert "Espere" in respuesta.text


# ── Segundo factor ──────────────────────────────────────────────────────────────────────────────


def test_quien_administra_sin_factor_solo_puede_ponerlo_ver_sus_sesiones_o_salir(jefa):
    for direccion in ("/mi", "/villa-tunari/personas", "/mi/clave"):
        assert jefa.get(direccion).location == "/mi/segundo-factor", direccion
    for direccion in ("/mi/segundo-factor", "/mi/sesiones", "/mi/seguridad"):
        assert jefa.get(direccion).status_code == 200, direccion
    ficha = ficha_de(jefa, "/mi/segundo-factor")
    assert jefa.post("/salir", data={"csrf_token": ficha}).status_code == 303


def test_al_ponerlo_se_abre_lo_suyo_y_los_codigos_se_ven_una_vez(casa, jefa):
    semilla, codigos = poner_factor(jefa)
    assert len(codigos) == 10
    assert jefa.get("/villa-tunari/personas").status_code == 200
    assert codigos[0] not in jefa.get("/mi/segundo-factor/codigos").text
    assert semilla not in jefa.get("/mi/segundo-factor").text
    cliente, respuesta = puerta(casa, "rosa@ejemplo.bo")
    assert respuesta.location.startswith("/entrar/codigo")
    assert cliente.get("/mi").location.startswith("/entrar/codigo")
    assert enviar(cliente, "/entrar/codigo", codigo=codigos[0]).status_code == 303
    assert cliente.get("/villa-tunari/personas").status_code == 200
    otro, _ = puerta(casa, "rosa@ejemplo.bo")
    assert enviar(otro, "/entrar/codigo", codigo=codigos[0]).status_code == 422


def test_al_ponerlo_la_copia_de_la_cookie_deja_de_valer(casa, ana):
    robada = anonimo(casa)
    robada.set_cookie(COOKIE, ana.get_cookie(COOKIE).value)
    poner_factor(ana)
    assert ana.get("/mi").status_code == 200
    assert robada.get("/mi").location.startswith("/entrar")


def test_la_semilla_no_la_elige_quien_envia(ana):
    ajena = claves.semilla()
    codigo = pyotp.TOTP(ajena).now()
    respuesta = enviar(ana, "/mi/segundo-factor", codigo=codigo, semilla=ajena)
    assert respuesta.status_code == 422
    assert "Segundo paso puesto" not in ana.get("/mi/seguridad").text


def test_la_semilla_pendiente_es_de_quien_la_vio(casa, ana):
    """En un teléfono compartido, quien entra después no pone la de quien estuvo antes."""
    suya = semilla_de(ana.get("/mi/segundo-factor"))
    assert semilla_de(ana.get("/mi/segundo-factor")) == suya, "recargar no la cambia"
    eva = crear_usuario(casa, "Eva")
    ana.set_cookie(COOKIE, entrar(casa, eva).secreto)
    assert semilla_de(ana.get("/mi/segundo-factor")) != suya


def test_en_una_sesion_vieja_ponerlo_pide_la_clave(casa, ana):
    envejecer(casa, ana.usuario)
    codigo = pyotp.TOTP(semilla_de(ana.get("/mi/segundo-factor"))).now()
    sin = enviar(ana, "/mi/segundo-factor", codigo=codigo)
    assert (sin.status_code, 'id="prueba-error"' in sin.text) == (422, True)
    mal = enviar(ana, "/mi/segundo-factor", codigo=codigo, prueba="equivocada")
    assert mal.status_code == 422
    assert enviar(ana, "/mi/segundo-factor", codigo=codigo, prueba=CLAVE).status_code == 303


def test_quitarlo_y_pedir_codigos_piden_quien_es(ana):
    _, viejos = poner_factor(ana)
    for direccion in ("/mi/segundo-factor/codigos/nuevos", "/mi/segundo-factor/quitar"):
        assert "Qué se pierde" in ana.get(direccion).text
        assert enviar(ana, direccion, prueba="equivocada").status_code == 422
    respuesta = enviar(ana, "/mi/segundo-factor/codigos/nuevos", prueba=CLAVE)
    assert respuesta.location == "/mi/segundo-factor/codigos"
    assert viejos[0] not in ana.get("/mi/segundo-factor/codigos").text
    assert enviar(ana, "/mi/segundo-factor/quitar", prueba=viejos[0]).status_code == 422
    assert enviar(ana, "/mi/segundo-factor/quitar", prueba=CLAVE).location == "/mi/seguridad"
    assert ana.get("/mi/segundo-factor/quitar").location == "/mi/seguridad"


def test_un_svg_de_la_semilla_sin_estilos_en_linea(ana):
    pagina = ana.get("/mi/segundo-factor").text
    assert "<svg" in pagina
    assert "style=" not in pagina


# ── Sesiones ────────────────────────────────────────────────────────────────────────────────────


def test_mis_sesiones_dicen_el_aparato_y_cual_es_esta(casa, ana):
    otro = anonimo(casa)
    ficha = ficha_de(otro)
    otro.post(
        "/entrar",
        data={"correo": "ana@ejemplo.bo", "clave": CLAVE, "csrf_token": ficha},
        headers={"User-Agent": CHROME},
    )
    pagina = ana.get("/mi/sesiones").text
    assert "Chrome en Android" in pagina
    assert pagina.count("Este</span>") == 1
    respuesta = enviar(ana, "/mi/sesiones", accion="/mi/sesiones/cerrar-las-demas")
    assert respuesta.location == "/mi/sesiones"
    assert otro.get("/mi").location.startswith("/entrar")
    assert ana.get("/mi").status_code == 200


def test_cerrar_la_propia_es_salir_y_la_ajena_no_se_toca(casa, ana):
    eva = entrar(casa, crear_usuario(casa, "Eva"))
    with casa.unidad_de_lectura(PLATAFORMA) as unidad:
        [suya] = unidad.sesiones.de_usuario(ana.usuario.id)
    ficha = ficha_de(eva, "/mi/sesiones")
    eva.post(f"/mi/sesiones/{suya.id}/cerrar", data={"csrf_token": ficha})
    assert ana.get("/mi").status_code == 200
    respuesta = enviar(ana, "/mi/sesiones", accion=f"/mi/sesiones/{suya.id}/cerrar")
    assert respuesta.location == "/entrar"
    assert ana.get("/mi").location.startswith("/entrar")


def test_cambiar_el_secreto_de_la_instalacion_no_saca_a_nadie(casa, ana):
    """La sesión vive en la base: el secreto solo firma lo que va de paso."""
    ficha = ficha_de(ana, "/mi/sesiones")
    casa.web.config["SECRET_KEY"] = b"otro secreto de treinta y dos letras"
    assert ana.get("/mi").status_code == 200
    vieja = ana.post("/mi/sesiones/cerrar-las-demas", data={"csrf_token": ficha})
    assert vieja.status_code == 400, "una página abierta antes se vuelve a abrir"
    assert enviar(ana, "/mi/sesiones").location == "/entrar"


def test_la_pagina_de_quien_entro_no_queda_guardada(ana):
    for direccion in ("/mi/seguridad", "/villa-tunari"):
        assert ana.get(direccion).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("agente", "nombre"),
    [
        (CHROME, "Chrome en Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
         "Firefox en Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1",
         "Safari en iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge en Windows"),
        ("<script>alert(1)</script>", "Un aparato que no se reconoce"),
        ("", "Un aparato que no se reconoce"),
    ],
)  # fmt: skip
def test_el_aparato_se_dice_en_palabras(casa, agente, nombre):
    with casa.web.test_request_context():
        assert nombre_de_aparato(agente) == nombre


def test_a_medio_entrar_la_propia_cuenta_todavia_no_es_suya(casa):
    """Aunque una ruta se olvidara de pedirlo: lo propio se pide con la sesión confirmada."""
    cliente = entrar(casa, crear_usuario(casa, con_factor=True), confirmada=False)
    galleta = {"Cookie": f"{COOKIE}={cliente.secreto}"}
    with casa.web.test_request_context("/mi", headers=galleta):
        assert vista_actual() is not None
        with pytest.raises(SesionRequerida):
            exigir_vista()
        with pytest.raises(SesionRequerida):
            exigir_persona()
