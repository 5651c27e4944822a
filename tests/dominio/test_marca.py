"""El contraste que la marca promete."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.marca import (
    CLAROS,
    CONTRASTE_MINIMO,
    OSCUROS,
    cercano_que_se_lee,
    contraste,
    se_lee,
    tonos,
)

COLORES = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def test_el_contraste_es_el_de_wcag():
    assert contraste("#ffffff", "#000000") == pytest.approx(21)
    assert contraste("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contraste("#0b5d5b", "#0b5d5b") == 1


@pytest.mark.parametrize(
    ("color", "si"), [("#0b5d5b", True), ("#7a1f1f", True), ("#ffd400", False), ("#777777", False)]
)
def test_se_lee_o_no(color, si):
    assert se_lee(color) is si


@given(COLORES)
def test_el_cercano_siempre_se_lee_y_el_que_ya_se_lee_no_cambia(color):
    cercano = cercano_que_se_lee(color)
    assert se_lee(cercano)
    assert not se_lee(color) or cercano == color


@given(COLORES)
def test_de_dia_y_de_noche_la_letra_y_el_boton_se_leen(color):
    claro, oscuro = tonos(cercano_que_se_lee(color))
    for tono, fondos in ((claro, CLAROS), (oscuro, OSCUROS)):
        for fondo in (*fondos, tono.suave):
            assert contraste(tono.principal, fondo) >= CONTRASTE_MINIMO
        assert contraste(tono.fuerte, tono.suave) >= CONTRASTE_MINIMO
