"""Dos municipios con todo, exportados una sola vez, y dónde restaurarlos."""

import shutil
import sqlite3
import sys
import uuid
from datetime import UTC, datetime
from importlib.metadata import EntryPoint

import pytest

from nucleo.arranque import RAIZ, Casa, instalados
from nucleo.dominio.ambito import EnDepartamento, EnRegion
from nucleo.dominio.bitacora import Hecho
from tests.cli.conftest import DEMANDAS, ORGANIZACIONES
from tests.cli.vida.ordenes import SHINAHOTA, TUNARI, adjuntos_de, bien, en_sqlite, exportar

PRIMERA = '''
"""Los pozos."""
from nucleo.persistencia.columnas import texto
from nucleo.persistencia.migracion import crear_tabla_municipal

revision, down_revision = "0001", None


def upgrade():
    crear_tabla_municipal("pozos_pozos", texto("nombre"))
'''
SEGUNDA = '''
"""Cuánto da cada pozo."""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade():
    op.add_column(
        "pozos_pozos", sa.Column("litros", sa.Integer, nullable=False, server_default="7")
    )
'''
ACCESOS = "otb;establecimiento;minutos\nCañada Alta;Posta;95\nCh’alla Pampa;Posta;40\n"


@pytest.fixture(scope="session")
def hechos(tmp_path_factory):
    """Villa Tunari y Shinahota, con priorización, entregas, un plugin y un adjunto, exportados.

    Da la carpeta con `villa-tunari.zip`, `shinahota.zip` y `respaldo.zip`.
    """
    raiz = tmp_path_factory.mktemp("hechos")
    tinkuy = en_sqlite(raiz)
    for nombre, texto in (
        ("otb.csv", ORGANIZACIONES), ("demandas.csv", DEMANDAS), ("accesos.csv", ACCESOS),
    ):  # fmt: skip
        (raiz / nombre).write_text(texto, encoding="utf-8")
    bien(tinkuy("base", "actualizar"))
    bien(tinkuy("municipio", "alta", TUNARI, SHINAHOTA))
    adjuntos_de(raiz).guardar(b"acta de la Cumbre")
    for municipio in (TUNARI, SHINAHOTA):
        for orden in (
            ("organizaciones", "importar", municipio, raiz / "otb.csv"),
            ("salud", "accesos", "importar", municipio, raiz / "accesos.csv"),
            ("techo", "fijar", municipio, "--gestion", 2027, "41-113=400000", "41-119=150000"),
            ("demandas", "importar", municipio, raiz / "demandas.csv", "--gestion", 2027),
            ("priorizar", municipio, "--gestion", 2027, "--confirmar"),
            ("region", "entregar", municipio, "uninominal-24", "--gestion", 2027),
            ("municipio", "exportar", municipio, raiz / f"{municipio}.zip"),
        ):
            bien(tinkuy(*orden))
    for ambito in (EnRegion("uninominal-24"), EnDepartamento("03")):
        recordar_en(raiz, ambito)
    bien(tinkuy("respaldo", "crear", raiz / "respaldo.zip"))
    return raiz


def recordar_en(raiz, ambito):
    """Un hecho en la cadena de una región o de un departamento."""
    casa = Casa(raiz, RAIZ / "configuraciones", f"sqlite:///{raiz / 'tinkuy.db'}")
    with casa.unidad(ambito) as unidad:
        unidad.anotar(Hecho("prueba.hecha", "prueba", datetime.now(UTC), {"en": ambito.clave}))
        unidad.confirmar()
    casa.cerrar()


@pytest.fixture
def archivo(hechos):
    return hechos / f"{TUNARI}.zip"


@pytest.fixture
def llenos(instalada, hechos):
    """Los dos, restaurados en la instalación de la prueba, en cualquier motor."""
    for municipio in (TUNARI, SHINAHOTA):
        bien(instalada("municipio", "restaurar", hechos / f"{municipio}.zip"))
    return instalada


@pytest.fixture
def copia(hechos, tmp_path):
    """Lo mismo en SQLite, copiado y no restaurado: para lo que no depende del motor."""
    shutil.copytree(hechos, tmp_path / "copia")
    return en_sqlite(tmp_path / "copia")


@pytest.fixture
def otra(tmp_path):
    """Otra instalación, siempre en SQLite y con su propia copia de la configuración."""
    shutil.copytree(RAIZ / "configuraciones", tmp_path / "configuraciones")
    correr = en_sqlite(tmp_path / "otra", tmp_path / "configuraciones")
    bien(correr("base", "actualizar"))
    return correr


@pytest.fixture
def migraciones(tmp_path, monkeypatch):
    """Un plugin recién nacido: la carpeta de sus migraciones, con la primera."""
    paquete = tmp_path / "plugins" / "pozos"
    carpeta = paquete / "migraciones"
    carpeta.mkdir(parents=True)
    (paquete / "__init__.py").write_text('"""Pozos."""\n', encoding="utf-8")
    (paquete / "ganchos.py").write_text('"""Ninguno todavía."""\n', encoding="utf-8")
    (carpeta / "v0001.py").write_text(PRIMERA, encoding="utf-8")
    monkeypatch.syspath_prepend(paquete.parent)
    todos = [
        *instalados.entry_points(group="tinkuy.plugins"),
        EntryPoint("pozos", "pozos.ganchos", "tinkuy.plugins"),
    ]
    monkeypatch.setattr(instalados, "entry_points", lambda **_: todos)
    yield carpeta
    for modulo in ("pozos", "pozos.ganchos"):
        sys.modules.pop(modulo, None)


@pytest.fixture
def vieja(migraciones, tmp_path):
    """La exportación de un municipio con un pozo, cuando el plugin iba en su primera revisión."""
    assert [m.name for m in migraciones.glob("v*.py")] == ["v0001.py"]
    raiz, archivo = tmp_path / "vieja", tmp_path / "vieja.zip"
    tinkuy = en_sqlite(raiz)
    bien(tinkuy("base", "actualizar"))
    bien(tinkuy("municipio", "alta", TUNARI))
    base = sqlite3.connect(raiz / "tinkuy.db")
    with base:
        pozo = (31003, uuid.UUID(int=5).hex, "Pozo de la OTB")
        base.execute("INSERT INTO pozos_pozos (municipio_id, id, nombre) VALUES (?, ?, ?)", pozo)
    base.close()
    exportar(tinkuy, archivo)
    return archivo
