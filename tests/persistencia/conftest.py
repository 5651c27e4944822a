"""Una base recién migrada por prueba, en cada motor."""

import shutil
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

import plugins.salud.modelos
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.municipios import Alta
from nucleo.persistencia.base import Base
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.motor import crear_motor
from tests.motores import MOTORES
from tests.persistencia import ejemplos
from tests.persistencia.plugin_de_prueba import modelos
from tests.persistencia.siembra import DOS, UNO, sembrar_todo

__all__ = ["DOS", "UNO"]
PLUGINS = {
    "prueba": Path(modelos.__file__).parent / "migraciones",
    "salud": Path(plugins.salud.modelos.__file__).parent / "migraciones",
}
"""Uno hecho para romperlo y uno de verdad: lo que se comprueba vale para los plugins de la casa."""


@dataclass
class Banco:
    """La base de una prueba, con lo que la aplicación no ve: su motor y sus sesiones."""

    base: Base
    dueno: str

    @property
    def motor(self) -> Engine:
        return self.base._motor

    @property
    def de_postgres(self) -> bool:
        return self.base.de_postgres

    def sesion(self, ambito):
        return Sesion(self.motor, ambito)

    def unidad(self, ambito):
        """La de verdad. Al confirmar, si la prueba no anotó qué hizo o no dio el alta, lo hace."""
        unidad = self.base.unidad(ambito)
        confirmar = unidad.confirmar

        def con_hecho():
            if not unidad._hechos:
                unidad.anotar(Hecho("prueba.sembrada", "prueba", ejemplos.HORA, {}))
            if isinstance(ambito, EnMunicipio) and not unidad.altas.de(ambito.id):
                unidad.altas.agregar(Alta(ambito.id, ejemplos.HORA, "prueba"))
            confirmar()

        unidad.confirmar = con_hecho
        return unidad

    def crudo(self, orden, *valores):
        """SQL directo y con todos los poderes, como quien entra a la base por fuera de Tinkuy."""
        if self.de_postgres:
            orden = orden.replace("?", "%s")
        with self.como_dueno() as conexion:
            resultado = conexion.exec_driver_sql(orden, valores)
            return resultado.all() if resultado.returns_rows else resultado.rowcount

    @contextmanager
    def como_dueno(self):
        """Una transacción del rol que migra."""
        motor = crear_motor(self.dueno)
        try:
            with motor.begin() as conexion:
                yield conexion
        finally:
            motor.dispose()

    def contar(self, tarea: Callable[[], object]) -> list[str]:
        """Corre la tarea y devuelve las órdenes SQL que llegaron a la base."""
        ordenes = []

        def apuntar(_con, _cursor, orden, *_):
            if not orden.startswith(("SET", "PRAGMA", "BEGIN")):
                ordenes.append(orden)

        event.listen(self.motor, "before_cursor_execute", apuntar)
        tarea()
        event.remove(self.motor, "before_cursor_execute", apuntar)
        return ordenes


@pytest.fixture(scope="session")
def plantilla(tmp_path_factory):
    """Una base migrada que las demás copian: migrar cuesta más que copiar un archivo."""
    archivo = tmp_path_factory.mktemp("plantilla") / "base.db"
    base = Base(f"sqlite:///{archivo}")
    base.migrar(PLUGINS)
    base.cerrar()
    return archivo


@pytest.fixture(scope="session")
def plantilla_de_postgres(postgresql):
    return postgresql.plantilla("migrada", lambda base: base.migrar(PLUGINS))


@pytest.fixture(params=MOTORES)
def vacia(request, tmp_path):
    """Una base sin migrar."""
    if request.param == "sqlite":
        url = dueno = f"sqlite:///{tmp_path}/vacia/base.db"
    else:
        url, dueno = request.getfixturevalue(request.param).crear()
    yield from banco(url, dueno)


@pytest.fixture(params=MOTORES)
def base(request, tmp_path):
    yield from banco(*copia(request, tmp_path))


@pytest.fixture(scope="module", params=MOTORES)
def sembrada(request, tmp_path_factory):
    """Una base para todo el archivo, con filas de dos municipios en cada tabla que existe."""
    for puesto in banco(*copia(request, tmp_path_factory.mktemp("sembrada"))):
        sembrar_todo(puesto.dueno)
        yield puesto


@pytest.fixture(scope="module", params=MOTORES[1:])
def de_postgres(request):
    """Lo mismo, solo donde hay muro 2."""
    for puesto in banco(*copia(request, None)):
        sembrar_todo(puesto.dueno)
        yield puesto


def copia(request, carpeta):
    """Las dos direcciones de una base nueva y ya migrada, en el motor que la prueba pide."""
    if request.param == "sqlite":
        archivo = shutil.copy(request.getfixturevalue("plantilla"), carpeta / "base.db")
        return f"sqlite:///{archivo}", f"sqlite:///{archivo}"
    migrada = request.getfixturevalue("plantilla_de_postgres")
    return request.getfixturevalue(request.param).crear(migrada)


def banco(url, dueno):
    puesto = Banco(Base(url, dueno), dueno)
    yield puesto
    puesto.base.cerrar()


def sembrar(unidad, nombre, **otros):
    """Una organización con su asamblea, su formulario y dos demandas; las devuelve."""
    o = ejemplos.organizacion(nombre)
    a = ejemplos.asamblea(o)
    f = ejemplos.formulario(a)
    demandas = [
        ejemplos.demanda(o, f, "Posta de salud", numero=1, **otros),
        ejemplos.demanda(o, f, "Riego", "99.90", numero=2, sector="riego", **otros),
    ]
    for d in demandas:
        d.nacer("consola:ana", ejemplos.HORA)
    unidad.organizaciones.agregar_todas([o])
    unidad.asambleas.agregar_todas([a])
    unidad.asambleas.agregar_formularios([f])
    unidad.demandas.agregar_todas(demandas)
    return demandas


@pytest.fixture
def dos(base):
    """Dos municipios sembrados con los mismos números; devuelve sus demandas."""
    sembradas = {}
    for municipio in (UNO, DOS):
        with base.unidad(municipio) as unidad:
            sembradas[municipio] = sembrar(unidad, f"OTB {municipio.id}")
            unidad.confirmar()
    return sembradas
