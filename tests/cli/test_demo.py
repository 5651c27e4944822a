"""El demo no se carga encima de una base con datos de verdad."""

import pytest

from nucleo.cli.demo import anotar_que_es_demo, exigir_que_sea_para_eso


@pytest.mark.parametrize(
    "orden",
    [
        ("municipio", "alta", "villa-tunari"),
        ("usuario", "invitar", "ana@ejemplo.bo", "--rol", "administracion_de_plataforma"),
    ],
)
def test_una_base_en_uso_no_se_vuelve_demostracion(instalada, casa, orden):
    assert instalada(*orden).codigo == 0
    corrida = instalada("demo", "--sin-servir")
    assert (corrida.codigo, "de verdad" in corrida.errores) == (2, True)
    assert not casa.plataforma.demostracion


def test_la_que_ya_lo_es_sigue_aunque_la_carga_se_haya_cortado(instalada, casa):
    exigir_que_sea_para_eso(casa)
    anotar_que_es_demo(casa, ["villa-tunari"])
    assert instalada("municipio", "alta", "villa-tunari").codigo == 0
    exigir_que_sea_para_eso(casa)
