"""Cambiar por pantalla y volver atrás, sin base."""

import pytest

from nucleo.configuracion.capas import Capa, fundir
from nucleo.dominio.ajustes import AjusteCambiado, AjusteInvalido, como_capa
from nucleo.dominio.errores import NoExiste
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba
from nucleo.servicios.ajustes import apagar, cambiar, encender, volver

HEREDADA = {"idiomas": ["es"], "plugins": {"salud": {"peso": 1}}}


def probar(_ambito, valores):
    capas = [Capa("ahora", como_capa({c: v})) for c, v in valores.items() if "valor" in v]
    probada = fundir([Capa("archivo", HEREDADA), *capas])
    if not probada.idiomas:
        raise AjusteInvalido("ahora", "idiomas", "vacía")
    return probada


@pytest.fixture
def unidad():
    return UnidadEnMemoria()


def hacer(servicio, unidad, *datos, **mas):
    return servicio(contexto_de_prueba(), unidad, probar, *datos, **mas)


def test_queda_con_autor_fecha_y_lo_que_habia(unidad):
    assert hacer(cambiar, unidad, {"idiomas": {"valor": ["es", "qu"]}}) == 1
    assert hacer(cambiar, unidad, {"idiomas": {"valor": ["qu"]}}) == 1
    primero, segundo = unidad.ajustes.todos()
    assert (primero.numero, primero.antes, primero.valor) == (1, {}, {"valor": ["es", "qu"]})
    assert (segundo.numero, segundo.antes) == (2, {"valor": ["es", "qu"]})
    assert segundo.quien == contexto_de_prueba().quien
    hecho = unidad.hechos[-1]
    assert hecho.que == "ajustes.cambiado"
    assert hecho.carga == {
        "numero": 2, "clave": "idiomas",
        "antes": {"valor": ["es", "qu"]}, "despues": {"valor": ["qu"]},
    }  # fmt: skip


def test_enviar_dos_veces_lo_mismo_deja_un_solo_cambio(unidad):
    hacer(cambiar, unidad, {"idiomas": {"valor": ["qu"]}}, visto=0)
    assert hacer(cambiar, unidad, {"idiomas": {"valor": ["qu"]}}, visto=0) == 0
    assert len(unidad.ajustes.todos()) == len(unidad.hechos) == 1


def test_lo_invalido_no_se_guarda(unidad):
    with pytest.raises(AjusteInvalido):
        hacer(cambiar, unidad, {"vocabulario": {"valor": "x"}, "idiomas": {"valor": []}})
    assert not unidad.ajustes.todos()
    assert not unidad.hechos


def test_quien_no_vio_el_ultimo_cambio_no_lo_pisa(unidad):
    hacer(cambiar, unidad, {"idiomas": {"valor": ["qu"]}}, visto=0)
    hacer(cambiar, unidad, {"vocabulario": {"valor": "x"}}, visto=0)  # otra clave no estorba
    with pytest.raises(AjusteCambiado):
        hacer(cambiar, unidad, {"idiomas": {"valor": ["ay"]}}, visto=0)
    assert hacer(cambiar, unidad, {"idiomas": {"valor": ["ay"]}}, visto=1) == 1


def test_volver_al_anterior_es_un_cambio_mas(unidad):
    hacer(cambiar, unidad, {"idiomas": {"valor": ["qu"]}})
    hacer(cambiar, unidad, {"idiomas": {"valor": ["ay"]}})
    assert hacer(volver, unidad, 2) == 1
    assert unidad.ajustes.todos()[-1].valor == {"valor": ["qu"]}
    assert hacer(volver, unidad, 2) == 0
    assert hacer(volver, unidad, 1) == 1
    assert unidad.ajustes.todos()[-1].valor == {}
    with pytest.raises(NoExiste):
        hacer(volver, unidad, 99)


def test_apagar_y_encender_recupera_los_ajustes_que_tenia(unidad):
    hacer(cambiar, unidad, {"plugins.salud": {"valor": {"peso": 5}}})
    assert hacer(apagar, unidad, "salud") == 1
    assert hacer(apagar, unidad, "salud") == 0
    assert hacer(encender, unidad, "salud") == 1
    assert unidad.ajustes.todos()[-1].valor == {"valor": {"peso": 5}}
    assert hacer(encender, unidad, "salud") == 0


def test_encender_uno_heredado_vuelve_a_lo_heredado_y_uno_nuevo_abre_su_tabla(unidad):
    hacer(apagar, unidad, "salud")
    hacer(encender, unidad, "salud")
    assert unidad.ajustes.todos()[-1].valor == {}
    hacer(encender, unidad, "riego")
    assert unidad.ajustes.todos()[-1].valor == {"valor": {}}
