"""Lo que un archivo ajeno trae en una columna sin vigilar se entiende entero, o no entra."""

import pytest

from nucleo.servicios.formas import FORMAS
from nucleo.servicios.legibilidad import columna_ilegible

CUANDO = "2026-08-15T09:00:00+00:00"
PASO = {"estado": "convocado", "cuando": CUANDO, "quien": "x"}
DANADAS = [
    ("eventos", "estado", "perdido"),
    ("eventos", "saltos", [{"compuerta": "x", "motivo": "y", "quien": "z", "cuando": "ayer"}]),
    ("eventos", "pasos", [{**PASO, "cuando": 7}]),
    ("eventos", "pasos", {"estado": "convocado"}),
    ("puntos_tratados", "tramos", [{"desde": "temprano", "hasta": ""}]),
    ("puntos_tratados", "tramos", [{"desde": CUANDO}]),
    ("votaciones", "cuenta", {"favor": {"total": -1}}),
    ("votaciones", "cuenta", {"favor": {"total": "muchas"}}),
    ("votaciones", "cuenta", {"quizas": {"total": 1}}),
    ("votaciones", "disensos", [{"quien": "x"}]),
    ("tarjetas_de_salida", "cuenta", {"sirvio": {"mujeres": ["1"]}}),
    ("tarjetas_de_salida", "cuenta", {"gusto": {"mujeres": [1]}}),
    ("actas", "secciones", {"prologo": "x"}),
    ("actas", "constancias", [{"x": "y"}]),
    ("actas", "observaciones", ["x"]),
    ("informes", "apartados", {"hecho": 3}),
    ("seguimientos", "cambios", [{"motivo": "x"}]),
    ("seguimientos", "resultado", "lindo"),
]


@pytest.mark.parametrize(("tabla", "columna", "valor"), DANADAS)
def test_lo_danado_de_un_encuentro_se_senala_por_su_columna(tabla, columna, valor):
    assert columna_ilegible(FORMAS[tabla], {columna: valor}) == columna


@pytest.mark.parametrize(
    ("tabla", "columna", "valor"),
    [
        ("eventos", "pasos", [PASO]),
        ("puntos_tratados", "tramos", [{"desde": CUANDO, "hasta": ""}]),
        ("votaciones", "cuenta", {}),
        ("tarjetas_de_salida", "cuenta", {"sirvio": {"mujeres": [0, 1, 2, 3, 4]}}),
        ("seguimientos", "resultado", None),
    ],
)
def test_lo_bueno_pasa(tabla, columna, valor):
    assert columna_ilegible(FORMAS[tabla], {columna: valor}) is None
