"""Lo que toda orden promete: ayuda en castellano, salida honesta y ningún rastro en pantalla."""

from pathlib import Path

import click
import pytest

from nucleo.cli.raiz import ORDENES, armar

HOSTIL = "'; DROP TABLE demandas; --"


def caminos(grupo, delante=()):
    for nombre, orden in grupo.commands.items():
        yield (*delante, nombre)
        if isinstance(orden, click.Group):
            yield from caminos(orden, (*delante, nombre))


CAMINOS = sorted(caminos(armar([])))


def test_estan_todas_las_ordenes_del_contrato():
    pedidas = {
        ("base", "actualizar"), ("catalogo", "verificar"), ("municipio", "alta"),
        ("municipio", "listar"), ("organizaciones", "importar"), ("demandas", "plantilla"),
        ("demandas", "importar"), ("techo", "fijar"), ("techo", "importar"),
        ("inversion", "importar"), ("priorizacion", "congelar"), ("priorizacion", "acordar"),
        ("priorizacion", "calificar"), ("priorizacion", "publicar"), ("priorizar",),
        ("region", "listar"), ("region", "entregar"), ("region", "retirar"),
        ("region", "consolidar"), ("bitacora", "verificar"), ("configuracion", "mostrar"),
        ("demo",), ("servir",),
    }  # fmt: skip
    assert pedidas <= set(CAMINOS)


@pytest.mark.parametrize("camino", CAMINOS, ids=" ".join)
def test_toda_orden_tiene_ayuda_en_castellano_aunque_no_haya_base(tinkuy, camino):
    corrida = tinkuy(*camino, "--ayuda")
    assert corrida.codigo == 0
    assert corrida.salida.startswith("Uso: tinkuy")
    for ingles in ("Usage", "Options", "Commands", "Show this message", "[required]"):
        assert ingles not in corrida.salida


@pytest.mark.parametrize("orden", ORDENES, ids=lambda o: o.name)
def test_toda_orden_dice_para_que_sirve(orden):
    assert orden.help


@pytest.mark.parametrize(
    ("argumentos", "dice"),
    [
        (("municipios",), "No existe la orden municipios"),
        (("priorizar", "villa-tunari"), "Falta --gestion"),
        (("priorizar", "villa-tunari", "--gestion", "mil"), "entre 2000 y 2100"),
        (("priorizar", "villa-tunari", "--gestion", "1"), "entre 2000 y 2100"),
        (("municipio", "alta"), "Diga --todos"),
        (("municipio", "alta", "--todos", "031003"), "Diga --todos"),
        (("demandas", "importar", "x", "no-existe.csv", "--gestion", "2027"), "no existe"),
        (("region", "listar", "--tipo", "comarca"), "uninominal, especial"),
        (("bitacora", "verificar", "a", "b"), "Sobra un argumento"),
        (("region", "listar", "--jason"), "¿Quiso decir --json?"),
    ],
)
def test_lo_mal_escrito_se_explica_y_sale_con_2(instalada, argumentos, dice):
    corrida = instalada(*argumentos)
    assert (corrida.codigo, corrida.salida) == (2, "")
    assert dice in corrida.errores
    assert "Traceback" not in corrida.errores


def test_sin_base_dice_que_orden_correr(tinkuy):
    corrida = tinkuy("municipio", "listar")
    assert corrida.codigo == 1
    assert "tinkuy base actualizar" in corrida.errores


def test_actualizar_la_base_se_puede_repetir(tinkuy):
    primera, segunda = tinkuy("base", "actualizar"), tinkuy("base", "actualizar")
    assert (primera.codigo, segunda.codigo) == (0, 0)
    assert "nucleo" in primera.salida
    assert "nada" in segunda.salida


@pytest.mark.parametrize(
    "argumentos",
    [
        ("priorizar", HOSTIL, "--gestion", 2027),
        ("priorizar", "999999", "--gestion", 2027),
        ("region", "consolidar", HOSTIL, "--gestion", 2027),
        ("configuracion", "mostrar", "../../etc/passwd"),
        ("techo", "fijar", "villa-tunari", "--gestion", 2027, "41-113=mucho"),
        ("techo", "fijar", "villa-tunari", "--gestion", 2027, "41-113=-5"),
        ("techo", "fijar", "villa-tunari", "--gestion", 2027, "41-113=1.005"),
        ("priorizar", "villa-tunari", "--gestion", 2027, "--peso", "equidad.poblacion=mucho"),
        ("priorizar", "villa-tunari", "--gestion", 2027, "--peso", "no.existe=1"),
        ("priorizar", "villa-tunari", "--gestion", 2027, "--peso", "equidad.poblacion=-1"),
        ("priorizar", "villa-tunari", "--gestion", 2027, "--peso", "equidad.poblacion=nan"),
    ],
)
def test_la_entrada_mala_da_un_mensaje_y_sale_con_1(cargados, argumentos, tmp_path):
    corrida = cargados(*argumentos)
    assert (corrida.codigo, corrida.salida) == (1, "")
    assert len(corrida.errores.strip()) > 20
    assert not (tmp_path / "instancia" / "fallas.log").exists(), "un defecto, no una explicación"


def test_un_defecto_nuestro_no_muestra_su_rastro(tinkuy, tmp_path, monkeypatch):
    def romper(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("nucleo.arranque.Casa.actualizar_base", romper)
    corrida = tinkuy("base", "actualizar")
    assert corrida.codigo == 1
    assert "Traceback" not in corrida.errores
    assert "ZeroDivisionError" in (tmp_path / "instancia" / "fallas.log").read_text()


def test_un_municipio_sin_alta_se_dice(instalada):
    corrida = instalada("priorizar", "villa-tunari", "--gestion", 2027)
    assert corrida.codigo == 1
    assert "municipio alta" in corrida.errores


def test_el_nombre_parecido_se_sugiere(instalada):
    corrida = instalada("municipio", "alta", "vila-tunari")
    assert corrida.codigo == 1
    assert "villa-tunari" in corrida.errores


def test_las_ordenes_del_readme_existen():
    leeme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    nombres = {camino[0] for camino in CAMINOS}
    usadas = {linea.split()[1] for linea in leeme.splitlines() if linea.startswith("tinkuy ")}
    assert usadas
    assert usadas <= nombres
