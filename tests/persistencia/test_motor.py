"""Las promesas del motor: carpeta, pragmas, hilos y procesos."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from types import MappingProxyType, SimpleNamespace

import pytest
from sqlalchemy.exc import StatementError

from nucleo.dominio.ambito import EnPlataforma, EnRegion
from nucleo.persistencia.base import Base
from nucleo.persistencia.guardia import ajustes_de
from nucleo.persistencia.inspeccion import FugaDeTenencia
from nucleo.persistencia.motor import a_json, candado, crear_motor
from tests.persistencia.conftest import UNO
from tests.persistencia.ejemplos import GESTION, asamblea, organizacion, proceso


def test_la_carpeta_del_archivo_se_crea(tmp_path):
    base = Base(f"sqlite:///{tmp_path}/una/otra/base.db")
    base.migrar({})
    base.cerrar()
    assert (tmp_path / "una" / "otra" / "base.db").is_file()


@pytest.mark.parametrize(
    ("pragma", "valor"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 30000)]
)
def test_en_sqlite_cada_conexion_nace_preparada(tmp_path, pragma, valor):
    motor = crear_motor(f"sqlite:///{tmp_path}/base.db")
    with motor.connect() as conexion:
        assert conexion.exec_driver_sql(f"PRAGMA {pragma}").all() == [(valor,)]
    motor.dispose()


class ConexionDePostgres:
    """Anota las órdenes que recibiría PostgreSQL: el muro 2 las lee en cada transacción."""

    dialect = SimpleNamespace(name="postgresql")

    def __init__(self):
        self.ordenes = []

    def exec_driver_sql(self, orden):
        self.ordenes.append(orden)


@pytest.mark.parametrize(
    ("ambito", "dicho"),
    [
        (UNO, {"role": "tinkuy_aplicacion", "app.municipio": "31003", "app.region": ""}),
        (
            EnRegion("uninominal-24"),
            {"role": "tinkuy_regional", "app.municipio": "", "app.region": "uninominal-24"},
        ),
        (EnPlataforma(), {"role": "tinkuy_aplicacion", "app.municipio": "", "app.region": ""}),
    ],
    ids=str,
)
def test_en_postgres_cada_transaccion_dice_su_rol_y_su_ambito(ambito, dicho):
    for nombre, valor in {**dicho, "app.ambito": ambito.clave}.items():
        assert f"SET LOCAL {nombre} = '{valor}';" in ajustes_de(ambito)


def test_un_ambito_que_no_es_un_nombre_corto_no_llega_a_la_base():
    with pytest.raises(FugaDeTenencia):
        ajustes_de(EnRegion("x'; SET ROLE dueno; --"))


def test_en_postgres_el_candado_es_del_ambito_y_no_cambia_entre_procesos():
    conexion = ConexionDePostgres()
    for nombre in ("municipio:031003", "plataforma", "municipio:031003"):
        candado(conexion, nombre)
    [uno, otro, repetido] = conexion.ordenes
    assert uno == repetido == "SELECT pg_advisory_xact_lock(3749866350129514865)"
    assert uno != otro


def test_varios_hilos_leen_mientras_otro_escribe(base):
    def leer(_):
        with base.base.leer_municipio(UNO) as lectura:
            return lectura.cifras(GESTION).organizaciones

    with base.unidad(UNO) as unidad, ThreadPoolExecutor(8) as hilos:
        unidad.organizaciones.agregar_todas([organizacion()])
        assert set(hilos.map(leer, range(40))) == {0}
        unidad.confirmar()


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_un_proceso_hijo_no_usa_las_conexiones_de_su_padre(base):
    with base.unidad(UNO) as unidad:
        unidad.organizaciones.agregar_todas([organizacion("del padre")])
        unidad.confirmar()
    hijo = os.fork()
    if not hijo:
        salida = 1
        try:
            limpia = base.motor.pool.checkedin() == 0
            with base.unidad(UNO) as unidad:
                unidad.organizaciones.agregar_todas([organizacion("del hijo")])
                unidad.confirmar()
            salida = 0 if limpia else 2
        finally:
            os._exit(salida)
    assert os.waitstatus_to_exitcode(os.waitpid(hijo, 0)[1]) == 0
    with base.unidad(UNO) as unidad:
        assert [o.nombre for o in unidad.organizaciones.todas()] == ["del hijo", "del padre"]


def test_un_instante_sin_zona_se_rechaza(base):
    sin_zona = proceso(congelada_en=datetime(2027, 1, 1))  # noqa: DTZ001 - es lo que se prueba
    with base.unidad(UNO) as unidad, pytest.raises(StatementError):
        unidad.priorizaciones.abrir(sin_zona)


def test_un_mapa_de_solo_lectura_se_guarda_como_objeto(base):
    o = organizacion(carencias=MappingProxyType({"agua": 1.5}))
    assert a_json({"a": MappingProxyType({"ñ": 1})}) == '{"a": {"ñ": 1}}'
    with base.unidad(UNO) as unidad:
        unidad.organizaciones.agregar_todas([o])
        unidad.asambleas.agregar_todas([asamblea(o)])
        unidad.confirmar()
    with base.unidad(UNO) as unidad:
        assert unidad.organizaciones.todas()[0].carencias == {"agua": 1.5}
    with pytest.raises(TypeError):
        a_json({"a": object()})


def test_tras_leer_la_conexion_no_pide_escribir(postgresql, plantilla_de_postgres):
    """En una réplica, empezar con «READ WRITE» falla antes de saber si se iba a escribir."""
    base = Base(*postgresql.crear(plantilla_de_postgres))
    with base.leer_municipio(UNO) as lectura:
        lectura.cifras(GESTION)
    conexion = base._motor.raw_connection()
    assert conexion.driver_connection.read_only is None
    conexion.close()
    base.cerrar()
