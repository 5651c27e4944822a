"""Cada valor enumerado se llama como dice su tema, aunque otro se escriba igual."""

from nucleo.dominio.clasificadores import Clasificador
from nucleo.dominio.planes import ClaseDeElemento
from nucleo.dominio.presupuesto import Corte
from nucleo.textos.nombres import DE_CADA_TEMA, nombre, nombres


def test_dos_que_se_escriben_igual_no_se_pisan():
    assert ClaseDeElemento.PROGRAMA == Clasificador.PROGRAMA == Corte.PROGRAMA
    assert nombre(ClaseDeElemento.OBJETIVO) == "Objetivo"
    assert nombre(Corte.OBJETIVO) == "Por objetivo del plan"
    assert nombres(ClaseDeElemento)["programa"] == nombre(Clasificador.PROGRAMA) == "Programa"


def test_ningun_tema_se_pisa_a_si_mismo():
    for tema in DE_CADA_TEMA:
        assert all(type(v).__mro__[1].__name__ == "StrEnum" for v in tema)
