"""La base que no responde se explica; un defecto nuestro sigue siendo un defecto."""

import sqlite3

import pytest

from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.errores import BaseInaccesible, BaseOcupada
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
