"""Una tabla de versiones por paquete; lo que se migra es lo que se mapeó."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from nucleo.dominio.errores import ErrorDePlugin
from nucleo.persistencia import migraciones
from nucleo.persistencia.duenos import TablaSinDueno
from nucleo.persistencia.esquema import ColumnaSinForma
from nucleo.persistencia.migrador import GUIONES, TablaSinNombre, llevar
from nucleo.persistencia.registro import Tenencia, registro
from tests.persistencia.conftest import PLUGINS, UNO
from tests.persistencia.ejemplos import organizacion

VERSIONES = {"versiones_nucleo", *(f"versiones_{plugin}" for plugin in PLUGINS)}
PRIMERA = """
import sqlalchemy as sa
from alembic import op

from nucleo.persistencia.migracion import crear_tabla_municipal

revision = "0001"
down_revision = None


def upgrade():
    crear_tabla_municipal("crece_cosas")
    op.execute("INSERT INTO crece_cosas VALUES (31003, '01900000000070008000000000000001')")
"""
ROTA = (
    PRIMERA
    + """    op.execute("ALTER TABLE no_existe ADD COLUMN x INTEGER")
"""
)
SEGUNDA = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.add_column("crece_cosas", sa.Column("x", sa.Integer))
    op.execute("UPDATE crece_cosas SET x = 7")
"""
AJENAS = {
    "sin dueño": 'op.create_table("crece_x", sa.Column("id", sa.Integer, primary_key=True))',
    "sin el nombre del plugin": 'crear_tabla_municipal("demandas_x")',
    "que no se sabe exportar": 'crear_tabla_municipal("crece_x", sa.Column("b", sa.LargeBinary))',
}


def tablas(banco):
    return set(inspect(banco.motor).get_table_names())


def test_el_mapeo_y_las_migraciones_dicen_lo_mismo(base):
    def propia(nombre, tipo, _padre):
        return tipo != "table" or nombre not in VERSIONES

    with base.motor.connect() as conexion:
        contexto = MigrationContext.configure(
            conexion, opts={"include_name": propia, "compare_type": True}
        )
        assert compare_metadata(contexto, registro.metadata) == []


def test_las_claves_llevan_el_mismo_nombre_en_el_mapeo_y_en_la_base(base):
    """`compare_metadata` no compara claves primarias ni nombres de foráneas en SQLite."""
    inspector = inspect(base.motor)
    for nombre, tabla in registro.metadata.tables.items():
        primaria = inspector.get_pk_constraint(nombre)
        assert primaria["constrained_columns"] == list(tabla.primary_key.columns.keys())
        assert primaria["name"] == tabla.primary_key.name
        foraneas = {(f["name"], tuple(f["constrained_columns"]), f["referred_table"])
                    for f in inspector.get_foreign_keys(nombre)}  # fmt: skip
        assert foraneas == {
            (f.name, tuple(f.column_keys), f.referred_table.name)
            for f in tabla.foreign_key_constraints
        }


def test_lo_pendiente_se_sabe_antes_y_despues(vacia):
    assert vacia.base.pendientes(PLUGINS) == ["nucleo", *PLUGINS]
    vacia.base.migrar(PLUGINS)
    assert vacia.base.pendientes(PLUGINS) == []


def test_preguntar_por_lo_pendiente_no_espera_a_quien_escribe(base):
    with base.unidad(UNO) as unidad:
        unidad.organizaciones.agregar_todas([organizacion()])
        assert base.base.pendientes(PLUGINS) == []


def test_repetir_no_hace_nada(base):
    ordenes = base.contar(lambda: base.base.migrar(PLUGINS))
    assert not [o for o in ordenes if not o.startswith(("SELECT", "PRAGMA"))]
    carpeta = Path(migraciones.__file__).parent
    ultima = {"versiones_nucleo": max(m.name[1:5] for m in carpeta.glob("v*.py"))}
    for tabla in VERSIONES:
        esperada = [(ultima.get(tabla, "0001"),)]
        assert base.crudo(f"SELECT * FROM {tabla}") == esperada  # noqa: S608 - literal


def test_un_plugin_ausente_no_estorba_y_conserva_sus_datos(base):
    base.base.migrar({})
    assert "prueba_establecimientos" in tablas(base)
    assert base.base.pendientes({}) == []


