"""Muchos a la vez, en municipios alternados y por las mismas conexiones: nada se mezcla."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from threading import Event, Thread

import pytest
from sqlalchemy import select

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.organizaciones import Organizacion
from nucleo.persistencia.guardia import ajustes_de
from tests.persistencia import ejemplos
from tests.persistencia.intruso import columna, conectar

HILOS, CADA_UNO = 12, 40
MUNICIPIOS = [EnMunicipio(31000 + n) for n in range(7)]
CLIENTES = {"pgbouncer": 343, "postgresql": 60}
AL_SERVIDOR = 10
ABIERTAS = "SELECT count(*) FROM pg_stat_activity WHERE datname = ? AND usename = 'atiende'"


@pytest.fixture
def abiertas(base):
    """Cuántas conexiones del rol que atiende llegó a haber en el servidor durante la prueba."""
    vistas, basta = [], Event()

    def mirar():
        while base.de_postgres and not basta.wait(0.02):
            vistas.append(base.crudo(ABIERTAS, base.motor.url.database)[0][0])

    vigia = Thread(target=mirar)
    vigia.start()
    yield vistas
    basta.set()
    vigia.join()


def test_480_transacciones_desde_12_hilos_no_se_mezclan(base, abiertas, request):
    """Una de cada tres escribe, una de cada tres se deshace y todas miran lo que hay."""

    def trabajar(hilo):
        vistas = []
        for n in range(CADA_UNO):
            municipio = MUNICIPIOS[(hilo + n) % len(MUNICIPIOS)]
            with base.sesion(municipio) as s:
                if n % 3:
                    s.add(ejemplos.organizacion(f"{municipio.id} {hilo} {n}"))
                    s.flush()
                consulta = select(Organizacion.municipio_id, Organizacion.nombre)
                leidas = s.execute(consulta).all()
                vistas += [(municipio.id, de, int(nombre[:5])) for de, nombre in leidas]
                if n % 3 == 1:
                    s.commit()
        return vistas

    with ThreadPoolExecutor(HILOS) as hilos:
        vistas = [v for suyas in hilos.map(trabajar, range(HILOS)) for v in suyas]
    assert len(vistas) > HILOS * CADA_UNO
    assert [v for v in vistas if len(set(v)) > 1] == []
    guardadas = base.crudo("SELECT municipio_id, nombre FROM organizaciones")
    assert len(guardadas) == HILOS * len(range(1, CADA_UNO, 3))
    assert all(nombre.startswith(str(de)) for de, nombre in guardadas)
    if "pgbouncer" in request.node.name:
        assert 0 < max(abiertas) <= AL_SERVIDOR


def test_cientos_de_clientes_abiertos_no_se_mezclan(de_postgres, request):
    """Cada cliente sigue abierto mientras los demás piden: PgBouncer les reparte las mismas."""
    por = "pgbouncer" if "pgbouncer" in request.node.name else "postgresql"
    with ExitStack() as pila:
        clientes = [
            pila.enter_context(closing(conectar(de_postgres))) for _ in range(CLIENTES[por])
        ]
        for n, cliente in enumerate([*clientes, *clientes]):
            quien = MUNICIPIOS[n % len(MUNICIPIOS)]
            cliente.execute(ajustes_de(quien), prepare=False)
            propias = {quien.id} & {31003, 31004}
            assert set(columna(cliente, "SELECT municipio_id FROM demandas")) == propias
            cliente.commit()
            assert columna(cliente, "SELECT count(*) FROM demandas") == [0]
            cliente.rollback()
        base = de_postgres.motor.url.database
        [(abiertas,)] = de_postgres.crudo(ABIERTAS, base)
    assert abiertas <= AL_SERVIDOR if por == "pgbouncer" else abiertas >= CLIENTES[por]
