"""Lo que no se escribe en esta casa, y lo que se escribe en un solo lugar."""

import ast
import re
from pathlib import Path

import pytest

RAIZ = Path(__file__).parents[2]
CODIGO = sorted(p for c in ("nucleo", "plugins") for p in (RAIZ / c).rglob("*.py"))
PROHIBIDOS = {"utils", "util", "helpers", "helper", "comun", "misc", "varios", "tools"}
PENDIENTES = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError")
CARPETA_AJENA = re.compile(r"/(home|root|work|tmp)/[a-z]")


def relativo(archivo):
    return str(archivo.relative_to(RAIZ))


def test_confirmar_se_escribe_en_un_solo_archivo():
    donde = [relativo(p) for p in CODIGO if ".commit(" in p.read_text(encoding="utf-8")]
    assert donde == ["nucleo/persistencia/unidad.py"]


def test_el_esquema_lo_crean_las_migraciones():
    assert not [relativo(p) for p in CODIGO if "create_all" in p.read_text(encoding="utf-8")]


def test_las_tablas_no_salen_de_su_carpeta():
    """Consultar una `Table` suelta escapa de la guardia: fuera se nombran solo entidades."""
    fuera = [p for p in CODIGO if "tablas" not in p.parts]
    importan = "from nucleo.persistencia.tablas."
    assert not [relativo(p) for p in fuera if importan in p.read_text(encoding="utf-8")]


@pytest.mark.parametrize("archivo", CODIGO, ids=relativo)
def test_el_archivo_se_llama_como_su_sustantivo(archivo):
    assert not PROHIBIDOS & {archivo.stem, *archivo.relative_to(RAIZ).parts}
    assert archivo.stem.isascii()


@pytest.mark.parametrize("archivo", CODIGO, ids=relativo)
def test_no_quedan_tareas_ni_esbozos(archivo):
    assert not PENDIENTES.search(archivo.read_text(encoding="utf-8"))


@pytest.mark.parametrize("archivo", CODIGO, ids=relativo)
def test_todo_silencio_dice_su_regla(archivo):
    texto = archivo.read_text(encoding="utf-8")
    assert not re.search(r"#\s*noqa(?!:)", texto)
    assert not re.search(r"#\s*type:\s*ignore(?!\[)", texto)


@pytest.mark.parametrize("archivo", CODIGO, ids=relativo)
def test_modulos_y_clases_dicen_para_que_son(archivo):
    arbol = ast.parse(archivo.read_text(encoding="utf-8"))
    assert ast.get_docstring(arbol), "falta la docstring del módulo"
    mudas = [
        nodo.name
        for nodo in arbol.body
        if isinstance(nodo, ast.ClassDef)
        and not nodo.name.startswith("_")
        and not ast.get_docstring(nodo)
        and not any("Protocol" in ast.unparse(b) for b in nodo.bases)
    ]
    assert mudas == []


@pytest.mark.parametrize(
    "archivo", sorted((RAIZ / "nucleo" / "servicios").glob("*.py")), ids=relativo
)
def test_todo_caso_de_uso_publico_se_explica(archivo):
    arbol = ast.parse(archivo.read_text(encoding="utf-8"))
    mudos = [
        nodo.name
        for nodo in arbol.body
        if isinstance(nodo, ast.FunctionDef)
        and nodo.args.args
        and nodo.args.args[0].arg == "contexto"
        and not nodo.name.startswith("_")
        and not ast.get_docstring(nodo)
    ]
    assert mudos == []


def test_el_repositorio_habla_solo_del_proyecto():
    revisar = [
        p
        for c in ("nucleo", "plugins", "configuraciones", "traducciones", "tests")
        for p in (RAIZ / c).rglob("*")
        if p.suffix in {".py", ".md", ".toml", ".po", ".pot", ".html", ".sh"}
        and p != Path(__file__)
    ]
    con_rutas = [
        relativo(p) for p in revisar if CARPETA_AJENA.search(p.read_text(encoding="utf-8"))
    ]
    assert con_rutas == []
