"""La misma lista con cada regla de selección: la que se pide, o la de los ajustes del municipio."""

import pytest

REGLAS = ("lista_con_techo", "reparto_por_distrito", "partes_iguales")


@pytest.fixture
def motor():
    """Qué decide una regla no depende de la base."""
    return "sqlite"


def test_se_prioriza_con_la_que_se_pide(cargados):
    orden = ("priorizar", "villa-tunari", "--gestion", 2027, "--json")
    por_omision = cargados(*orden)
    assert (por_omision.codigo, por_omision.json["regla"]) == (0, "lista_con_techo")
    for regla in REGLAS:
        corrida = cargados(*orden, "--regla", regla)
        assert corrida.codigo == 0, corrida.errores
        assert corrida.json["regla"] == regla
        assert float(corrida.json["usado"]) <= float(corrida.json["techo"])
    sin_ella = cargados(*orden, "--regla", "a_dedo")
    assert sin_ella.codigo == 1
    assert all(regla in sin_ella.errores for regla in REGLAS), "dice cuáles hay"
