import pytest

from nucleo.dominio.errores import NoExiste
from nucleo.dominio.personas import Personas
from nucleo.dominio.territorio import (
    Departamento,
    Municipio,
    Provincia,
    Territorio,
    TipoDeGobierno,
    slugs,
)


def municipio(codigo: str, nombre: str, slug: str) -> Municipio:
    return Municipio(
        codigo, codigo, codigo[2:], nombre, slug, TipoDeGobierno.GAM, codigo[:4], codigo[:2], 10,
        Personas(5, 5),
    )  # fmt: skip


@pytest.fixture
def territorio() -> Territorio:
    return Territorio(
        [Departamento("03", "BO-C", "Cochabamba", "cochabamba")],
        [Provincia("0310", "Chapare", "03")],
        [
            municipio("031003", "Villa Tunari", "villa-tunari"),
            municipio("031001", "Sacaba", "sacaba"),
            municipio("031206", "Entre Ríos", "entre-rios-cochabamba"),
            municipio("060601", "Entre Ríos", "entre-rios-tarija"),
        ],
        [],
        [],
    )


@pytest.mark.parametrize("cual", ["031003", "31003", "villa-tunari", "Villa Tunari"])
def test_un_municipio_se_pide_por_codigo_o_por_nombre(territorio: Territorio, cual: str):
    assert territorio.municipio(cual).codigo == "031003"


@pytest.mark.parametrize(
    ("cual", "parecidos"),
    [
        ("vila tunari", "villa-tunari"),
        ("entre-rios", "entre-rios-cochabamba, entre-rios-tarija"),
        ("tunari", "villa-tunari"),
        ("31004", "031003, 031001, 031206"),
        ("¿?", ""),
        ("", ""),
    ],
)
def test_el_que_no_esta_sugiere_los_parecidos(territorio: Territorio, cual: str, parecidos: str):
    with pytest.raises(NoExiste) as error:
        territorio.municipio(cual)
    assert error.value.datos["parecidos"] == parecidos


@pytest.mark.parametrize("cual", ["03", "Cochabamba", "cochabamba"])
def test_un_departamento_se_pide_por_codigo_o_por_nombre(territorio: Territorio, cual: str):
    assert territorio.departamento(cual).iso == "BO-C"


def test_el_departamento_que_no_esta_dice_cuales_hay(territorio: Territorio):
    with pytest.raises(NoExiste) as error:
        territorio.departamento("litoral")
    assert error.value.datos["parecidos"] == "cochabamba"


def test_los_nombres_cortos_no_se_repiten_ni_chocan_con_el_sistema():
    pares = [("San Pedro", "Pando"), ("Sucre", "Chuquisaca"), ("San Pedro", "Santa Cruz")]
    pares.append(("Ayuda", "Beni"))
    esperados = ["san-pedro-pando", "sucre", "san-pedro-santa-cruz", "ayuda-beni"]
    assert slugs(pares, frozenset({"ayuda"})) == esperados
