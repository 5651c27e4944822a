"""A quién le toca qué: sus municipios y sus regiones, y nunca los de otro."""

import pytest

from nucleo.arranque import RAIZ
from nucleo.configuracion.catalogos import leer_territorio
from nucleo.dominio.ambito import EnDepartamento, EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.jurisdicciones import ambitos_de, le_toca
from nucleo.dominio.regiones import derivar

TERRITORIO = leer_territorio(RAIZ / "configuraciones" / "catalogos" / "bolivia")
REGIONES = derivar(TERRITORIO, 2026)
TUNARI, ORURO = EnMunicipio(31003), EnMunicipio(40101)
COCHABAMBA, PLATAFORMA = EnDepartamento("03"), EnPlataforma()


@pytest.mark.parametrize(
    ("desde", "sobre", "toca"),
    [
        (TUNARI, TUNARI, True),
        (TUNARI, ORURO, False),
        (TUNARI, COCHABAMBA, False),
        (TUNARI, EnRegion("uninominal-24"), False),
        (COCHABAMBA, COCHABAMBA, True),
        (COCHABAMBA, TUNARI, True),
        (COCHABAMBA, ORURO, False),
        (COCHABAMBA, EnMunicipio(999999), False),
        (COCHABAMBA, EnRegion("uninominal-24"), True),
        (COCHABAMBA, EnRegion("departamento-oruro"), False),
        (COCHABAMBA, EnRegion("no-existe"), False),
        (COCHABAMBA, EnDepartamento("04"), False),
        (COCHABAMBA, PLATAFORMA, False),
        (PLATAFORMA, TUNARI, True),
        (PLATAFORMA, COCHABAMBA, True),
        (EnRegion("uninominal-24"), TUNARI, False),
    ],
)
def test_le_toca(desde, sobre, toca):
    assert le_toca(desde, sobre, TERRITORIO, REGIONES) == toca


def test_se_ofrecen_los_hospedados_y_todas_sus_regiones():
    suyos = list(ambitos_de(COCHABAMBA, TERRITORIO, REGIONES, {TUNARI.id, ORURO.id}))
    assert suyos[0] == COCHABAMBA
    assert [a for a in suyos if isinstance(a, EnMunicipio)] == [TUNARI]
    regiones = {a.slug for a in suyos if isinstance(a, EnRegion)}
    assert regiones == {s for s, r in REGIONES.items() if "03" in r.departamentos}
    assert len(suyos) == len(set(suyos))


def test_un_municipio_solo_se_toca_a_si_mismo():
    assert list(ambitos_de(TUNARI, TERRITORIO, REGIONES, {TUNARI.id, ORURO.id})) == [TUNARI]
