from collections import Counter
from pathlib import Path

import pytest

from nucleo.configuracion.catalogos import leer_territorio
from nucleo.dominio.regiones import Region, TipoDeRegion, definir, derivar
from nucleo.dominio.territorio import Territorio

CATALOGO = Path(__file__).parents[2] / "configuraciones" / "catalogos" / "bolivia"


@pytest.fixture(scope="module")
def territorio() -> Territorio:
    return leer_territorio(CATALOGO)


@pytest.fixture(scope="module")
def regiones(territorio: Territorio) -> dict[str, Region]:
    return derivar(territorio, 2026)


def claves(region: Region) -> Counter[str]:
    return Counter(c.cargo.clave for c in region.cargos)


def test_salen_todas_del_catalogo(regiones: dict[str, Region]):
    cuentas = Counter(r.tipo.value for r in regiones.values())
    assert cuentas == {"uninominal": 63, "especial": 7, "provincia": 113, "departamento": 9}


def test_la_uninominal_24_con_sus_porcentajes(regiones: dict[str, Region]):
    region = regiones["uninominal-24"]
    assert region.nombre == "Circunscripción uninominal 24 (Cochabamba)"
    assert region.municipios == {31003: 98.09, 31204: 91.11, 31205: 99.65, 31602: 100.0}
    assert region.departamentos == ("03",)


def test_un_diputado_y_varios_asambleistas_y_subgobernadores(regiones: dict[str, Region]):
    region = regiones["uninominal-24"]
    assert claves(region) == {
        "diputado_uninominal": 1,
        "asambleista_por_territorio": 3,
        "subgobernador": 3,
        "asambleista_por_poblacion": 1,
        "gobernador": 1,
    }
    responde = {c.nombre: c.municipios for c in region.cargos}
    assert responde["Diputado uninominal, circunscripción 24"] == set(region.municipios)
    assert responde["Asambleísta por territorio, provincia Carrasco"] == {31204, 31205}
    assert len(responde) == len(region.cargos)


def test_ningun_cargo_se_repite_ni_responde_por_quien_no_esta(regiones: dict[str, Region]):
    for region in regiones.values():
        assert len({c.nombre for c in region.cargos}) == len(region.cargos)
        assert all(c.municipios and c.municipios <= set(region.municipios) for c in region.cargos)


def test_la_provincia_de_nombre_repetido_lleva_apellido(regiones: dict[str, Region]):
    assert regiones["provincia-chapare"].nombre == "Provincia Chapare (Cochabamba)"
    cercados = [s for s in regiones if s.startswith("provincia-cercado")]
    apellidos = ["cochabamba", "oruro", "tarija", "beni"]
    assert cercados == [f"provincia-cercado-{a}" for a in apellidos]


def test_el_subgobernador_se_elige_por_voto_solo_en_beni(regiones: dict[str, Region]):
    por_voto = {
        r.departamentos
        for r in regiones.values()
        for c in r.cargos
        if c.cargo.clave == "subgobernador" and c.cargo.eleccion == "voto"
    }
    assert por_voto == {("08",)}
    assert claves(regiones["departamento-beni"])["subgobernador"] == 8
    assert claves(regiones["departamento-beni"])["corregidor"] == 19


def test_el_territorio_indigena_no_es_provincia(regiones: dict[str, Region]):
    tim = regiones["provincia-territorio-indigena-multietnico"]
    assert tim.nombre == "Territorio Indígena Multiétnico (Beni)"
    assert not {"subgobernador", "asambleista_por_territorio", "corregidor"} & claves(tim).keys()
    assert claves(tim)["diputado_especial"] == 1


def test_el_gran_chaco_tiene_sus_ejecutivos(regiones: dict[str, Region]):
    ejecutivos = {"ejecutivo_regional", "ejecutivo_de_desarrollo"}
    con = {s for s, r in regiones.items() if ejecutivos & claves(r).keys()}
    assert "provincia-gran-chaco" in con
    assert "departamento-tarija" in con
    assert "provincia-cercado-tarija" not in con


def test_lo_que_no_rige_ese_anio_no_esta(territorio: Territorio):
    antes = derivar(territorio, 2024)
    assert {r.tipo for r in antes.values()} == {TipoDeRegion.PROVINCIA, TipoDeRegion.DEPARTAMENTO}
    assert not any(r.cargos for r in antes.values())
    del_2025 = claves(derivar(territorio, 2025)["uninominal-24"])
    assert del_2025 == {"diputado_uninominal": 1}


def test_un_municipio_partido_esta_en_varias_uninominales(regiones: dict[str, Region]):
    de_sucre = {s: r.municipios[10101] for s, r in regiones.items() if 10101 in r.municipios}
    uninominales = {s: p for s, p in de_sucre.items() if s.startswith("uninominal")}
    assert uninominales == {"uninominal-1": 47.18, "uninominal-2": 42.12, "uninominal-3": 10.7}


def test_cinco_municipios_no_tienen_uninominal(territorio: Territorio, regiones: dict[str, Region]):
    con = {i for r in regiones.values() if r.tipo is TipoDeRegion.UNINOMINAL for i in r.municipios}
    sin = {m.nombre for m in territorio.municipios if m.id not in con}
    assert sin == {
        "Curva", "Uru Chipaya", "San Antonio de Lomerio", "Urubichá",
        "Territorio Indígena Multiétnico",
    }  # fmt: skip


def test_una_mancomunidad_puede_cruzar_departamentos(territorio: Territorio):
    municipios = [territorio.municipio(s) for s in ("villa-tunari", "yapacani")]
    region = definir(territorio, 2026, "mancomunidad-x", "X", municipios)
    assert region.departamentos == ("03", "07")
    assert region.municipios == dict.fromkeys((m.id for m in municipios), 100.0)
    assert claves(region)["gobernador"] == 2
    assert claves(region)["diputado_uninominal"] == 2
