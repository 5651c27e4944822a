import socket

import pytest

from nucleo.correo.mensajes import leer
from nucleo.correo.smtp import PorSmtp
from nucleo.dominio.cartas import Carta, CorreoNoEnviado
from nucleo.dominio.configuracion import ConfiguracionDeCorreo, Seguridad
from tests.correo.conftest import CLAVE, USUARIO, autenticar, servidor

CARTA = Carta("ana@ejemplo.bo", "Invitación de Ch’alla Pampa", "Buen día:\n\nñandú\n")


def correo(puerto, seguridad, clave="", usuario="", confianza=None):
    ajustes = ConfiguracionDeCorreo("127.0.0.1", "tinkuy@alcaldia.bo", puerto, seguridad, usuario)
    return PorSmtp(ajustes, clave, "Tinkuy", confianza)


def test_sin_cifrar_en_la_misma_maquina():
    with servidor() as (buzon, puerto):
        correo(puerto, Seguridad.NINGUNA).enviar(CARTA)
    [sobre] = buzon.recibidas
    assert (sobre.mail_from, sobre.rcpt_tos) == ("tinkuy@alcaldia.bo", ["ana@ejemplo.bo"])
    assert leer(sobre.content)[0] == CARTA


def test_con_starttls_y_clave(certificado):
    del_servidor, confianza = certificado
    exige = {"tls_context": del_servidor, "require_starttls": True, "auth_required": True}
    with servidor(**exige, authenticator=autenticar) as (buzon, puerto):
        bueno = correo(puerto, Seguridad.STARTTLS, CLAVE.decode(), USUARIO.decode(), confianza)
        bueno.comprobar()
        bueno.enviar(CARTA)
        malo = correo(puerto, Seguridad.STARTTLS, "otra", USUARIO.decode(), confianza)
        with pytest.raises(CorreoNoEnviado):
            malo.enviar(CARTA)
    assert len(buzon.recibidas) == 1


def test_a_un_certificado_desconocido_no_se_le_entrega_nada(certificado):
    ajeno = certificado[0]
    with servidor(tls_context=ajeno) as (buzon, puerto), pytest.raises(CorreoNoEnviado):
        correo(puerto, Seguridad.STARTTLS).enviar(CARTA)
    assert buzon.recibidas == []


def test_si_el_servidor_no_cifra_no_se_baja_a_texto_llano():
    with servidor() as (buzon, puerto), pytest.raises(CorreoNoEnviado):
        correo(puerto, Seguridad.STARTTLS).enviar(CARTA)
    assert buzon.recibidas == []


def test_un_servidor_que_no_esta_es_un_correo_que_no_salio():
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        puerto = libre.getsockname()[1]
    with pytest.raises(CorreoNoEnviado) as error:
        correo(puerto, Seguridad.NINGUNA).enviar(CARTA)
    assert error.value.datos["motivo"] == "ConnectionRefusedError"
