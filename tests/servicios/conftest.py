"""Una cuenta lista, con contraseñas baratas de resumir, y un encuentro con la mesa puesta."""

from dataclasses import replace
from datetime import date

import pytest
from argon2 import PasswordHasher

from nucleo.servicios import claves, gestiones
from tests.ejemplos import GESTION
from tests.servicios.cuentas import mundo_con_ana
from tests.servicios.de_mesa import EDA, MGMP, empezar


@pytest.fixture
def barato(monkeypatch):
    """Los parámetros de verdad tardan a propósito; `test_claves` comprueba cuáles son."""
    monkeypatch.setattr(claves, "CIFRADOR", PasswordHasher(1, 8, 1))
    claves._de_nadie.cache_clear()
    yield
    claves._de_nadie.cache_clear()


@pytest.fixture
def mundo(barato):  # noqa: ARG001 - cambia los parámetros
    return mundo_con_ana()


@pytest.fixture
def con(contexto):
    """Un contexto con el ciclo de la casa."""
    return replace(contexto, ciclo=MGMP)


@pytest.fixture
def mesa(con, unidad):
    """Una unidad con la gestión abierta y el EDA 1 en curso."""
    gestiones.abrir(con, unidad, date(GESTION - 1, 9, 8))
    empezar(con, unidad, EDA)
    return unidad
