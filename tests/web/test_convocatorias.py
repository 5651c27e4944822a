"""La convocatoria en pantalla: con qué palabras, el afiche y la constancia de entrega."""

from dataclasses import replace

import pytest

from nucleo.dominio.roles import Rol
from nucleo.textos.convocatorias import LARGO_DE_MENSAJE, Anuncio, correo, guion, mensaje
from nucleo.web.formato import fecha
from tests.web.casa import CHIMORE, TUNARI, anonimo, entrar_como, enviar, fundar_organizacion

CICLO = "/villa-tunari/ciclo"
RAIZ = f"{CICLO}/cumbre-2/convocatoria"
PAGINA = f"{RAIZ}?gestion=2031"
CUMBRE = Anuncio(
    "Villa Tunari", 2031, "Cumbre 2", "Segunda Cumbre: demanda calificada", "18 de agosto de 2030",
    "09:00", "Coliseo municipal", ("Bienvenida",), ("Formularios",), ("OTB", "Concejo"),
    "https://tinkuy.bo/villa-tunari/ciclo/cumbre-2?gestion=2031",
)  # fmt: skip


@pytest.fixture
def tecnica(casa):
    cliente = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    enviar(cliente, f"{CICLO}/abrir?gestion=2031", limite="10/09/2030")
    return cliente


@pytest.fixture
def otb(casa):
    return fundar_organizacion(casa, nombre="Comunidad Ch’alla")


def constancias(casa, ambito=TUNARI):
    with casa.unidad_de_lectura(ambito) as unidad:
        return list(unidad.convocatorias.de_evento(2031, "cumbre-2"))


def test_cada_medio_dice_cuando_donde_y_que_se_trata():
    for dicho in (correo(CUMBRE), guion(CUMBRE), mensaje(CUMBRE)):
        assert "18 de agosto de 2030" in dicho
        assert "09:00" in dicho
        assert "Coliseo municipal" in dicho
    assert "- Bienvenida" in correo(CUMBRE)
    assert CUMBRE.direccion in correo(CUMBRE)
    assert guion(CUMBRE).count("18 de agosto de 2030") == 2


@pytest.mark.parametrize(
    ("cambio", "queda"),
    [
        ({}, "Segunda Cumbre"),
        ({"nombre": "Cumbre " * 30}, "tinkuy.bo"),
        ({"nombre": "Cumbre " * 30, "direccion": "https://t.bo/" + "x" * 200}, "Coliseo"),
        ({"lugar": "Coliseo " * 40}, "09:00"),
        ({"municipio": "Villa " * 80}, "…"),
    ],
)
def test_el_mensaje_siempre_cabe(cambio, queda):
    dicho = mensaje(replace(CUMBRE, **cambio))
    assert len(dicho) <= LARGO_DE_MENSAJE
    assert queda in dicho


def test_cualquiera_ve_los_textos_y_baja_el_afiche(casa, tecnica):
    assert tecnica
    pagina = anonimo(casa).get(PAGINA).text
    assert "Villa Tunari le convoca: " in pagina
    assert "por confirmar" in pagina
    assert "Organizaciones de mujeres" in pagina
    assert "Anotar que una organización" not in pagina
    for lengua in ("", "&en=qu", "&en=zz"):
        assert anonimo(casa).get(f"{PAGINA}{lengua}").status_code == 200
        papel = anonimo(casa).get(f"{RAIZ}/afiche.pdf?gestion=2031{lengua}")
        assert (papel.mimetype, papel.data[:5]) == ("application/pdf", b"%PDF-")
    assert anonimo(casa).get(f"{RAIZ}?gestion=2040").status_code == 404


def test_la_constancia_de_entrega_no_muestra_personas_al_publico(casa, tecnica, otb):
    dada = enviar(
        tecnica, PAGINA, organizacion=str(otb.id), medio="verbal", recibio="Ana Quispe, jilacata"
    )
    assert (dada.status_code, len(constancias(casa)), constancias(casa, CHIMORE)) == (303, 1, [])
    assert "Ana Quispe, jilacata" in tecnica.get(PAGINA).text
    publica = anonimo(casa).get(PAGINA).text
    assert "1 de 1" in publica
    assert "De palabra: 1" in publica
    assert "Ana Quispe" not in publica
    mala = enviar(tecnica, PAGINA, organizacion=str(otb.id), medio="radio", fecha="01/01/2090")
    assert (mala.status_code, "todavía no llega" in mala.text) == (422, True)
    vacia = enviar(tecnica, PAGINA)
    assert vacia.status_code == 422


def test_quitar_la_anotada_por_error(casa, tecnica, otb):
    enviar(tecnica, PAGINA, organizacion=str(otb.id), medio="radio")
    quitar = f"{RAIZ}/{constancias(casa)[0].id}/quitar?gestion=2031"
    assert otb.nombre in tecnica.get(quitar).text
    assert enviar(tecnica, quitar).status_code == 303
    assert constancias(casa) == []
    assert tecnica.get(quitar).status_code == 404
    social = entrar_como(casa, Rol.CONTROL_SOCIAL, TUNARI)
    assert social.get(quitar).status_code == 403


def test_la_de_lo_ya_hecho_dice_que_dia_se_hizo_de_verdad(casa, tecnica):
    programado = fecha(evento(casa).fecha)
    assert programado in anonimo(casa).get(PAGINA).text
    hecho = f"{CICLO}/cumbre-2/avanzar?gestion=2031&hacia=realizado"
    assert enviar(tecnica, hecho, dia="", motivo="Se hizo antes").status_code == 303
    pagina, suyo = anonimo(casa).get(PAGINA).text, evento(casa)
    assert suyo.dia != suyo.fecha
    assert f"Este encuentro ya se hizo, el {fecha(suyo.dia)}" in pagina
    assert pagina.count(fecha(suyo.dia)) > 4
    assert programado not in pagina
    citas = anonimo(casa).get(f"{CICLO}.ics?gestion=2031").text
    assert f"{suyo.dia:%Y%m%d}" in citas


def evento(casa):
    with casa.unidad_de_lectura(TUNARI) as unidad:
        return next(e for e in unidad.calendarios.eventos(2031) if e.clave == "cumbre-2")


def test_desde_la_pagina_se_anota_que_se_convoco(tecnica):
    assert "hacia=convocado" in tecnica.get(PAGINA).text
    avanzar = f"{CICLO}/cumbre-2/avanzar?gestion=2031&hacia=convocado"
    assert enviar(tecnica, avanzar).status_code == 303
    assert "hacia=convocado" not in tecnica.get(PAGINA).text
    ficha = tecnica.get(f"{CICLO}/cumbre-2?gestion=2031").text
    assert "/convocatoria?" in ficha
    assert "/asistencia?" in ficha
