"""Lo que casi toda prueba pide: un municipio sembrado y su contexto, y un PostgreSQL propio."""

import pytest

from nucleo.dominio.contexto import Contexto
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba
from plugins.equidad.ajustes import Ajustes
from tests.ejemplos import municipio_sembrado
from tests.motores import ROL, Servidor, repartidor
from tests.postgres import Postgres


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
