"""Cada formulario que alguna página ofrece: ni un campo de más, ni un guion sin escapar."""

import pytest

from tests.web.ataques.envios import (
    envios_de,
    es_de_texto,
    guardado,
    llenar,
    paginas,
    poblar,
    quien_puede_todo,
)
from tests.web.casa import anonimo

AJENOS = ("municipio_id", "usuario_id", "rol_ajeno", "estado_ajeno", "quien_lo_hizo")
MARCA = "valorajenozq"
GUION = "<script>alert('zq')</script>"
IMAGEN = "\"'><img src=x onerror=alert('zq')>"
CARGA = f"Agua {GUION}{IMAGEN}"
BOTONES = {
    "/<municipio>/ajustes/modulos/<plugin>/apagar",
    "/<municipio>/ajustes/modulos/<plugin>/encender",
    "/<municipio>/distritos/<distrito>/quitar",
    "/<municipio>/poa/lineas/<int:orden>/quitar",
    "/<municipio>/priorizacion/congelar",
    "/departamentos/<departamento>/ajustes/modulos/<plugin>/apagar",
    "/departamentos/<departamento>/ajustes/modulos/<plugin>/encender",
    "/departamentos/<departamento>/municipios/<cual>/reactivar",
    "/mi/sesiones/<uuid:sesion>/cerrar",
    "/plataforma/municipios/<cual>/reactivar",
}
"""Un botón solo: no leen ningún campo, y lo que venga de más no llega a ningún lado."""


@pytest.fixture
def mundo(casa):
    existentes = poblar(casa)
    cliente = quien_puede_todo(casa)
    return casa, cliente, existentes, envios_de(casa, cliente, existentes)


def test_un_campo_que_no_se_ofrecio_se_rechaza_y_no_se_escribe_nada(mundo):
    """Bien llenado y con uno de más: 422, y la base queda como estaba, byte por byte."""
    casa, cliente, _, envios = mundo
    con_campos = [e for e in envios if e.regla not in BOTONES]
    assert len(con_campos) >= 25
    antes, mal = guardado(casa), []
    for envio in con_campos:
        for ajeno in AJENOS:
            datos = llenar(envio.formulario, "Agua potable") | {ajeno: MARCA}
            estado = cliente.post(envio.destino, data=datos).status_code
            if estado != 422 or guardado(casa) != antes:
                mal.append((envio.regla, ajeno, estado, guardado(casa) != antes))
    assert not mal, mal


def test_lo_que_viene_de_mas_en_un_boton_no_llega_a_ningun_lado(mundo):
    casa, cliente, _, envios = mundo
    botones = [e for e in envios if e.regla in BOTONES]
    assert len(botones) >= 5
    for envio in botones:
        datos = dict(envio.formulario.valores) | dict.fromkeys(AJENOS, MARCA)
        assert cliente.post(envio.destino, data=datos).status_code < 500, envio.regla
        assert MARCA not in guardado(casa), envio.regla


def test_lo_que_alguien_escribe_sale_escapado_en_toda_pagina(mundo):
    casa, cliente, existentes, envios = mundo
    con_texto = [e for e in envios if any(map(es_de_texto, e.formulario.campos.values()))]
    assert len(con_texto) >= 10
    for envio in con_texto:
        respuesta = cliente.post(envio.destino, data=llenar(envio.formulario, CARGA))
        assert respuesta.status_code < 500, envio.regla
        sin_escapar(envio.regla, respuesta.text)
    assert guardado(casa).count("<script>alert(") >= 5, "algo quedó escrito"
    mostrada = 0
    for quien in (cliente, anonimo(casa)):
        for regla, texto in paginas(casa, quien, existentes):
            sin_escapar(regla, texto)
            mostrada += "&lt;script&gt;alert(" in texto
    assert mostrada >= 3, "y se mostró"


def sin_escapar(regla, texto):
    assert "<script>alert(" not in texto, regla
    assert "<img src=x" not in texto, regla
    assert "onerror=alert('zq')>" not in texto, regla
