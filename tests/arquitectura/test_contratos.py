"""Los contratos de import se cumplen, y cada uno falla cuando alguien lo rompe."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RAIZ = Path(__file__).parents[2]
LINT = Path(sys.executable).with_name("lint-imports")
ROTURAS = {
    "Las capas miran hacia adentro": (
        "nucleo/servicios/roto.py",
        "import nucleo.persistencia.base",
    ),
    "El dominio es Python puro": ("nucleo/dominio/roto.py", "import flask"),
    "Los servicios no conocen ni la web ni la base de datos": (
        "nucleo/servicios/roto.py",
        "import sqlalchemy",
    ),
    "La web y la CLI no tocan la base de datos": (
        "nucleo/cli/roto.py",
        "import nucleo.persistencia.base",
    ),
    "Nadie consulta una tabla suelta: se consultan entidades": (
        "nucleo/persistencia/consultas/roto.py",
        "import nucleo.persistencia.tablas",
    ),
    "Un plugin solo ve nucleo.api": ("plugins/equidad/roto.py", "import nucleo.servicios.puertos"),
    "El núcleo no conoce a sus plugins": ("nucleo/web/roto.py", "import plugins.equidad.ganchos"),
    "Los plugins no se conocen entre sí": (
        "plugins/equidad/roto.py",
        "import plugins.salud.ganchos",
    ),
}


@pytest.fixture(scope="module")
def copia(tmp_path_factory):
    destino = tmp_path_factory.mktemp("casa")
    sin_restos = shutil.ignore_patterns("__pycache__", "*.po", "*.html")
    for carpeta in ("nucleo", "plugins"):
        shutil.copytree(RAIZ / carpeta, destino / carpeta, ignore=sin_restos)
    shutil.copy(RAIZ / "pyproject.toml", destino)
    return destino


def revisar(carpeta):
    return subprocess.run(
        [LINT, "--no-cache"], cwd=carpeta, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(carpeta), "PATH": "", "COLUMNS": "200"},
    )  # fmt: skip


def test_la_casa_los_cumple(copia):
    informe = revisar(copia)
    assert informe.returncode == 0, informe.stdout


@pytest.mark.parametrize("contrato", ROTURAS)
def test_cada_contrato_falla_si_se_rompe(copia, contrato):
    archivo, linea = ROTURAS[contrato]
    roto = copia / archivo
    roto.write_text(f'"""Rompe un contrato a propósito."""\n\n{linea}\n')
    try:
        informe = revisar(copia)
    finally:
        roto.unlink()
    assert informe.returncode != 0
    assert f"{contrato} BROKEN" in informe.stdout, informe.stdout


def test_las_capas_son_exhaustivas(copia):
    """Un módulo nuevo en `nucleo/` que nadie puso en una capa también es un error."""
    suelto = copia / "nucleo" / "suelto.py"
    suelto.write_text('"""Sin capa."""\n')
    try:
        informe = revisar(copia)
    finally:
        suelto.unlink()
    assert informe.returncode != 0
    assert "suelto" in informe.stdout


def test_todo_contrato_del_proyecto_tiene_su_rotura():
    nombres = {
        linea.split('"')[1]
        for linea in (RAIZ / "pyproject.toml").read_text(encoding="utf-8").splitlines()
        if linea.startswith('name = "') and linea != 'name = "tinkuy"'
    }
    assert nombres == set(ROTURAS)
