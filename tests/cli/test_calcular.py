"""`tinkuy priorizacion calcular`: una regla sobre un archivo suelto, sin tocar ninguna base."""

import pytest
from pabutools.election import Cost_Sat
from pabutools.election.pabulib import parse_pabulib_from_string
from pabutools.rules import method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

from tests.planillas.test_pabulib import MINIMO

REGLAS = ("lista_con_techo", "reparto_por_distrito", "partes_iguales")


@pytest.fixture
def motor():
    """Basta uno: la orden no abre ninguna base."""
    return "sqlite"


@pytest.fixture
def calcular(tinkuy, tmp_path, monkeypatch):
    archivo, datos = tmp_path / "x.pb", tmp_path / "datos"
    archivo.write_text(MINIMO, encoding="utf-8")
    datos.mkdir()
    monkeypatch.setenv("TINKUY_RAIZ", str(datos))

    def ordenar(*mas):
        corrida = tinkuy("priorizacion", "calcular", archivo, *mas)
        assert list(datos.iterdir()) == []
        return corrida

    return ordenar


@pytest.mark.parametrize("regla", REGLAS)
def test_las_tres_reglas_responden_con_la_misma_forma(calcular, regla):
    hecho = calcular("--regla", regla, "--json")
    assert hecho.codigo == 0, hecho.errores
    assert list(hecho.json) == ["regla", "presupuesto", "elegidos", "costo"]
    assert (hecho.json["regla"], hecho.json["presupuesto"]) == (regla, "100.00")
    assert float(hecho.json["costo"]) <= 100
    assert "b" in calcular("--regla", regla).salida


def test_partes_iguales_elige_lo_que_pabutools(calcular):
    hecho = calcular("--regla", "partes_iguales", "--json", "--ajuste", "completado=ninguno")
    instancia, perfil = parse_pabulib_from_string(
        MINIMO.replace("budget", "vote_type;approval\nbudget")
    )
    registro = TieBreakingRule(lambda _i, _p, proyecto: proyecto.name)
    suyos = method_of_equal_shares(instancia, perfil, sat_class=Cost_Sat, tie_breaking=registro)
    assert sorted(hecho.json["elegidos"]) == sorted(p.name for p in suyos)


def test_una_regla_o_un_ajuste_que_no_hay_se_dice(calcular):
    sin_regla = calcular("--regla", "no_hay")
    assert (sin_regla.codigo, "no_hay" in sin_regla.errores) == (1, True)
    malo = calcular("--regla", "partes_iguales", "--ajuste", "completado=nunca")
    assert malo.codigo == 1
    assert "completado" in malo.errores
    assert calcular("--regla", "partes_iguales", "--ajuste", "suelto").codigo == 2


def test_un_archivo_torcido_se_dice_sin_mandar_a_otro_formato(calcular, tmp_path):
    (tmp_path / "x.pb").write_text(MINIMO.replace("b;50", "b"), encoding="utf-8")
    hecho = calcular("--regla", "partes_iguales")
    assert (hecho.codigo, "renglón 7" in hecho.errores) == (1, True)
    assert "XLSX" not in hecho.errores
