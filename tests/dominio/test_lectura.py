"""De texto a valor, sin adivinar."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio import lectura as de
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.lectura import DatoIlegible


@pytest.mark.parametrize(
    ("texto", "monto"),
    [
        ("1.234.567,50", "1234567.50"),
        ("Bs 1,234.50", "1234.50"),
        ("1234.5", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1\xa0234\xa0567", "1234567.00"),
        ("Bs. 1.500", "1500.00"),
        ("1.500", "1500.00"),
        ("12,5", "12.50"),
        ("12,00 Bolivianos", "12.00"),
        ("1,234,567", "1234567.00"),
        ("1'234'567.5", "1234567.50"),
        ("0.500", "0.50"),
        ("1234,500", "1234.50"),
        ("-Bs 3,20", "-3.20"),
        ("−5", "-5.00"),
        ("$b 7", "7.00"),
        ("007", "7.00"),
        ("12.000.-", "12000.00"),
        ("Bs12000", "12000.00"),
        ("1.234.567,50 Bs.-", "1234567.50"),
    ],
)
def test_dinero(texto, monto):
    assert str(de.dinero(texto)) == monto


@pytest.mark.parametrize(
    ("texto", "dice"),
    [
        ("1,500", "ambiguo"),
        ("1234,567", "más de dos decimales"),
        ("1.234,567", "más de dos decimales"),
        ("1,5670", "más de dos decimales"),
        ("mucho", "no es un número"),
        ("1.23.4", "no es un número"),
        ("1.234.56", "no es un número"),
        ("1.234,567,890", "no es un número"),
        ("12 34", "no es un número"),
        ("1.5E+06", "no es un número"),
        ("=1+1", "no es un número"),
        ("١٢", "no es un número"),
        ("²", "no es un número"),
        ("--5", "no es un número"),
        ("Bs", "no es un número"),
        ("", "no es un número"),
        ("9" * 400, "demasiado grande"),
        ("0," + "0" * 400, "demasiado grande"),
    ],
)
def test_dinero_dudoso_no_se_adivina(texto, dice):
    with pytest.raises(DatoIlegible, match=dice):
        de.dinero(texto)


@given(st.integers(-(10**14), 10**14).map(Dinero))
def test_el_dinero_va_y_vuelve(monto):
    assert de.dinero(monto.legible()) == monto
    assert de.dinero(str(monto)) == monto
    assert de.dinero(f"{monto.monto:,}") == monto


@given(st.text(max_size=30))
def test_cualquier_texto_da_un_valor_o_un_motivo(texto):
    for leer in (de.dinero, de.fecha, de.si_o_no, de.porcentaje, de.entero(), de.texto_de(20)):
        with suppress(DatoIlegible):  # cualquier otro error sí sale
            leer(texto)


def test_positivo_y_no_negativo():
    assert de.dinero_no_negativo("0") == Dinero(0)
    with pytest.raises(DatoIlegible, match="mayor que cero"):
        de.dinero_positivo("0,00")
    with pytest.raises(DatoIlegible, match="negativo"):
        de.dinero_no_negativo("-1")


@pytest.mark.parametrize(("texto", "valor"), [("1.500", 1500), ("12,00", 12), (" 7 ", 7)])
def test_entero(texto, valor):
    assert de.entero()(texto) == valor


@pytest.mark.parametrize("texto", ["1,5", "-1", "1001", "1,000", "doce", "40 familias"])
def test_entero_que_no_lo_es(texto):
    with pytest.raises(DatoIlegible):
        de.entero(0, 1000)(texto)


@pytest.mark.parametrize(
    "texto",
    [
        "12/07/2026", "12/7/26", "12-07-26", "12.07.2026", "2026-07-12", "2026-07-12 00:00:00",
        "12 de julio de 2026", "12 DE JULIO DEL 2026", "domingo, 12 de julio de 2026",
        "12-jul-2026", "12/07/2026 00:00:00", "12/07/2026 0:00",
    ],
)  # fmt: skip
def test_fecha(texto):
    assert de.fecha(texto) == date(2026, 7, 12)


@pytest.mark.parametrize(
    ("texto", "dice"),
    [
        ("07/25/2026", "no existe"),
        ("31/02/2026", "no existe"),
        ("12/07/0026", "año"),
        ("12 de juliembre de 2026", "no es una fecha"),
        ("julio", "no es una fecha"),
        ("45123", "no es una fecha"),
    ],
)
def test_fecha_que_no_es(texto, dice):
    with pytest.raises(DatoIlegible, match=dice):
        de.fecha(texto)


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_la_fecha_va_y_vuelve(dia):
    assert de.fecha(dia.isoformat()) == dia
    assert de.fecha(f"{dia:%d/%m/%Y}") == dia


def test_si_o_no():
    assert [de.si_o_no(t) for t in ("Sí", "X", "no", "FALSO")] == [True, True, False, False]
    with pytest.raises(DatoIlegible):
        de.si_o_no("quizás")


@pytest.mark.parametrize(("texto", "valor"), [("45,5 %", 45.5), ("100", 100.0), ("12.345", 12.345)])
def test_porcentaje(texto, valor):
    assert de.porcentaje(texto) == valor


@pytest.mark.parametrize("texto", ["101", "-1", "nan", "1e1", ""])
def test_porcentaje_que_no_es(texto):
    with pytest.raises(DatoIlegible):
        de.porcentaje(texto)


def test_texto():
    assert de.texto_de(20)("  Ch'alla   Pampa ") == "Ch’alla Pampa"
    with pytest.raises(DatoIlegible, match="3 caracteres"):
        de.texto_de(3)("cuatro")
    with pytest.raises(DatoIlegible, match="no son texto"):
        de.texto_de(9)("a\x1bb")


@pytest.mark.parametrize(
    "texto", ["=1+1", '=HYPERLINK("x")', "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|'x'!A1"]
)
def test_una_formula_no_es_un_texto(texto):
    with pytest.raises(DatoIlegible, match="fórmula"):
        de.texto_de(99)(texto)


@pytest.mark.parametrize(
    "texto", ["- Falta agua (mucha)", "-Puente", "+ aulas", "2 = dos", "a@b.c"]
)
def test_un_texto_con_signos_no_es_una_formula(texto):
    assert de.texto_de(99)(texto) == texto


def test_opcion():
    leer = de.opcion({1: ("Área rural", "rural"), 2: ("urbana",)})
    assert (leer("AREA  RURAL"), leer("Rural"), leer("urbana")) == (1, 1, 2)
    with pytest.raises(DatoIlegible, match="Área rural, urbana"):
        leer("mixta")


@pytest.mark.parametrize(
    ("texto", "reparado"),
    [
        ("CA¿ADA", "CAÑADA"),
        ("Ca¿ada", "Cañada"),
        ("¿Por qué?", "¿Por qué?"),
        ("BA¿O ni¿o 3¿4", "BAÑO niño 3¿4"),
        ("pi�a", "piña"),
    ],
)
def test_reparar_enie(texto, reparado):
    assert de.reparar_enie(texto) == reparado


def test_el_pliegue_encuentra_la_enie_perdida_en_cualquier_lado():
    assert de.plegar_con_perdidas("¿UFLO CA¿ADA") == de.plegar_con_perdidas("Ñuflo Cañada")
