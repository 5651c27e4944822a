"""Lo de una versión anterior se pone al día al restaurarlo; lo de una futura no entra."""

import sqlite3
import sys
import uuid
from importlib.metadata import EntryPoint

import pytest

from nucleo import arranque
from tests.cli.vida.ordenes import (
    TUNARI,
    bien,
    borrar,
    en_sqlite,
    exportar,
    mal,
    resumen,
    resumen_en,
)
from tests.exportaciones.ejemplos import abierta

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
        *arranque.entry_points(group="tinkuy.plugins"),
        EntryPoint("pozos", "pozos.ganchos", "tinkuy.plugins"),
    ]
    monkeypatch.setattr(arranque, "entry_points", lambda **_: todos)
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


def test_lo_de_una_revision_anterior_se_restaura_al_dia(vieja, migraciones, tmp_path):
    (migraciones / "v0002.py").write_text(SEGUNDA, encoding="utf-8")
    nueva, copia = en_sqlite(tmp_path / "nueva"), tmp_path / "nueva.zip"
    bien(nueva("base", "actualizar"))
    bien(nueva("municipio", "restaurar", vieja))
    exportar(nueva, copia)
    assert (
        b'"litros":7,"nombre":"Pozo de la OTB"'
        in abierta(copia.read_bytes())["datos/pozos_pozos.jsonl"]
    )
    assert resumen(nueva) == resumen_en(copia) != resumen_en(vieja), "tiene una columna más"
    bien(nueva("bitacora", "verificar"))
    bien(borrar(nueva, copia))
    bien(nueva("municipio", "restaurar", copia))


def test_lo_de_una_revision_futura_no_entra(vieja, migraciones, tmp_path):
    (migraciones / "v0002.py").write_text(SEGUNDA, encoding="utf-8")
    nueva, copia = en_sqlite(tmp_path / "nueva"), tmp_path / "nueva.zip"
    bien(nueva("base", "actualizar"))
    bien(nueva("municipio", "restaurar", vieja))
    exportar(nueva, copia)
    (migraciones / "v0002.py").unlink()
    atrasada = en_sqlite(tmp_path / "atrasada")
    bien(atrasada("base", "actualizar"))
    mal(atrasada("municipio", "restaurar", copia), "pozos 0002")
    bien(atrasada("municipio", "restaurar", vieja))
