"""Los presupuestos de tamaño: un archivo cabe en la cabeza y una función, en la pantalla."""

import ast
from pathlib import Path
from statistics import median

import pytest

RAIZ = Path(__file__).parents[2]
CODIGO = sorted(
    p
    for c in ("nucleo", "plugins")
    for p in (RAIZ / c).rglob("*.py")
    if "migraciones" not in p.parts
)
PRUEBAS = sorted((RAIZ / "tests").rglob("*.py"))
LINEAS_POR_ARCHIVO = 400
LINEAS_POR_FUNCION = 40


def funciones(archivo):
    arbol = ast.parse(archivo.read_text(encoding="utf-8"))
    for nodo in ast.walk(arbol):
        if isinstance(nodo, ast.FunctionDef | ast.AsyncFunctionDef):
            yield nodo.name, nodo.end_lineno - nodo.lineno + 1


@pytest.mark.parametrize("archivo", CODIGO + PRUEBAS, ids=lambda p: str(p.relative_to(RAIZ)))
def test_el_archivo_no_pasa_del_presupuesto(archivo):
    assert len(archivo.read_text(encoding="utf-8").splitlines()) <= LINEAS_POR_ARCHIVO


@pytest.mark.parametrize("archivo", CODIGO, ids=lambda p: str(p.relative_to(RAIZ)))
def test_ninguna_funcion_pasa_del_presupuesto(archivo):
    largas = [(nombre, n) for nombre, n in funciones(archivo) if n > LINEAS_POR_FUNCION]
    assert largas == []


def test_las_medianas_se_mantienen_pequenas():
    largos = [n for archivo in CODIGO for _, n in funciones(archivo)]
    assert median(largos) <= 10
    assert median(len(a.read_text(encoding="utf-8").splitlines()) for a in CODIGO) <= 120
