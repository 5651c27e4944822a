"""Una cuenta lista, con contraseñas baratas de resumir: lo que se prueba aquí son las reglas."""

import pytest
from argon2 import PasswordHasher

from nucleo.servicios import claves
from tests.servicios.cuentas import mundo_con_ana


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
