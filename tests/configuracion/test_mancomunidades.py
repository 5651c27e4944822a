"""Las mancomunidades: regiones que define un archivo, no el catálogo."""

from collections.abc import Callable

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.errores import ConfiguracionInvalida
from nucleo.dominio.territorio import Territorio
from tests.configuracion.conftest import datos_de

Escribir = Callable[[str, str], None]
COCHABAMBA = "bolivia/cochabamba"


TROPICO = """
tipo = "mancomunidad"
nombre = "Del trópico"
municipios = ["yapacani", "villa-tunari"]
"""
MANCOMUNIDAD = f"{COCHABAMBA}/regiones/mancomunidad-del-tropico.toml"


@pytest.fixture
def mancomunidades(
    configuraciones: Configuraciones, territorio: Territorio
) -> Callable[[], object]:
    return lambda: configuraciones.mancomunidades(territorio, 2026)


def test_una_mancomunidad_se_define_en_su_archivo(
    configuraciones: Configuraciones, territorio: Territorio, escribir: Escribir
):
    escribir(MANCOMUNIDAD, TROPICO + "[plugins]\nedc = false")
    region = configuraciones.mancomunidades(territorio, 2026)["mancomunidad-del-tropico"]
    assert region.nombre == "Del trópico"
    assert region.departamentos == ("03", "07")
    departamento = territorio.departamento_de[region.departamentos[0]]
    assert configuraciones.de_region(region, departamento).plugins == {}


@pytest.mark.parametrize(
    ("viejo", "nuevo", "linea", "clave", "motivo"),
    [
        ('"mancomunidad"', '"provincia"', 2, "tipo", "las demás regiones salen"),
        ('nombre = "Del trópico"\n', "", 1, "nombre", "falta para definir"),
        ('tipo = "mancomunidad"\n', "", 1, "tipo", "falta para definir"),
        ("villa-tunari", "vila-tunari", 4, "municipios", "parecidos: villa-tunari"),
        (', "villa-tunari"', "", 4, "municipios", "ninguno es de Cochabamba"),
    ],
)
def test_una_mancomunidad_mal_definida(
    mancomunidades: Callable[[], object],
    escribir: Escribir,
    viejo: str,
    nuevo: str,
    linea: int,
    clave: str,
    motivo: str,
):
    escribir(MANCOMUNIDAD, TROPICO.replace(viejo, nuevo))
    with pytest.raises(ConfiguracionInvalida) as error:
        mancomunidades()
    assert datos_de(error)[:3] == (MANCOMUNIDAD, linea, clave)
    assert motivo in datos_de(error)[3]


def test_un_archivo_de_region_malo_no_esconde_las_demas(
    configuraciones: Configuraciones, territorio: Territorio, escribir: Escribir
):
    escribir(MANCOMUNIDAD, TROPICO)
    escribir(f"{COCHABAMBA}/regiones/uninominal-24.toml", "roto = [")
    fallas: list[ConfiguracionInvalida] = []
    assert list(configuraciones.mancomunidades(territorio, 2026, fallas.append)) == [
        "mancomunidad-del-tropico"
    ]
    assert [falla.datos["archivo"] for falla in fallas] == [
        f"{COCHABAMBA}/regiones/uninominal-24.toml"
    ]


@pytest.mark.parametrize(
    ("nombre", "clave", "motivo"),
    [
        ("tropico", "tipo", "el archivo debe llamarse mancomunidad-….toml"),
        ("_comun", "municipios", "clave desconocida"),
    ],
)
def test_una_mancomunidad_en_un_archivo_que_no_es_el_suyo(
    mancomunidades: Callable[[], object], escribir: Escribir, nombre: str, clave: str, motivo: str
):
    archivo = f"{COCHABAMBA}/regiones/{nombre}.toml"
    escribir(archivo, TROPICO)
    with pytest.raises(ConfiguracionInvalida) as error:
        mancomunidades()
    assert datos_de(error)[0] == archivo
    assert datos_de(error)[2] == clave
    assert motivo in datos_de(error)[3]
