"""El avance por consola, y que viaje con su municipio sin meterse en otro departamento."""

import json

import pytest

from tests.cli.vida.ordenes import SHINAHOTA, TUNARI, bien, exportar, mal, resumen, resumen_en
from tests.cli.vida.test_fabricados import con, guardar
from tests.exportaciones.ejemplos import abierta

ACTA = "Resolución 12/2026"


@pytest.fixture
def contado(copia, tmp_path):
    """La exportación de Villa Tunari con su avance autorizado."""
    bien(copia("municipio", "avance", TUNARI, "--gestion", 2027, "--autorizar", ACTA))
    exportar(copia, tmp_path / "contado.zip")
    return tmp_path / "contado.zip"


def test_autorizar_y_revocar_dicen_si_cambio_algo(copia):
    orden = ("municipio", "avance", TUNARI, "--gestion", 2027)
    assert "avance autorizado" in bien(copia(*orden, "--autorizar", ACTA)).salida
    assert "ya estaba autorizado" in bien(copia(*orden, "--autorizar", ACTA)).salida
    assert "avance revocado" in bien(copia(*orden, "--revocar")).salida
    assert "no estaba autorizado" in bien(copia(*orden, "--revocar")).salida
    for mala in ((), ("--autorizar", " "), ("--autorizar", ACTA, "--revocar")):
        assert copia(*orden, *mala).codigo == 2
    bien(copia("bitacora", "verificar", TUNARI))


def test_el_avance_viaja_con_su_municipio(otra, contado):
    bien(otra("municipio", "restaurar", contado))
    assert resumen(otra) == resumen_en(contado)
    [copia] = map(json.loads, abierta(contado.read_bytes())["datos/avances.jsonl"].splitlines())
    assert (copia["region"], copia["demandas"] > 0) == ("departamento-cochabamba", True)
    orden = ("municipio", "avance", TUNARI, "--gestion", 2027, "--autorizar", ACTA)
    assert "ya estaba autorizado" in bien(otra(*orden)).salida
    bien(otra("municipio", "alta", SHINAHOTA))


@pytest.mark.parametrize("region", ["departamento-oruro", "uninominal-24", "departamento-x"])
def test_el_avance_no_entra_a_otra_region(otra, contado, tmp_path, region):
    malo = guardar(con(contado, "avances", region=region), tmp_path / "malo.zip")
    mal(otra("municipio", "restaurar", malo), region, "no integra")
    retirado = {"region": region, "retirada_en": "2026-08-20T12:00:00+00:00"}
    bueno = guardar(con(contado, "avances", **retirado), tmp_path / "bueno.zip")
    bien(otra("municipio", "restaurar", bueno))
