"""Nadie fuera de `nucleo/persistencia` obtiene una conexión, y ningún texto ajeno llega a ser SQL.

En SQLite es el muro que no se puede poner en la base. En PostgreSQL cierra lo que RLS no alcanza:
quien mande varias órdenes en un texto sin parámetros puede decir que es otro municipio.
"""

import ast
from pathlib import Path

import pytest

RAIZ = Path(__file__).parents[2]
PERSISTENCIA = RAIZ / "nucleo" / "persistencia"
CODIGO = sorted(p for c in ("nucleo", "plugins") for p in (RAIZ / c).rglob("*.py"))
FUERA = [p for p in CODIGO if PERSISTENCIA not in p.parents]
DENTRO = [p for p in CODIGO if PERSISTENCIA in p.parents]
BIBLIOTECAS = {"sqlalchemy", "psycopg", "sqlite3", "alembic"}
PUERTAS = {
    "begin",
    "connect",
    "connection",
    "create_engine",
    "cursor",
    "driver_connection",
    "exec_driver_sql",
    "execute",
    "executemany",
    "executescript",
    "get_bind",
    "make_url",
    "raw_connection",
}
ARMAN_SQL = {
    "nucleo/persistencia/guardia.py": "los SET LOCAL del ámbito: cada valor pasa por SIN_COMILLAS",
    "nucleo/persistencia/motor.py": "pragmas fijos y el número de un candado, con formato :d",
    "nucleo/persistencia/muros.py": "políticas y permisos: tablas leídas del catálogo, roles fijos",
    "nucleo/persistencia/roles.py": "nombres y claves citados por psycopg.sql, y una función fija",
}
"""Los únicos archivos que arman una orden con algo adentro, y por qué no puede venir de fuera."""
EJECUTAN = {"exec_driver_sql", "text", "literal_column", "DDL", "SQL"}


def relativo(archivo):
    return str(archivo.relative_to(RAIZ))


def arbol(texto):
    return ast.walk(ast.parse(texto))


def puertas_de(texto):
    """Los nombres de base de datos que un código importa, y los métodos que abren una conexión."""
    for nodo in arbol(texto):
        if isinstance(nodo, ast.Import):
            yield from (a.name for a in nodo.names if a.name.partition(".")[0] in BIBLIOTECAS)
        elif isinstance(nodo, ast.ImportFrom):
            if (nodo.module or "").partition(".")[0] in BIBLIOTECAS:
                yield nodo.module
        elif isinstance(nodo, ast.Attribute) and nodo.attr in PUERTAS:
            yield nodo.attr


def armadas_en(texto):
    """Las órdenes SQL que no son un literal entero: lo que va a ejecutarse lleva algo adentro."""
    for nodo in arbol(texto):
        if not isinstance(nodo, ast.Call) or not nodo.args:
            continue
        nombre = getattr(nodo.func, "attr", None) or getattr(nodo.func, "id", None)
        es_cursor = nombre == "execute" and "cursor" in ast.unparse(nodo.func)
        if (nombre in EJECUTAN or es_cursor) and not isinstance(nodo.args[0], ast.Constant):
            yield ast.unparse(nodo)


@pytest.mark.parametrize("archivo", FUERA, ids=relativo)
def test_fuera_de_persistencia_nadie_obtiene_una_conexion(archivo):
    assert list(puertas_de(archivo.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("archivo", DENTRO, ids=relativo)
def test_dentro_solo_estos_arman_ordenes(archivo):
    armadas = list(armadas_en(archivo.read_text(encoding="utf-8")))
    assert bool(armadas) == (relativo(archivo) in ARMAN_SQL), armadas


def test_solo_la_base_y_su_migrador_abren_conexiones():
    """Repositorios, consultas y volcado reciben una sesión con ámbito; nunca un motor."""
    con_motor = {
        relativo(p)
        for p in DENTRO
        for nodo in arbol(p.read_text(encoding="utf-8"))
        if isinstance(nodo, ast.Attribute) and nodo.attr in {"connect", "raw_connection", "begin"}
    }
    assert con_motor == {
        "nucleo/persistencia/base.py",
        "nucleo/persistencia/migrador.py",
        "nucleo/persistencia/roles.py",
    }


@pytest.mark.parametrize(
    "tramposo",
    [
        "import sqlite3",
        "from sqlalchemy import text",
        "from sqlalchemy.orm import Session",
        "base._motor.connect()",
        "unidad._sesion.execute(orden)",
        "sesion.get_bind().raw_connection()",
        "conexion.exec_driver_sql('SELECT 1')",
    ],
)
def test_una_trampa_se_nota(tramposo):
    assert list(puertas_de(tramposo))


@pytest.mark.parametrize(
    "tramposo",
    [
        "text(f'SELECT {x}')",
        "text('SELECT ' + x)",
        "sa.text('SELECT %s' % x)",
        "conexion.exec_driver_sql(x)",
        "select(literal_column(x))",
        "cursor.execute(x)",
        "conexion.cursor().execute('SELECT {}'.format(x))",
    ],
)
def test_una_orden_armada_se_nota(tramposo):
    assert list(armadas_en(tramposo))
    assert not list(armadas_en("text('SELECT 1')"))
