"""Una organización, su dirigenta sin cuenta, y quienes llenan formularios."""

import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.roles import Rol
from tests.web.casa import (
    TUNARI,
    entrar_como,
    fundar_organizacion,
)


@pytest.fixture
def challa(casa):
    return fundar_organizacion(casa, nombre="Ch’alla")


@pytest.fixture
def juana(casa, challa):
    """La dirigenta de Ch’alla, que no tiene cuenta."""
    dirigencia = Dirigencia(nuevo_id(), challa.id, "Juana Mamani", "secretaria general")
    with casa.unidad(TUNARI) as unidad:
        unidad.dirigencias.agregar(dirigencia)
        unidad.anotar(Hecho("prueba.dirigencia", "prueba", ahora(), {}))
        unidad.confirmar()
    return dirigencia


@pytest.fixture
def dirigenta(casa, challa):
    return entrar_como(casa, Rol.DIRIGENCIA, TUNARI, challa.id, nombre="Rosa Quispe")


@pytest.fixture
def tecnico(casa):
    return entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI, nombre="Luis Rojas")
