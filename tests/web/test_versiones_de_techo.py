"""Las versiones del techo por pantalla: de borrador a fijado, sin que nadie pise a nadie."""

import pytest

from nucleo.dominio.roles import Rol
from tests.web.casa import TUNARI, anonimo, entrar_como, enviar, ficha_de
from tests.web.paginas import formulario_de
from tests.web.pasos import GESTION

RAIZ = "/villa-tunari/techo/versiones"
UNA = f"{RAIZ}/1"
LLENO = {
    "fuente-0": "41-113", "monto-0": "12.000.000,50", "procedencia-0": "Nota MEFP",
    "gasto-0": "Servicios de salud", "apertura-0": "20 0 99", "sale-0": "41-113",
    "descuento-0": "1.860.000,08", "base-0": "Ley, por verificar",
}  # fmt: skip


def en(direccion):
    return f"{direccion}?gestion={GESTION}"


@pytest.fixture
def tecnico(casa):
    return entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)


@pytest.fixture
def borrador(tecnico):
    respuesta = enviar(
        tecnico, en(RAIZ), accion=en(f"{RAIZ}/abrir"), motivo="Llegó el techo oficial"
    )
    assert respuesta.status_code == 303
    return respuesta.location


def test_de_borrador_a_fijado_y_lo_distribuible_es_lo_que_se_gasta(casa, tecnico, borrador):
    mal = enviar(tecnico, borrador, **LLENO | {"sale-0": "20-210"})
    assert (mal.status_code, "12.000.000,50" in mal.text) == (422, True), "lo escrito no se pierde"
    assert enviar(tecnico, borrador, **LLENO).status_code == 303
    vieja = enviar(tecnico, borrador, **LLENO | {"vista": "1", "monto-0": "7.000.000"})
    assert (vieja.status_code, "7.000.000" in vieja.text) == (409, True)
    assert enviar(tecnico, en(f"{UNA}/fijar")).status_code == 422, "antes se aprueba"
    assert enviar(tecnico, en(f"{UNA}/aprobar")).status_code == 422, "sin documento no"
    assert enviar(tecnico, en(f"{UNA}/aprobar"), constancia="Nota 12").status_code == 303
    assert enviar(tecnico, en(f"{UNA}/fijar")).status_code == 303
    assert enviar(tecnico, en(f"{UNA}/fijar")).status_code == 422, "dos veces no"
    publica = anonimo(casa).get(en(UNA)).text
    assert "10.140.000,42" in publica
    assert "Nota 12" in publica
    assert "10140000,42" in anonimo(casa).get(en(f"{UNA}.csv")).text
    techo = en("/villa-tunari/techo")
    trae = formulario_de(tecnico.get(techo).text, "").valores
    encima = tecnico.post(techo, data=trae | {"monto-0": "5", "accion": "reemplazar"})
    assert encima.status_code == 422
    assert "gastos obligatorios" in encima.text


def test_un_renglon_a_medias_o_repetido_se_dice_en_su_campo(tecnico, borrador):
    a_medias = enviar(tecnico, borrador, **LLENO | {"monto-0": ""})
    assert a_medias.status_code == 422
    assert "Complete o borre" in a_medias.text
    repetida = enviar(tecnico, borrador, **LLENO | {"fuente-1": "41 113", "monto-1": "5"})
    assert "ya está más arriba" in repetida.text


@pytest.mark.parametrize("rol", [Rol.DIRIGENCIA, Rol.CONCEJO, Rol.CONTROL_SOCIAL])
def test_mira_cualquiera_y_escribe_quien_puede(casa, rol):
    otra = entrar_como(casa, rol, TUNARI)
    assert otra.get(en(RAIZ)).status_code == 200
    assert (
        otra.post(en(f"{RAIZ}/abrir"), data={"csrf_token": ficha_de(otra, "/mi")}).status_code
        == 403
    )
    assert anonimo(casa).get(en(f"{RAIZ}/9")).status_code == 404


def test_nadie_aprueba_ni_fija_lo_que_no_leyo_y_enviar_dos_veces_no_falla(casa, tecnico, borrador):
    alcaldesa = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    enviar(tecnico, borrador, **LLENO)
    aprobar, fijar = en(f"{UNA}/aprobar"), en(f"{UNA}/fijar")
    leida = formulario_de(alcaldesa.get(aprobar).text).valores | {"constancia": "Nota 12"}
    enviar(tecnico, borrador, **LLENO | {"monto-0": "99.000.000"})
    choque = alcaldesa.post(aprobar, data=leida)
    assert (choque.status_code, "99.000.000" in choque.text) == (409, True)
    leida = formulario_de(choque.text).valores | {"constancia": "Nota 12"}
    for _ in range(2):
        assert alcaldesa.post(aprobar, data=leida).status_code == 303
    vieja = formulario_de(alcaldesa.get(fijar).text).valores
    enviar(tecnico, en(f"{UNA}/devolver"), motivo="Estaba mal")
    enviar(tecnico, borrador, **LLENO)
    enviar(tecnico, aprobar, constancia="Nota 13")
    assert alcaldesa.post(fijar, data=vieja).status_code == 409
    datos = formulario_de(alcaldesa.get(fijar).text).valores
    for _ in range(2):
        assert alcaldesa.post(fijar, data=datos).status_code == 303
    ajena = datos | {"csrf_token": ficha_de(tecnico, "/mi")}
    assert tecnico.post(fijar, data=ajena).status_code == 422, "otra persona, otro envío"
    assert "10.140.000,42" in anonimo(casa).get(en(UNA)).text


@pytest.mark.usefixtures("borrador")
def test_descartar_dos_veces_y_el_que_se_abrio_despues_no_se_toca(tecnico):
    quitar = en(f"{UNA}/descartar")
    datos = formulario_de(tecnico.get(quitar).text).valores
    for _ in range(2):
        assert tecnico.post(quitar, data=datos).status_code == 303
    enviar(tecnico, en(RAIZ), accion=en(f"{RAIZ}/abrir"), motivo="Otro")
    assert tecnico.post(quitar, data=datos).status_code == 409
    assert tecnico.get(en(UNA)).status_code == 200
    de_una_vez = tecnico.get(en("/villa-tunari/techo")).text
    assert "Ir a las versiones" in de_una_vez, "se avisa antes de escribir, no al guardar"
