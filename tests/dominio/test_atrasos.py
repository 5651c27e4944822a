"""Qué va atrasado, en qué y por qué, mirado desde la copia que el municipio dio."""

from datetime import date

import pytest

from nucleo.dominio.atrasos import NO_SE_HIZO, NO_TERMINA, atraso_de, donde_va
from nucleo.dominio.mensajes import Mensaje

FALTA = Mensaje("Ninguna organización entregó su formulario.")


def anio(*hechos, faltan=()):
    encuentros = [
        {"sigla": sigla, "fecha": fecha, "hecho": sigla in hechos}
        for sigla, fecha in [
            ("EDA 1", "2026-02-10"),
            ("Cumbre 2", "2026-08-18"),
            ("Cumbre 3", "2026-09-01"),
            ("ACS 3", "2026-10-10"),
        ]
    ]
    return {"limite": "2026-09-08", "encuentros": encuentros,
            "faltan": [f.como_json() for f in faltan]}  # fmt: skip


@pytest.mark.parametrize("sin", [None, anio("EDA 1")])
def test_al_dia_o_sin_abrir_no_hay_atraso(sin):
    assert atraso_de(sin, date(2026, 8, 18)) is None


def test_el_primero_que_no_se_hizo_con_lo_que_le_falta():
    atraso = atraso_de(anio("EDA 1", faltan=[FALTA]), date(2026, 8, 28))
    assert (atraso.que.texto, atraso.que.datos["sigla"]) == (NO_SE_HIZO, "Cumbre 2")
    assert (atraso.dias, [*atraso.faltan]) == (10, [FALTA])
    assert donde_va(anio("EDA 1")) == "Cumbre 2"


def test_lo_que_va_despues_de_la_entrega_no_es_atraso_hasta_su_dia():
    todo_menos = anio("EDA 1", "Cumbre 2", "Cumbre 3")
    assert atraso_de(todo_menos, date(2026, 9, 20)) is None
    assert donde_va(todo_menos) == "ACS 3"
    assert atraso_de(todo_menos, date(2026, 10, 11)).dias == 1


def test_todo_hecho_no_toca_nada():
    hecho = anio("EDA 1", "Cumbre 2", "Cumbre 3", "ACS 3")
    assert (atraso_de(hecho, date(2027, 1, 1)), donde_va(hecho)) == (None, "")


def test_el_que_empezo_y_sigue_no_se_dice_que_no_se_hizo():
    contado = anio("EDA 1")
    contado["encuentros"][1]["empezo"] = True
    atraso = atraso_de(contado, date(2026, 8, 28))
    assert (atraso.que.texto, atraso.dias) == (NO_TERMINA, 10)
