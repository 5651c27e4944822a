"""Lo que casi toda prueba pide: un municipio sembrado y su contexto, y un PostgreSQL propio."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from nucleo.arranque import RAIZ, Casa
from nucleo.dominio.contexto import Contexto
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba
from plugins.equidad.ajustes import Ajustes
from tests.ejemplos import municipio_sembrado
from tests.motores import MOTORES, ROL, Servidor, repartidor
from tests.postgres import Postgres

settings.register_profile("casa", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("casa")
"""Lo que se afirma no depende de cuánto tarde: una máquina ocupada no es un defecto."""


@pytest.fixture
def contexto() -> Contexto:
    return contexto_de_prueba(Ajustes())


@pytest.fixture
def unidad() -> UnidadEnMemoria:
    return municipio_sembrado()


@pytest.fixture(scope="session")
def postgresql():
    """Un servidor por proceso de pruebas. Sin binarios, falla y dice qué instalar."""
    with Postgres() as pg:
        with pg.conectar() as conexion:
            conexion.execute(f"CREATE ROLE {ROL} LOGIN NOSUPERUSER NOBYPASSRLS")
        yield Servidor(pg)


@pytest.fixture(scope="session")
def pgbouncer(postgresql):
    """El mismo servidor, visto a través de PgBouncer en modo transacción."""
    with repartidor(postgresql.pg) as carpeta:
        yield Servidor(postgresql.pg, carpeta, postgresql.numero)


@pytest.fixture(scope="session")
def plantilla_de_casa(postgresql):
    """Una base con el núcleo y los plugins instalados; migrar cada una tomaría un segundo más."""
    return postgresql.plantilla("de_casa", migrar_como_la_casa)


def migrar_como_la_casa(base):
    casa = Casa(Path(), RAIZ / "configuraciones", base.url)
    base.migrar(casa._instalados.migraciones)
    casa.cerrar()


def poner_motor(request, tmp_path, monkeypatch):
    """La base de la instalación, dicha como la diría quien instala."""
    monkeypatch.setenv("TINKUY_RAIZ", str(tmp_path / "instancia"))
    monkeypatch.delenv("TINKUY_BASE", raising=False)
    monkeypatch.delenv("TINKUY_BASE_DUENO", raising=False)
    if request.param != "sqlite":
        plantilla = request.getfixturevalue("plantilla_de_casa")
        url, dueno = request.getfixturevalue(request.param).crear(plantilla)
        monkeypatch.setenv("TINKUY_BASE", url)
        monkeypatch.setenv("TINKUY_BASE_DUENO", dueno)
    return request.param


@pytest.fixture(params=MOTORES)
def motor(request, tmp_path, monkeypatch):
    return poner_motor(request, tmp_path, monkeypatch)
