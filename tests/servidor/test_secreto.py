"""El secreto de la instalación: uno solo, y solo su dueño lo lee."""

import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from nucleo.arranque.secreto import ARCHIVO, LARGO, nacer, secreto_de


@pytest.fixture(autouse=True)
def sin_entorno(monkeypatch):
    monkeypatch.delenv("TINKUY_SECRETO", raising=False)


def test_nace_la_primera_vez_y_despues_es_el_mismo(tmp_path):
    instancia = tmp_path / "por" / "crear"
    primero = secreto_de(instancia)
    assert len(primero) == LARGO
    assert secreto_de(instancia) == primero
    assert secreto_de(tmp_path / "otra") != primero


def test_solo_su_dueno_lo_lee(tmp_path):
    secreto_de(tmp_path)
    assert stat.S_IMODE((tmp_path / ARCHIVO).stat().st_mode) == 0o600
    assert [a.name for a in tmp_path.iterdir()] == [ARCHIVO], "no quedan restos"


def test_el_del_entorno_manda_y_no_escribe_nada(tmp_path, monkeypatch):
    monkeypatch.setenv("TINKUY_SECRETO", "el de todos los servidores")
    assert secreto_de(tmp_path) == b"el de todos los servidores"
    assert list(tmp_path.iterdir()) == []


def test_procesos_que_nacen_a_la_vez_leen_el_mismo(tmp_path):
    with ProcessPoolExecutor(4, get_context("spawn")) as procesos:
        dichos = list(procesos.map(secreto_de, [tmp_path] * 12))
    assert len(set(dichos)) == 1
    assert [a.name for a in tmp_path.iterdir()] == [ARCHIVO]


def test_quien_llega_segundo_no_pisa_al_primero(tmp_path):
    """El otro proceso lo creó entre la pregunta y la escritura."""
    primero = secreto_de(tmp_path)
    nacer(tmp_path / ARCHIVO)
    assert secreto_de(tmp_path) == primero
