"""Las versiones van bloqueadas con huella y sin decir de qué registro vienen."""

import re
import tomllib
from pathlib import Path

import pytest

RAIZ = Path(__file__).parents[2]
BLOQUEOS = sorted(RAIZ.glob("dependencias*.txt"))
PROYECTO = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def bloqueadas(archivo):
    return dict(re.findall(r"^([a-z0-9-]+)==([^ \\;]+)", archivo.read_text(), re.MULTILINE))


def nombre(requisito):
    return re.match(r"[A-Za-z0-9-]+", requisito)[0].lower()


@pytest.mark.parametrize("archivo", BLOQUEOS, ids=lambda p: p.name)
def test_cada_version_lleva_su_huella_y_ninguna_direccion(archivo):
    texto = archivo.read_text()
    assert "://" not in texto
    requisitos = re.split(r"\n(?=[a-z])", texto.strip())
    sin_huella = [r.splitlines()[0] for r in requisitos if "--hash=sha256:" not in r]
    assert sin_huella == []


def test_lo_que_se_pide_esta_bloqueado():
    produccion = bloqueadas(RAIZ / "dependencias.txt")
    desarrollo = bloqueadas(RAIZ / "dependencias-desarrollo.txt")
    opcionales = PROYECTO["optional-dependencies"]
    assert {nombre(d) for d in PROYECTO["dependencies"]} <= set(produccion)
    assert {nombre(d) for d in opcionales["desarrollo"]} <= set(desarrollo)
    assert produccion.items() <= desarrollo.items()


def test_el_encargo_se_cumple():
    pedidas = {"flask", "pluggy", "sqlalchemy", "marshmallow", "flask-babel", "gunicorn"}
    assert pedidas <= {nombre(d) for d in PROYECTO["dependencies"]}
    carpetas = {p.name for p in RAIZ.iterdir() if p.is_dir() and not p.name.startswith(".")}
    assert {"nucleo", "plugins", "configuraciones", "traducciones", "tests"} <= carpetas
