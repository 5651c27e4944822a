"""Los plazos se cuentan hacia atrás desde la entrega del POA, y la cadena no se rompe."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.eventos import (
    AvanceNoPermitido,
    EstadoDeEvento,
    Evento,
    en_cadena,
    plazos,
    siguiente,
)
from nucleo.dominio.identidad import nuevo_id
from nucleo.pruebas import MEDIODIA

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
ENERO = date(2026, 1, 5)
LIMITE = date(2026, 9, 8)


def test_con_tiempo_todo_llega_y_lo_tardio_se_cuenta_hacia_atras():
    cuentas = plazos(MGMP, 2027, LIMITE, ENERO)
    assert all(p.llega for p in cuentas.values())
    assert cuentas["cumbre-3"].tarde == LIMITE - timedelta(days=MGMP.concejo)
    assert cuentas["cumbre-2"].tarde == cuentas["cumbre-3"].tarde - timedelta(days=10)
    assert cuentas["rdc"].tarde == cuentas["cumbre-2"].tarde - timedelta(days=7)
    assert cuentas["cumbre-1"].tarde == date(2026, 7, 31)
    assert cuentas["acs-3"].tarde == date(2026, 10, 31)  # nadie lo espera: va después de entregar


def test_una_entrega_mas_temprana_aprieta_a_toda_la_cadena():
    antes, apretada = (plazos(MGMP, 2027, dia, ENERO) for dia in (LIMITE, date(2026, 8, 10)))
    for clave in ("cumbre-1", "acs", "rdc", "cumbre-2", "cumbre-3"):
        assert apretada[clave].tarde < antes[clave].tarde
    assert apretada["eda-1"].tarde == antes["eda-1"].tarde
    assert not apretada["cumbre-3"].llega  # su ventana empieza en septiembre


def test_un_encuentro_atrasado_empuja_a_los_que_le_siguen():
    atrasada = {"cumbre-1": date(2026, 8, 10)}
    cuentas = plazos(MGMP, 2027, LIMITE, ENERO, atrasada)
    assert cuentas["acs"].pronto == date(2026, 8, 20)
    assert not cuentas["acs"].llega
    assert cuentas["eda-2"].llega


@given(
    limite=st.dates(date(2026, 1, 1), date(2027, 3, 1)),
    hoy=st.dates(date(2025, 12, 1), date(2026, 12, 31)),
)
def test_la_cadena_siempre_deja_sus_dias_de_preparacion(limite: date, hoy: date):
    cuentas = plazos(MGMP, 2027, limite, hoy)
    assert sorted(en_cadena(MGMP)) == sorted(MGMP.eventos)
    for plazo in cuentas.values():
        assert plazo.pronto >= hoy
        if antes := plazo.tipo.sigue_a:
            preparar = timedelta(days=plazo.tipo.preparar)
            assert plazo.pronto - preparar >= cuentas[antes].pronto
            assert cuentas[antes].tarde <= plazo.tarde - preparar
        if plazo.llega:
            assert plazo.pronto <= plazo.propuesta <= plazo.tarde


def test_un_encuentro_avanza_de_a_un_paso():
    evento = Evento(nuevo_id(), 2027, "cumbre-2", 8, "Cumbre 2", "Segunda", date(2026, 8, 18))
    assert not evento.hecho
    with pytest.raises(AvanceNoPermitido):
        evento.avanzar(EstadoDeEvento.REALIZADO, MEDIODIA, "ana")
    for hacia in [*EstadoDeEvento][1:]:
        evento.avanzar(hacia, MEDIODIA, "ana")
    assert evento.desde_cuando(EstadoDeEvento.EN_CURSO) == MEDIODIA
    assert evento.hecho
    assert siguiente(evento.estado) is None


def test_lo_mas_pronto_no_es_ayer_y_lo_mas_tarde_no_pasa_de_su_ventana():
    tarde = date(2026, 8, 28)
    cuentas = plazos(MGMP, 2027, date(2027, 3, 1), tarde, {"cumbre-1": ENERO}, ENERO)
    assert cuentas["acs"].pronto == cuentas["eda-1"].pronto == tarde
    for clave, tipo in MGMP.eventos.items():
        assert cuentas[clave].tarde <= tipo.ventana(2026)[1]
    eda = MGMP.eventos["eda-1"].hasta.en(2026)
    for hoy, vencio in ((eda, False), (eda + timedelta(days=1), True)):
        assert plazos(MGMP, 2027, LIMITE, hoy)["eda-1"].vencio is vencio


def test_el_que_no_sigue_a_nadie_se_prepara_desde_que_se_abrio():
    """No desde hoy: así, quince días antes de su fecha parecería que no llega."""
    febrero = date(2026, 2, 20)
    assert plazos(MGMP, 2027, LIMITE, febrero, {}, ENERO)["eda-1"].pronto == febrero
    assert plazos(MGMP, 2027, LIMITE, febrero)["eda-1"].pronto == date(2026, 3, 7)
