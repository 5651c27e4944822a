"""El acta en pantalla: se escribe, se observa, se cierra, se baja sellada, y lo cambiado se ve."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pyotp
import pytest
from PIL import Image

from nucleo.documentos.sellado import ClavePublica, verificar
from nucleo.dominio.contexto import ahora
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import ErrorDePlugin
from nucleo.dominio.roles import Rol
from nucleo.ganchos import Conjunto
from nucleo.persistencia.motor import crear_motor
from nucleo.servicios import actas, calendarios, comprobaciones
from tests.actas import partes
from tests.web.casa import (
    CHIMORE,
    TUNARI,
    anonimo,
    crear_usuario,
    dar_mandato,
    entrar,
    entrar_como,
    enviar,
    fundar_organizacion,
)

CICLO, Q = "/villa-tunari/ciclo", "?gestion=2031"
ACTA = f"{CICLO}/cumbre-2/acta"
PERSONAS = ("Quispe Ñanco", "Cuéllar", "Yarhui")


@pytest.fixture
def tecnica(casa, monkeypatch):
    """La gestión está abierta y la Cumbre 2 se hizo, con seis participantes."""
    monkeypatch.setattr(actas, "partes_de", lambda *_: partes(6))
    monkeypatch.setattr(comprobaciones, "partes_de", lambda *_: partes(6))
    cliente = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI, nombre="Tania Rojas")
    assert enviar(cliente, f"{CICLO}/abrir{Q}", limite="10/09/2030").status_code == 303
    hecho = f"{CICLO}/cumbre-2/avanzar{Q}&hacia=realizado"
    assert enviar(cliente, hecho, motivo="En papel").status_code == 303
    return cliente


def foto():
    salida = BytesIO()
    Image.new("RGB", (8, 8), "white").save(salida, "PNG")
    return salida.getvalue()


def hoy():
    return f"{dia_en_bolivia(ahora()):%d/%m/%Y}"


@pytest.fixture
def cerrada(tecnica):
    assert (
        enviar(tecnica, f"{ACTA}/escribir{Q}", apertura="Se abrió.\n\nCh’alla.").status_code == 303
    )
    assert enviar(tecnica, f"{ACTA}/abrir{Q}", plazo=hoy()).status_code == 303
    assert (
        enviar(tecnica, f"{ACTA}/observar{Q}", texto="Llovió", nombre="Eva Lazo").status_code == 303
    )
    assert enviar(tecnica, f"{ACTA}/cerrar{Q}", motivo="Se aprobó en el acto").status_code == 303
    return tecnica


def test_el_borrador_solo_lo_ve_quien_lo_lleva(casa, tecnica):
    assert "todavía no tiene acta" in anonimo(casa).get(ACTA + Q).text
    enviar(tecnica, f"{ACTA}/escribir{Q}", apertura="Se abrió con música.")
    assert "Se abrió con música" in tecnica.get(ACTA + Q).text
    fuera = anonimo(casa).get(ACTA + Q).text
    assert "Se abrió con música" not in fuera
    assert "se está escribiendo" in fuera
    assert anonimo(casa).get(f"{ACTA}.pdf{Q}").status_code == 404


def test_dos_escribiendo_ven_la_diferencia(tecnica):
    enviar(tecnica, f"{ACTA}/escribir{Q}", apertura="Una")
    choque = enviar(tecnica, f"{ACTA}/escribir{Q}", apertura="Otra", version="0")
    assert choque.status_code == 409
    assert "Otra persona guardó antes" in choque.text


def test_no_se_cierra_antes_de_tiempo_ni_sin_observaciones(tecnica):
    assert tecnica.get(f"{ACTA}/cerrar{Q}").status_code == 404
    enviar(tecnica, f"{ACTA}/escribir{Q}", apertura="Una")
    assert "ábrala a las observaciones" in enviar(tecnica, f"{ACTA}/cerrar{Q}").text
    pasado = enviar(tecnica, f"{ACTA}/abrir{Q}", plazo="01/01/2020")
    assert (pasado.status_code, "No es tiempo" in pasado.text) == (422, True)
    enviar(tecnica, f"{ACTA}/abrir{Q}", plazo=hoy())
    assert enviar(tecnica, f"{ACTA}/cerrar{Q}").status_code == 422


def test_la_cerrada_es_publica_sin_nombres_y_se_comprueba(casa, cerrada):
    pagina = anonimo(casa).get(ACTA + Q).text
    assert "Es el acta que se cerró" in pagina
    assert "Se abrió." in pagina
    assert "OTB Jach’a Uma" in pagina
    assert not any(p in pagina for p in (*PERSONAS, "Eva Lazo"))
    assert all(p in cerrada.get(ACTA + Q).text for p in PERSONAS[:2])
    pdf = anonimo(casa).get(f"{ACTA}.pdf{Q}")
    publica = anonimo(casa).get("/acta/clave")
    sello = verificar(pdf.data, ClavePublica.de_pem(publica.data))
    assert sello.resumen in pagina
    assert sello.clave in publica.headers["Content-Disposition"]
    con_nombres = f"{ACTA}.pdf{Q}&nombres=si"
    assert anonimo(casa).get(con_nombres).status_code == 403
    suya = cerrada.get(con_nombres + "&en=es,qu")
    assert verificar(suya.data, casa.sellador.clave).resumen == sello.resumen
    assert suya.headers["Cache-Control"] == "private, no-store"
    assert "Con acta cerrada" in anonimo(casa).get(f"{CICLO}/cumbre-2{Q}").text


def test_cerrada_no_se_escribe_y_repetir_no_falla(cerrada):
    assert cerrada.get(f"{ACTA}/escribir{Q}").status_code == 422
    assert enviar(cerrada, f"{ACTA}/cerrar{Q}").status_code == 303
    tarde = enviar(cerrada, f"{ACTA}/abrir{Q}", plazo=hoy())
    assert (tarde.status_code, "no cambia" in tarde.text) == (422, True)
    assert enviar(cerrada, f"{ACTA}/observar{Q}", texto="Tarde").status_code == 422


@pytest.mark.usefixtures("cerrada")
def test_un_voto_cambiado_por_sql_se_senala(casa):
    motor = crear_motor(f"sqlite:///{casa.instancia / 'base.db'}")
    with motor.begin() as conexion:
        cambio = (
            """UPDATE actas SET contenido = replace(contenido, '"a_favor":20', '"a_favor":2')"""
        )
        assert conexion.exec_driver_sql(cambio).rowcount == 1
    motor.dispose()
    pagina = anonimo(casa).get(ACTA + Q).text
    assert "Algo no coincide" in pagina
    assert anonimo(casa).get(f"{ACTA}.pdf{Q}").status_code == 500


def test_constancias_en_papel_con_huella_y_a_nombre_de_otro(casa, cerrada):
    donde = f"{ACTA}/constancia{Q}"
    sin_testigo = enviar(cerrada, donde, de="p3", medio="huella")
    assert (sin_testigo.status_code, "Falta este dato" in sin_testigo.text) == (422, True)
    assert enviar(cerrada, donde, de="p3", medio="huella", testigo="Luz").status_code == 303
    mala = enviar(cerrada, donde, de="p4", medio="papel", archivo=(BytesIO(b"<html>"), "hoja.png"))
    assert mala.status_code == 422
    papel = enviar(cerrada, donde, de="p4", medio="papel", archivo=(BytesIO(foto()), "hoja.png"))
    assert papel.status_code == 303
    assert enviar(cerrada, donde, de="otra", medio="papel").status_code == 422
    pagina = anonimo(casa).get(ACTA + Q).text
    assert "hoja escaneada" in pagina
    assert "Faltan 4:" in pagina
    assert "escaneos/" not in pagina
    hoja = cerrada.get(ACTA + Q).text.split(f"{ACTA}/escaneos/")[1].split('"')[0]
    vista = cerrada.get(f"{ACTA}/escaneos/{hoja}".replace("&amp;", "&"))
    assert (vista.status_code, vista.content_type) == (200, "image/png")
    ajena = entrar_como(casa, Rol.TECNICO_MUNICIPAL, CHIMORE)
    assert ajena.get(f"{ACTA}/escaneos/{hoja}".replace("&amp;", "&")).status_code == 403
    assert "Es el acta que se cerró" in pagina


@pytest.mark.usefixtures("cerrada")
def test_la_conformidad_electronica_pide_el_segundo_factor(casa):
    organizacion = fundar_organizacion(casa, nombre="OTB Villa Ñuflo").id
    usuario = crear_usuario(casa, "Ignacio Yarhui 4", con_factor=True, clave="cuatro llamas cruzan")
    dar_mandato(casa, usuario, Rol.DIRIGENCIA, TUNARI, organizacion)
    dirigente, donde = entrar(casa, usuario), f"{ACTA}/conformidad{Q}"
    assert enviar(dirigente, donde, de="p3", codigo="cuatro llamas cruzan").status_code == 422
    codigo = pyotp.TOTP(usuario.totp).now()
    assert enviar(dirigente, donde, de="p3", codigo=codigo).status_code == 303
    pagina = dirigente.get(ACTA + Q).text
    assert "Conformidad electrónica, con su segundo paso" in pagina
    assert "Faltan 5:" in pagina
    ajeno = enviar(dirigente, donde, de="p4", codigo="123456")
    assert (ajeno.status_code, "Elija una de la lista" in ajeno.text) == (422, True)
    sin_factor = entrar_como(casa, Rol.CONCEJO, TUNARI)
    assert "todavía no tiene segundo paso" in sin_factor.get(donde).text
    assert enviar(sin_factor, donde, de="otra", codigo="123456").status_code == 422


def test_antes_de_cerrar_no_hay_conformidad_electronica_y_un_participante_observa(casa, tecnica):
    enviar(tecnica, f"{ACTA}/escribir{Q}", apertura="Una")
    assert tecnica.get(f"{ACTA}/conformidad{Q}").status_code == 404
    concejal = entrar_como(casa, Rol.CONCEJO, TUNARI)
    assert enviar(concejal, f"{ACTA}/observar{Q}", texto="Falta").status_code == 422
    enviar(tecnica, f"{ACTA}/abrir{Q}", plazo=hoy())
    assert enviar(concejal, f"{ACTA}/observar{Q}", texto="Falta la lluvia").status_code == 303
    assert "Falta la lluvia" in concejal.get(ACTA + Q).text
    assert "Falta la lluvia" not in anonimo(casa).get(ACTA + Q).text


def observacion(cliente, accion):
    """La dirección del primer enlace a responder o retirar una observación."""
    pagina = cliente.get(ACTA + Q).text
    [cual, *_] = [x for x in pagina.split('href="') if f"/{accion}?" in x and "observaciones" in x]
    return cual.split('"')[0]


@pytest.fixture
def observada(casa, tecnica):
    """Abierta, con una observación de una concejala."""
    enviar(tecnica, f"{ACTA}/escribir{Q}", apertura="Una")
    enviar(tecnica, f"{ACTA}/abrir{Q}", plazo=hoy())
    concejala = entrar_como(casa, Rol.CONCEJO, TUNARI, nombre="Eva Lazo")
    assert enviar(concejala, f"{ACTA}/observar{Q}", texto="Falta la lluvia").status_code == 303
    return concejala


def test_una_observacion_se_responde_y_va_al_acta(casa, tecnica, observada):
    assert "1 sin responder" in tecnica.get(ACTA + Q).text
    assert "quedó así" in tecnica.get(f"{ACTA}/cerrar{Q}").text
    responder = observacion(tecnica, "responder")
    assert observada.get(responder).status_code == 403
    assert "Falta la lluvia" in tecnica.get(responder).text
    assert enviar(tecnica, responder, suerte="sin_responder", respuesta="x").status_code == 422
    assert enviar(tecnica, responder, suerte="acogida").status_code == 422
    dicha = {"suerte": "no_acogida", "respuesta": "No llovió ese día"}
    assert enviar(tecnica, responder, **dicha).status_code == 303
    assert enviar(tecnica, responder, **dicha).status_code == 303
    choque = enviar(tecnica, responder, suerte="acogida", respuesta="Se puso", version="0")
    assert (choque.status_code, "Otra persona guardó antes" in choque.text) == (409, True)
    assert enviar(tecnica, f"{ACTA}/cerrar{Q}", motivo="Se aprobó").status_code == 303
    publica = anonimo(casa).get(ACTA + Q).text
    assert "No acogida: No llovió ese día" in publica
    assert "Eva Lazo" not in publica
    assert tecnica.get(responder).status_code == 422


def test_una_observacion_se_retira_por_error_y_solo_la_propia(casa, tecnica, observada):
    retirar = observacion(observada, "retirar")
    otro = entrar_como(casa, Rol.CONTROL_SOCIAL, TUNARI)
    assert otro.get(retirar).status_code == 403
    assert "/observaciones/" not in otro.get(ACTA + Q).text
    ajena = entrar_como(casa, Rol.TECNICO_MUNICIPAL, CHIMORE)
    assert ajena.get(retirar).status_code == 403
    assert ajena.get(f"{ACTA}/observar{Q}").status_code == 403
    assert enviar(observada, retirar).status_code == 422
    vieja = enviar(observada, retirar, motivo="Era de otra", version="4")
    assert vieja.status_code == 409
    assert enviar(observada, retirar, motivo="Era de otra acta").status_code == 303
    assert "Falta la lluvia" not in tecnica.get(ACTA + Q).text
    assert tecnica.get(retirar).status_code == 404


def test_las_constancias_posteriores_van_en_su_hoja_y_el_acta_no_cambia(casa, cerrada):
    acta = cerrada.get(f"{ACTA}.pdf{Q}&nombres=si").data
    hoja = f"{ACTA}/constancias.pdf{Q}"
    assert anonimo(casa).get(hoja).status_code == 404
    enviar(cerrada, f"{ACTA}/constancia{Q}", de="p3", medio="huella", testigo="Luz")
    publica = anonimo(casa).get(hoja)
    sello = verificar(publica.data, casa.sellador.clave)
    assert (sello.documento, sello.resumen) == (
        "constancias",
        verificar(acta, casa.sellador.clave).resumen,
    )
    assert anonimo(casa).get(f"{hoja}&nombres=si").status_code == 403
    assert cerrada.get(f"{hoja}&nombres=si").headers["Cache-Control"] == "private, no-store"
    assert publica.data == anonimo(casa).get(hoja).data
    assert cerrada.get(f"{ACTA}.pdf{Q}&nombres=si").data == acta
    assert "constancias.pdf" in anonimo(casa).get(ACTA + Q).text


def test_un_modulo_que_falla_no_bloquea_el_acta_y_se_dice_cual(casa, tecnica, monkeypatch):
    enviar(tecnica, f"{ACTA}/escribir{Q}", apertura="Una")
    enviar(tecnica, f"{ACTA}/abrir{Q}", plazo=hoy())
    caida = ErrorDePlugin("salud", "puntos_de_agenda", "Villa Tunari", "se rompió")
    bueno = Conjunto.recoger_lo_sano
    monkeypatch.setattr(Conjunto, "recoger_lo_sano", lambda *a, **d: (bueno(*a, **d)[0], [caida]))
    assert "porque fallaron: Salud" in tecnica.get(ACTA + Q).text
    assert "falta lo suyo" in tecnica.get(f"{ACTA}/cerrar{Q}").text
    assert enviar(tecnica, f"{ACTA}/cerrar{Q}", motivo="Se aprobó").status_code == 303
    monkeypatch.undo()
    assert "porque fallaron: Salud" in anonimo(casa).get(ACTA + Q).text
    assert anonimo(casa).get(f"{ACTA}.pdf{Q}").status_code == 200


@pytest.mark.usefixtures("cerrada")
def test_una_cerrada_reabierta_por_sql_se_senala(casa):
    motor = crear_motor(f"sqlite:///{casa.instancia / 'base.db'}")
    with motor.begin() as conexion:
        conexion.exec_driver_sql("UPDATE actas SET estado = 'en_observacion'")
    motor.dispose()
    assert "la base la tiene abierta" in anonimo(casa).get(ACTA + Q).text


@pytest.mark.usefixtures("cerrada")
def test_lo_guardado_ilegible_se_dice_y_la_pagina_no_se_cae(casa):
    motor = crear_motor(f"sqlite:///{casa.instancia / 'base.db'}")
    for cambio in (
        """UPDATE actas SET contenido = replace(contenido, '"cuando":"2', '"cuando":"ayer 2')""",
        """UPDATE actas SET constancias = '[{"x": "y"}]'""",
        "UPDATE actas SET contenido = '{'",
    ):
        with motor.begin() as conexion:
            conexion.exec_driver_sql(cambio)
        pagina = anonimo(casa).get(ACTA + Q)
        assert (pagina.status_code, "Algo no coincide" in pagina.text) == (200, True), cambio
    motor.dispose()


def test_sin_lista_cada_quien_solo_puede_ser_lo_que_su_cargo_representa(casa, tecnica, monkeypatch):
    sin_nadie = replace(partes(6), participantes=())
    monkeypatch.setattr(actas, "partes_de", lambda *_: sin_nadie)
    monkeypatch.setattr(comprobaciones, "partes_de", lambda *_: sin_nadie)
    enviar(tecnica, f"{ACTA}/escribir{Q}", apertura="Una")
    enviar(tecnica, f"{ACTA}/abrir{Q}", plazo=hoy())
    enviar(tecnica, f"{ACTA}/cerrar{Q}", motivo="Se aprobó")
    usuario = crear_usuario(casa, "Eva Lazo", con_factor=True, clave="cuatro llamas cruzan")
    dar_mandato(casa, usuario, Rol.CONCEJO, TUNARI)
    concejala, donde = entrar(casa, usuario), f"{ACTA}/conformidad{Q}"
    pagina = concejala.get(donde).text
    assert 'value="concejo"' in pagina
    assert 'value="control_social"' not in pagina
    codigo = pyotp.TOTP(usuario.totp).now()
    ajeno = enviar(concejala, donde, de="control_social", codigo=codigo)
    assert (ajeno.status_code, "Elija una de la lista" in ajeno.text) == (422, True)
    assert enviar(concejala, donde, de="concejo", codigo=codigo).status_code == 303
    assert "Conformidad electrónica" in anonimo(casa).get(ACTA + Q).text


def test_pasado_el_plazo_no_dice_que_todavia_se_puede_observar(casa, tecnica, monkeypatch):
    enviar(tecnica, f"{ACTA}/escribir{Q}", apertura="Se abrió.")
    enviar(tecnica, f"{ACTA}/abrir{Q}", plazo=hoy())
    assert "Se puede observar hasta" in anonimo(casa).get(f"{ACTA}{Q}").text
    manana = dia_en_bolivia(ahora()) + timedelta(days=1)
    monkeypatch.setattr(calendarios, "hoy_de", lambda _: manana)
    pagina = tecnica.get(f"{ACTA}{Q}").text
    assert "El plazo para observarla terminó" in pagina
    assert "Observar el acta" not in pagina
    assert "Cerrar el acta" in pagina
