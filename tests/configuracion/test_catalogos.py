import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from nucleo.configuracion.catalogos import (
    leer_fuentes,
    leer_programas,
    leer_sectores,
    leer_territorio,
    leer_tipos_de_plan,
)
from nucleo.dominio.discrepancias import verificar
from nucleo.dominio.errores import CatalogoInvalido
from nucleo.dominio.nombres import plegar
from nucleo.dominio.sectores import SIN_CLASIFICAR
from nucleo.dominio.territorio import Territorio, TipoDeGobierno
from tests.configuracion.conftest import CATALOGO


@pytest.fixture
def copia(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CATALOGO, tmp_path / "bolivia"))


def cambiar(ruta: Path, viejo: str, nuevo: str) -> None:
    texto = ruta.read_text(encoding="utf-8")
    assert texto.count(viejo) == 1
    ruta.write_text(texto.replace(viejo, nuevo), encoding="utf-8")


def test_el_catalogo_cuadra(territorio: Territorio):
    assert verificar(territorio) == []


def test_los_tres_codigos_de_un_municipio(territorio: Territorio):
    tim = territorio.municipio("080901")
    assert (tim.codigo_oep, tim.codigo_sigep) == ("080502", "3801")
    assert tim.tipo is TipoDeGobierno.AIOC
    assert territorio.provincia_de[tim.provincia].es_territorio_indigena


def test_cada_municipio_tiene_poblacion_por_sexo_y_nbi(territorio: Territorio):
    villa = territorio.municipio("villa-tunari")
    assert (villa.poblacion.mujeres, villa.poblacion.hombres) == (43385, 50362)
    assert (villa.poblacion_2012, villa.nbi_2012, villa.nbi) == (71386, 78.6, 56.1)
    assert all(m.nbi is not None for m in territorio.municipios)


def test_los_nombres_repetidos_llevan_el_departamento(territorio: Territorio):
    repetidos = [n for n, v in Counter(m.nombre for m in territorio.municipios).items() if v > 1]
    assert len(repetidos) == 9
    assert territorio.municipio("entre-rios-cochabamba").codigo == "031206"
    assert territorio.municipio("entre-rios-tarija").departamento == "06"


def test_se_lee_una_sola_vez(copia: Path):
    assert leer_territorio(copia) is leer_territorio(copia)


@pytest.mark.parametrize(
    ("archivo", "viejo", "nuevo", "donde"),
    [
        ("municipios.csv", "010101,010101,1101,Sucre,GAM", "010101,010101,1101,Sucre,XXX", ":2:"),
        ("municipios.csv", ",261622,", ",muchos,", ":2:"),
        ("provincias.csv", "0101,01,Oropeza,provincia", "0101,01,Oropeza", ":2: columnas"),
        ("circunscripciones.csv", "uninominal,24,03,2025,", "uninominal,24,03,,", ":25:"),
        ("circunscripciones_municipios.csv", "24,031602,100.00", "24,031602,todo", ":"),
        ("cargos.csv", "clave,nombre", "apodo,nombre", ":2:"),
    ],
)
def test_una_celda_ilegible_dice_archivo_y_linea(
    copia: Path, archivo: str, viejo: str, nuevo: str, donde: str
):
    cambiar(copia / archivo, viejo, nuevo)
    with pytest.raises(CatalogoInvalido, match=f"{archivo}{donde}"):
        leer_territorio(copia)


@pytest.mark.parametrize(
    ("archivo", "viejo", "nuevo", "que"),
    [
        ("municipios.csv", ",154624,142122,", ",154625,142122,", "población 2024"),
        ("municipios.csv", ",0101,261622,", ",0101,261623,", "población 2012"),
        ("municipios.csv", "010101,010101,1101", "010101,010101,1102", "código SIGEP"),
        ("municipios.csv", "010101,010101,1101", "010101,010102,1101", "código OEP"),
        ("municipios.csv", "010101,010101,1101", "010101,10101,1101", "código OEP"),
        ("municipios.csv", "Sucre,GAM", "Sucre,AIOC", "autonomías indígenas"),
        ("municipios.csv", ",27.0,16.2", ",27.0,116.2", "NBI"),
        ("municipios.csv", "Sucre,GAM,0101", "Sucre,GAM,0201", "provincia"),
        ("provincias.csv", "0101,01,", "0101,02,", "departamento"),
        ("provincias.csv", "Oropeza,provincia", "Oropeza,territorio_indigena", "provincias"),
        ("departamentos.csv", ",2016357", ",2016358", "poblacion_2024"),
        ("departamentos.csv", ",47,1,9,", ",47,1,8,", "uninominales"),
        ("circunscripciones.csv", "uninominal,24,03", "uninominal,23,03", "circunscripción"),
        ("circunscripciones_municipios.csv", ",24,031602,100.00\n", ",24,031602,90.00\n",
         "porcentaje del padrón"),
        ("circunscripciones_municipios.csv", ",24,031602,", ",24,010101,", "municipio"),
        ("circunscripciones_municipios.csv", "uninominal,24,031602,", "especial,2,031602,",
         "circunscripción uninominal"),
        ("cargos.csv", "especial,02,,voto", "especial,99,,voto", "departamento"),
        ("cargos.csv", "especial,02,,voto", "especial,02,,dedo", "elección"),
        ("cargos.csv", "uninominal,03,,voto,2025,,9", "uninominal,03,,voto,2025,,8", "cantidad"),
        ("cargos.csv", "provincia,03,,voto,2026,,16", "provincia,03,,voto,2026,,15",
         "asambleístas por territorio"),
    ],
)  # fmt: skip
def test_cada_alteracion_se_nota(copia: Path, archivo: str, viejo: str, nuevo: str, que: str):
    cambiar(copia / archivo, viejo, nuevo)
    halladas = verificar(leer_territorio(copia))
    assert que in {d.que for d in halladas}, halladas


