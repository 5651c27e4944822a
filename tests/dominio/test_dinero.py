from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.dinero import Dinero

CENTAVOS = st.integers(-(10**13), 10**13)


@given(CENTAVOS)
def test_se_escribe_con_dos_decimales_y_vuelve_igual(centavos):
    texto = str(Dinero(centavos))
    assert len(texto.split(".")[1]) == 2
    assert Dinero.de(texto) == Dinero(centavos)


@given(CENTAVOS, CENTAVOS)
def test_suma_y_resta_exactas(a, b):
    assert (Dinero(a) + Dinero(b) - Dinero(b)).centavos == a
    assert (Dinero(a) + Dinero(b)).monto == Dinero(a).monto + Dinero(b).monto


@pytest.mark.parametrize("monto", ["0.001", Decimal("1.005")])
def test_mas_de_dos_decimales_no_se_redondea(monto):
    with pytest.raises(ValueError, match="00"):
        Dinero.de(monto)


@pytest.mark.parametrize(
    ("centavos", "legible"),
    [(123456750, "Bs 1.234.567,50"), (5, "Bs 0,05"), (-100000, "-Bs 1.000,00")],
)
def test_como_se_escribe_en_bolivia(centavos, legible):
    assert Dinero(centavos).legible() == legible
