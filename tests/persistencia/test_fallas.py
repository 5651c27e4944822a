"""La base que no responde se explica; un defecto nuestro sigue siendo un defecto."""

import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.errores import BaseInaccesible, BaseOcupada, BaseSinPreparar
from nucleo.persistencia.base import Base
from nucleo.persistencia.fallas import explicada


def falla_de(base):
    with pytest.raises(Exception) as error, base.unidad(EnPlataforma()) as unidad:  # noqa: PT011 - cualquiera
        unidad.altas.todas()
    base.cerrar()
    return error.value


@pytest.mark.parametrize("url", ["nada", "no-existe://x/y", "sqlite:////proc/x/y.db"])
def test_una_url_que_no_sirve(url):
    with pytest.raises(BaseInaccesible):
        Base(url)


def test_un_archivo_que_no_es_una_base(tmp_path):
    (tmp_path / "a.db").write_text("basura " * 200)
    error = explicada(falla_de(Base(f"sqlite:///{tmp_path / 'a.db'}")))
    assert isinstance(error, BaseInaccesible)
    assert "not a database" in error.datos["motivo"]


def test_otra_orden_escribe_demasiado_tiempo(tmp_path, monkeypatch):
    monkeypatch.setattr("nucleo.persistencia.motor.PRAGMAS", ["busy_timeout=1"])
    base = Base(f"sqlite:///{tmp_path / 'a.db'}")
    otra = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    otra.execute("BEGIN IMMEDIATE")
    error = explicada(falla_de(base))
    otra.close()
    assert isinstance(error, BaseOcupada)


def test_una_tabla_que_falta_es_un_defecto(tmp_path):
    error = falla_de(Base(f"sqlite:///{tmp_path / 'a.db'}"))
    assert explicada(error) is error
    otro = ValueError("x")
    assert explicada(otro) is otro


@pytest.mark.parametrize(
    "causa", [psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure]
)
def test_dos_ordenes_que_se_estorban_se_dicen_como_base_ocupada(causa):
    assert isinstance(explicada(causa("x")), BaseOcupada)
    assert isinstance(explicada(DBAPIError("SELECT 1", {}, causa("x"))), BaseOcupada)


@pytest.mark.parametrize(
    ("dicho", "tipo"),
    [
        ('connection failed: FATAL:  role "x" does not exist', BaseSinPreparar),
        ('connection failed: FATAL:  database "x" does not exist', BaseSinPreparar),
        ("connection failed: FATAL:  no existe el rol «x»", BaseSinPreparar),
        ('connection failed: FATAL:  password authentication failed for user "x"', BaseSinPreparar),
        ("connection failed: FATAL:  sorry, too many clients already", BaseInaccesible),
        ("connection refused", BaseInaccesible),
    ],
)
def test_si_falta_el_rol_o_la_base_no_se_culpa_al_disco(dicho, tipo):
    error = OperationalError("connect", {}, psycopg.OperationalError(dicho))
    assert type(explicada(error)) is tipo
