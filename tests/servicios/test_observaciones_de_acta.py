"""Una observación se responde y se retira por error, antes de cerrar; la bitácora, sin nombres."""

from dataclasses import replace

import pytest

from nucleo.dominio.actas import ActaCerrada, leer_acta
from nucleo.dominio.errores import EdicionConcurrente, NoExiste, SinPermiso
from nucleo.dominio.observaciones_de_acta import Suerte
from nucleo.servicios import actas
from nucleo.servicios.observaciones_de_acta import observar, responder, retirar
from tests.ejemplos import GESTION
from tests.servicios.test_actas import CLAVE, HOY, cerrar, ctx, hecha, hechos

__all__ = ["ctx", "hecha"]
ROSA = ("Falta decir que llovió", "Rosa Cuéllar", "OTB Norte")


@pytest.fixture
def observada(ctx, hecha):
    acta = actas.empezar(ctx, hecha, CLAVE)
    actas.abrir_a_observaciones(ctx, hecha, CLAVE, acta.version, HOY)
    observar(replace(ctx, quien="Rosa Cuéllar, Dirigencia [aa11bb]"), hecha, CLAVE, *ROSA)
    return acta


def responder_a(ctx, unidad, acta, suerte=Suerte.ACOGIDA, texto="Se agregó", version=0, n=0):
    return responder(ctx, unidad, CLAVE, acta.observada[n].clave, version, suerte, texto)


def test_lo_respondido_va_al_acta_cerrada_y_la_bitacora_no_dice_de_quien(ctx, hecha, observada):
    responder_a(ctx, hecha, observada)
    [dicha] = leer_acta(cerrar(ctx, hecha, antes_de_plazo="Ya").contenido).observaciones
    assert (dicha.suerte, dicha.respuesta, dicha.version) == (Suerte.ACOGIDA, "Se agregó", 1)
    [hecho] = hechos(hecha, "acta.observacion_respondida")
    assert hecho.carga == {
        "gestion": GESTION, "evento": CLAVE, "observacion": 1, "suerte": "acogida",
    }  # fmt: skip


def test_lo_mismo_otra_vez_no_hace_nada_y_dos_no_se_pisan(ctx, hecha, observada):
    for _ in range(2):
        responder_a(ctx, hecha, observada)
    assert len(hechos(hecha, "acta.observacion_respondida")) == 1
    with pytest.raises(EdicionConcurrente):
        responder_a(ctx, hecha, observada, Suerte.NO_ACOGIDA, "No consta")
    responder_a(ctx, hecha, observada, Suerte.NO_ACOGIDA, "No consta", version=1)
    assert (observada.observada[0].respuesta, observada.observada[0].version) == ("No consta", 2)


def test_que_llegue_otra_observacion_no_impide_responder_esta(ctx, hecha, observada):
    cual = observada.observada[0].clave
    observar(ctx, hecha, CLAVE, "Otra cosa", "Ana")
    responder(ctx, hecha, CLAVE, cual, 0, Suerte.ACOGIDA, "Se agregó")
    assert [o.suerte for o in observada.observada] == [Suerte.ACOGIDA, Suerte.SIN_RESPONDER]


def test_la_retira_quien_la_escribio_o_quien_lleva_el_ciclo_y_nadie_mas(ctx, hecha, observada):
    cual = observada.observada[0].clave
    otra = replace(ctx, quien="Eva Lazo, Dirigencia [cc22dd]")
    with pytest.raises(SinPermiso):
        retirar(otra, hecha, CLAVE, cual, 0, "No me gusta", lleva=False)
    with pytest.raises(EdicionConcurrente):
        retirar(ctx, hecha, CLAVE, cual, 1, "Repetida", lleva=True)
    rosa = replace(ctx, quien="Rosa Cuéllar, Dirigencia [aa11bb]")
    retirar(rosa, hecha, CLAVE, cual, 0, "Era de otra acta", lleva=False)
    assert observada.observada == ()
    [hecho] = hechos(hecha, "acta.observacion_retirada")
    assert hecho.carga["motivo"] == "Era de otra acta"
    assert (hecho.carga["propia"], hecho.carga["cuantas"]) == (True, 0)
    assert not any(ROSA[1] in str(h.carga) or ROSA[0] in str(h.carga) for h in hecha.hechos)
    with pytest.raises(NoExiste):
        retirar(rosa, hecha, CLAVE, cual, 0, "Otra vez", lleva=False)


def test_la_bitacora_dice_si_la_retiro_otra_persona(ctx, hecha, observada):
    retirar(ctx, hecha, CLAVE, observada.observada[0].clave, 0, "Repetida", lleva=True)
    assert hechos(hecha, "acta.observacion_retirada")[0].carga["propia"] is False


def test_cerrada_ni_se_responde_ni_se_retira(ctx, hecha, observada):
    cual = observada.observada[0].clave
    cerrar(ctx, hecha, antes_de_plazo="Ya")
    with pytest.raises(ActaCerrada):
        responder(ctx, hecha, CLAVE, cual, 0, Suerte.ACOGIDA, "Tarde")
    with pytest.raises(ActaCerrada):
        retirar(ctx, hecha, CLAVE, cual, 0, "Tarde", lleva=True)
    [dicha] = leer_acta(observada.contenido).observaciones
    assert dicha.suerte is Suerte.SIN_RESPONDER