def test_un_nombre_que_choca_con_el_sistema_lleva_apellido(copia: Path):
    cambiar(copia / "municipios.csv", "Sucre,GAM", "Regiones,GAM")
    territorio = leer_territorio(copia)
    assert territorio.municipio("010101").slug == "regiones-chuquisaca"
    assert verificar(territorio) == []


@pytest.mark.parametrize("slug", ["regiones", "yotala", ""])
def test_un_nombre_corto_reservado_o_repetido_se_nota(territorio: Territorio, slug: str):
    sucre, *demas = territorio.municipios
    torcido = replace(territorio, municipios=[replace(sucre, slug=slug), *demas])
    assert {d.que for d in verificar(torcido)} == {"nombre corto"}


def test_un_cargo_sin_fuente_ni_nota_se_nota(territorio: Territorio):
    primero, *demas = territorio.cargos
    torcido = replace(territorio, cargos=[replace(primero, fuente=""), *demas])
    assert {d.que for d in verificar(torcido)} == {"fuente"}


def test_un_municipio_de_menos_se_nota(copia: Path):
    lineas = (copia / "municipios.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (copia / "municipios.csv").write_text("".join(lineas[:-1]), encoding="utf-8")
    halladas = {(d.que, d.donde): d for d in verificar(leer_territorio(copia))}
    nacional = halladas["municipios", "Bolivia"]
    assert (nacional.esperado, nacional.hallado) == (343, 342)
    assert str(nacional) == "municipios (Bolivia): se esperaba 343 y hay 342"
    assert ("gobiernos_municipales", "Pando") in halladas


def test_un_sector_por_programa_asignable():
    sectores = leer_sectores(CATALOGO)
    con_programa = [s for s in sectores if s.clave != SIN_CLASIFICAR]
    assert [s.programa for s in con_programa] == [str(n) for n in range(10, 36)]
    assert sectores[-1].clave == SIN_CLASIFICAR
    hasta_2026, desde_2027 = leer_programas(CATALOGO, 2026), leer_programas(CATALOGO, 2027)
    assert {s.programa for s in con_programa} <= hasta_2026.keys()
    assert {s.rango for s in con_programa} <= desde_2027.keys()
    assert hasta_2026["11"] == desde_2027["110-119"] == "Saneamiento básico"
    assert "11" not in desde_2027


def test_ningun_sinonimo_lleva_a_dos_sectores():
    palabras = Counter(
        plegar(p)
        for s in leer_sectores(CATALOGO)
        for p in {plegar(x) for x in (s.clave, s.nombre, *s.sinonimos)}
    )
    assert [p for p, veces in palabras.items() if veces > 1] == []


@pytest.mark.parametrize(
    ("palabra", "clave"),
    [
        ("agua potable", "agua_y_saneamiento"),
        ("posta", "salud"),
        ("escuela", "educacion"),
        ("camino", "caminos"),
        ("luz", "energia"),
        ("productivo", "agropecuario"),
    ],
)
def test_los_sectores_se_reconocen_por_como_los_nombra_la_gente(palabra: str, clave: str):
    assert [s.clave for s in leer_sectores(CATALOGO) if palabra in s.sinonimos] == [clave]


def test_un_sector_con_una_clave_de_mas_se_rechaza(copia: Path):
    cambiar(copia / "sectores.toml", 'nombre = "Sin clasificar"', 'nombre = "S"\ncolor = "rojo"')
    with pytest.raises(CatalogoInvalido, match="color"):
        leer_sectores(copia)


def test_las_fuentes_tienen_su_nombre_usual():
    fuentes = leer_fuentes(CATALOGO)
    assert fuentes["41-113"] == "Coparticipación tributaria"
    assert fuentes["41-119"] == "IDH"


def test_los_tipos_de_plan_dicen_su_fuente_y_lo_que_falta_verificar():
    tipos = leer_tipos_de_plan(CATALOGO)
    assert {t.nivel.value for t in tipos.values()} == {"municipal", "departamental", "nacional"}
    assert all(t.fuente for t in tipos.values())
    assert [t.sigla for t in tipos.values() if not t.por_verificar] == ["PGDES", "PDES"]
    assert len({t.sigla for t in tipos.values()}) == len(tipos)
