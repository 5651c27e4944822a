"""`kill -9` a quien importa y prioriza: lo confirmado está, y nada queda a medias.

Son pocos por motor; `python -m tests.rendimiento.cortes` hace los veinte de cada uno.
"""

import random

import pytest

from tests.rendimiento import cortes

SEMILLA = 3


@pytest.mark.parametrize("abrir", [cortes.en_sqlite, cortes.en_postgresql], ids=["sqlite", "pg"])
def test_un_corte_no_pierde_nada_ni_deja_nada_a_medias(abrir, monkeypatch):
    monkeypatch.setattr(cortes, "LO_MAS", 0.8)
    taller = cortes.correr(abrir, 3, random.Random(SEMILLA))
    assert taller.fallas == []
    assert taller.cuentas["cortes"] == 3
    assert taller.cuentas["confirmadas y perdidas"] == taller.cuentas["a medias"] == 0
