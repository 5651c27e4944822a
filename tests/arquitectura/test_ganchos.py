"""Todo gancho está documentado con su firma, usado por un plugin real y llenado con sus tipos."""

import ast
import inspect
import re
import typing
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from nucleo import ganchos, ganchos_plataforma

RAIZ = Path(__file__).parents[2]
ESPECIFICACIONES = {
    nombre: funcion
    for modulo in (ganchos, ganchos_plataforma)
    for nombre, funcion in vars(modulo).items()
    if hasattr(funcion, "tinkuy_spec")
}
IMPLEMENTACIONES = [
    (entrada.name, nombre, funcion)
    for entrada in entry_points(group="tinkuy.plugins")
    for nombre, funcion in vars(entrada.load()).items()
    if hasattr(funcion, "tinkuy_impl")
]
README = (RAIZ / "plugins" / "README.md").read_text(encoding="utf-8")


def test_hay_ganchos_y_quien_los_llene():
    assert len(ESPECIFICACIONES) == 13
    assert {nombre for _, nombre, _ in IMPLEMENTACIONES} == set(ESPECIFICACIONES)


@pytest.mark.parametrize("nombre", ESPECIFICACIONES)
def test_su_docstring_dice_cuando_se_llama(nombre):
    assert "Se llama" in inspect.getdoc(ESPECIFICACIONES[nombre])


@pytest.mark.parametrize("nombre", ESPECIFICACIONES)
def test_la_referencia_trae_la_firma_exacta(nombre):
    seccion = re.search(rf"^### {nombre}\n(.*?)(?=^###? |\Z)", README, re.DOTALL | re.MULTILINE)
    assert seccion, f"falta la sección «{nombre}» en plugins/README.md"
    bloque = re.search(r"```python\n(.*?)```", seccion[1], re.DOTALL)
    assert firma(bloque[1]) == firma(inspect.getsource(ESPECIFICACIONES[nombre]))


def firma(fuente):
    """La definición sin decoradores, docstring ni formato."""
    fuente = inspect.cleandoc(fuente)
    if "..." not in fuente and not re.search(r":\s*\n", fuente):
        fuente = f"{fuente.rstrip().rstrip(':')}: ..."
    [funcion] = [n for n in ast.walk(ast.parse(fuente)) if isinstance(n, ast.FunctionDef)]
    return funcion.name, ast.unparse(funcion.args), ast.unparse(funcion.returns)


@pytest.mark.parametrize(("plugin", "nombre", "funcion"), IMPLEMENTACIONES)
def test_la_implementacion_respeta_los_tipos(plugin, nombre, funcion):
    esperados = typing.get_type_hints(ESPECIFICACIONES[nombre])
    for argumento, tipo in typing.get_type_hints(funcion).items():
        if argumento != "return":
            assert tipo == esperados[argumento], f"{plugin}.{nombre}({argumento})"


@pytest.mark.parametrize("nombre", ESPECIFICACIONES)
def test_alguna_prueba_lo_nombra(nombre):
    pruebas = [p for p in (RAIZ / "tests").rglob("test_*.py") if p != Path(__file__)]
    assert any(nombre in p.read_text(encoding="utf-8") for p in pruebas)
