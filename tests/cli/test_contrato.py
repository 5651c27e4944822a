"""Lo que toda orden promete: ayuda en castellano, salida honesta y ningún rastro en pantalla."""

import logging
import shutil
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import click
import pytest

from nucleo.arranque import RAIZ
from nucleo.cli.raiz import ORDENES, armar, ejecutar

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
        ("demo",), ("servir",), ("municipio", "exportar"), ("municipio", "restaurar"),
        ("municipio", "resumen"), ("municipio", "borrar"), ("municipio", "suspender"),
        ("municipio", "reactivar"), ("respaldo", "crear"), ("respaldo", "verificar"),
        ("respaldo", "restaurar"),
    }  # fmt: skip
    assert pedidas <= set(CAMINOS)


@pytest.mark.parametrize("camino", CAMINOS, ids=" ".join)
def test_toda_orden_tiene_ayuda_en_castellano_aunque_no_haya_base(tinkuy, camino):
    corrida = tinkuy(*camino, "--ayuda")
    assert corrida.codigo == 0
    assert corrida.salida.startswith("Uso: tinkuy")
    for ingles in ("Usage", "Options", "Commands", "Show this message", "required]"):
        assert ingles not in corrida.salida


def test_ninguna_ayuda_sale_cortada(tinkuy):
    for grupo in sorted({camino[:-1] for camino in CAMINOS}):
        renglones = tinkuy(*grupo, "--ayuda").salida.splitlines()
        assert [r for r in renglones if r.endswith("...")] == [], grupo


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
        (("techo", "fijar", "colomi", "--gestion", "2027", "=5"), "como 41-113"),
        (("techo", "fijar", "x", "--gestion", "2027", "41-113=1", "41/113=2"), "dos veces"),
        (("demandas", "plantilla", "colomi", "no-hay/p.xlsx"), "la carpeta no existe"),
    ],
)
def test_lo_mal_escrito_se_explica_y_sale_con_2(instalada, argumentos, dice):
    corrida = instalada(*argumentos)
    assert (corrida.codigo, corrida.salida) == (2, "")
    assert dice in corrida.errores
    assert "Traceback" not in corrida.errores


@pytest.mark.usefixtures("sin_migrar")
def test_sin_base_dice_que_orden_correr(tinkuy):
    corrida = tinkuy("municipio", "listar")
    assert corrida.codigo == 1
    assert "tinkuy base actualizar" in corrida.errores


@pytest.mark.usefixtures("sin_migrar")
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
        ("techo", "fijar", "villa-tunari", "--gestion", 2027, "41-113=1,005"),
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


def test_si_el_rastro_no_se_puede_guardar_tampoco_va_a_la_pantalla(tmp_path, capsys):
    (tmp_path / "ocupado").touch()

    def romper():
        raise ZeroDivisionError

    assert ejecutar([], romper, tmp_path / "ocupado" / "fallas.log") == 1
    errores = capsys.readouterr().err
    assert "ZeroDivisionError" in errores
    assert "Traceback" not in errores


def test_sin_catalogo_se_dice_que_archivo_falta(tinkuy, tmp_path, monkeypatch):
    monkeypatch.setenv("TINKUY_CONFIGURACIONES", str(tmp_path))
    corrida = tinkuy("catalogo", "verificar")
    assert corrida.codigo == 1
    assert "departamentos.csv" in corrida.errores


def test_lo_que_trae_una_planilla_no_manda_en_la_terminal(cargados, tmp_path):
    (tmp_path / "mala.csv").write_text("otb;demanda;costo;\x1b[2Jx\nCañada Alta;\x1b[31mA;1;2\n")
    orden = ("demandas", "importar", "villa-tunari", tmp_path / "mala.csv", "--gestion", 2027)
    corrida = cargados(*orden)
    assert corrida.codigo == 1
    assert "\x1b" not in corrida.salida + corrida.errores
    assert cargados(*orden, "--json").json["rechazadas"][0]["valor"] == "\x1b[31mA"


def test_un_techo_se_escribe_como_en_una_planilla(cargados):
    for escrito in ("41-113=1.500", "41-113=1500.00", "41/113=Bs 1.500,00"):
        corrida = cargados("techo", "fijar", "villa-tunari", "--gestion", 2027, escrito)
        assert corrida.salida == "Techo 2027: Bs 1.500,00.\n", corrida.errores


@pytest.mark.parametrize("rechazos", ["no-hay/r.csv", "mala.csv"])
def test_rechazos_que_no_se_pueden_escribir_se_dicen_antes_de_importar(
    cargados, tmp_path, rechazos
):
    mala = tmp_path / "mala.csv"
    mala.write_text("otb;demanda;costo\nCañada Alta;Nueva;100\nCañada Alta;Mala;mucho\n")
    orden = ("demandas", "importar", "villa-tunari", mala, "--gestion", 2027, "--parcial")
    corrida = cargados(*orden, "--rechazos", tmp_path / rechazos)
    assert corrida.codigo == 2
    assert "Nueva" in mala.read_text()
    assert cargados(*orden, "--json").json["creadas"] == 1


def test_un_defecto_nuestro_no_muestra_su_rastro(tinkuy, tmp_path, monkeypatch):
    def romper(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("nucleo.arranque.Casa.actualizar_base", romper)
    corrida = tinkuy("base", "actualizar")
    assert corrida.codigo == 1
    assert "Traceback" not in corrida.errores
    assert "ZeroDivisionError" in (tmp_path / "instancia" / "fallas.log").read_text()


@pytest.mark.parametrize("error", ["ZeroDivisionError", "SystemExit"])
def test_un_plugin_que_no_carga_se_dice_en_un_renglon(
    instalada, tmp_path, monkeypatch, caplog, error
):
    (tmp_path / "malo.py").write_text(f"raise {error}")
    monkeypatch.syspath_prepend(tmp_path)
    entradas = [*entry_points(group="tinkuy.plugins"), EntryPoint("malo", "malo", "tinkuy.plugins")]
    monkeypatch.setattr("nucleo.arranque.instalados.entry_points", lambda group: entradas)  # noqa: ARG005 - firma ajena
    assert instalada("municipio", "alta", "shinahota").codigo == 0
    avisos = [r for r in caplog.records if r.levelno >= logging.WARNING]
    assert {r.exc_info for r in avisos} == {None}
    assert "malo no carga" in avisos[0].getMessage()
    assert error in avisos[0].getMessage()


@pytest.mark.parametrize("region", ["uninominal-24", "mancomunidad-tropico-de-cochabamba"])
def test_un_archivo_de_region_malo_no_detiene_a_las_demas(
    cargados, tmp_path, monkeypatch, caplog, region
):
    copia = shutil.copytree(RAIZ / "configuraciones", tmp_path / "configuraciones")
    (copia / f"bolivia/cochabamba/regiones/{region}.toml").write_text("tipo = [")
    monkeypatch.setenv("TINKUY_CONFIGURACIONES", str(copia))
    assert cargados("region", "consolidar", region, "--gestion", 2027).codigo == 1
    for orden in (
        ("region", "consolidar", "uninominal-23", "--gestion", 2027),
        ("region", "listar"),
        ("bitacora", "verificar"),
    ):
        assert cargados(*orden).codigo == 0
    assert f"{region}.toml (línea 1)" in caplog.text
    corrida = cargados("configuracion", "verificar")
    assert corrida.codigo == 1
    assert f"{region}.toml (línea 1)" in corrida.errores


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