def test_un_plugin_sin_carpeta_de_migraciones_no_tiene_nada_pendiente(base, tmp_path):
    sin_tablas = {"sin_tablas": tmp_path / "no existe"}
    assert base.base.pendientes(sin_tablas) == []
    base.base.migrar(sin_tablas)
    assert "versiones_sin_tablas" not in tablas(base)


def test_bajar_un_plugin_no_toca_al_nucleo(base):
    with base.como_dueno() as conexion:
        llevar(conexion, "prueba", PLUGINS["prueba"], "base")
    assert "prueba_establecimientos" not in tablas(base)
    assert "demandas" in tablas(base)


def test_bajar_y_subir_todo(base):
    with base.como_dueno() as conexion:
        for plugin, carpeta in PLUGINS.items():
            llevar(conexion, plugin, carpeta, "base")
        llevar(conexion, "nucleo", GUIONES, "base")
    assert tablas(base) == VERSIONES
    base.base.migrar(PLUGINS)
    assert set(registro.metadata.tables) <= tablas(base)


def test_una_migracion_rota_no_deja_nada_a_medias(vacia, tmp_path):
    (tmp_path / "v0001_rota.py").write_text(ROTA)
    with pytest.raises(DBAPIError):
        vacia.base.migrar({"crece": tmp_path})
    assert "demandas" in tablas(vacia)
    assert not tablas(vacia) & {"crece_cosas", "versiones_crece"}
    assert vacia.base.pendientes({"crece": tmp_path}) == ["crece"]
    assert vacia.base.fallas() == []


@pytest.mark.parametrize("orden", AJENAS.values(), ids=AJENAS)
def test_una_tabla_que_no_se_podria_cercar_ni_exportar_no_entra(vacia, tmp_path, orden):
    (tmp_path / "v0001_ajena.py").write_text(f"{PRIMERA}    {orden}\n")
    with pytest.raises((TablaSinDueno, TablaSinNombre, ColumnaSinForma)):
        vacia.base.migrar({"crece": tmp_path})
    assert not [t for t in tablas(vacia) if "crece" in t or t.endswith("_x")]


def test_la_segunda_version_se_aplica_sobre_la_primera_y_ve_todas_las_filas(vacia, tmp_path):
    (tmp_path / "v0001_primera.py").write_text(PRIMERA)
    vacia.base.migrar({"crece": tmp_path})
    (tmp_path / "v0002_segunda.py").write_text(SEGUNDA)
    assert vacia.base.pendientes({"crece": tmp_path}) == ["crece"]
    vacia.base.migrar({"crece": tmp_path})
    assert vacia.crudo("SELECT x FROM crece_cosas") == [(7,)]
    assert vacia.base.fallas() == []


ESCAPES = {
    "vista": "CREATE VIEW crece_todas AS SELECT * FROM demandas",
    "función": """CREATE FUNCTION crece_f() RETURNS int LANGUAGE sql
        SECURITY DEFINER AS 'SELECT 1'""",
}


@pytest.mark.parametrize("vacia", ["postgresql"], indirect=True)
@pytest.mark.parametrize("orden", ESCAPES.values(), ids=ESCAPES)
def test_una_migracion_que_abre_un_escape_no_entra_y_se_atribuye(vacia, tmp_path, orden):
    (tmp_path / "v0001_escape.py").write_text(f"{PRIMERA}    op.execute({orden!r})\n")
    with pytest.raises(ErrorDePlugin) as error:
        vacia.base.migrar({"crece": tmp_path})
    assert error.value.datos["plugin"] == "crece"
    assert "crece_cosas" not in tablas(vacia)
    assert vacia.base.fallas() == []


def test_una_fila_por_municipio_tambien_es_solo_suya(vacia, tmp_path):
    """Clave de solo `municipio_id`: un plugin puede guardar así sus ajustes, y no son de todos."""
    tabla = 'op.create_table("crece_uno", sa.Column("municipio_id", sa.Integer, primary_key=True))'
    (tmp_path / "v0001_uno.py").write_text(f"{PRIMERA}    {tabla}\n")
    vacia.base.migrar({"crece": tmp_path})
    assert vacia.base.fallas() == []
    assert vacia.base.esquema().tablas["crece_uno"].tenencia is Tenencia.MUNICIPAL
