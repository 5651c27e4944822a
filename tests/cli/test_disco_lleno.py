"""Sin espacio: se dice claro, lo que había se sigue leyendo y nada queda a medias.

En SQLite el disco se acaba con `max_page_count`, que vale por conexión: se añade a lo que cada una
ejecuta al nacer. En PostgreSQL, poniendo en lugar del archivo de la tabla, todavía vacía, un enlace
a `/dev/full`: el núcleo responde `ENOSPC` a quien escribe ahí, como un disco lleno, sin montar nada
y sin ser root.
"""

import sqlite3
from contextlib import contextmanager
from pathlib import Path

import pytest

from nucleo.arranque import Casa, armar_consola
from nucleo.cli.raiz import ejecutar
from nucleo.persistencia import motor as motores
from nucleo.persistencia.fallas import explicada
from tests.motores import ROL
from tests.postgres import Postgres
from tests.rendimiento.cortes import DEMANDAS, escribir_planillas

MUNICIPIO = ("villa-tunari", "--gestion", "2027")


class EnSqlite:
    def __init__(self, carpeta):
        self.archivo = carpeta / "instancia" / "tinkuy.db"
        self.entorno = {"TINKUY_BASE": f"sqlite:///{self.archivo}"}

    @contextmanager
    def sin_espacio(self, monkeypatch):
        with sqlite3.connect(self.archivo) as conexion:
            conexion.execute("PRAGMA wal_checkpoint")
            (paginas,) = conexion.execute("PRAGMA page_count").fetchone()
        conexion.close()
        with monkeypatch.context() as m:
            m.setattr(motores, "PRAGMAS", (*motores.PRAGMAS, f"max_page_count={paginas + 2}"))
            yield
        conexion = sqlite3.connect(self.archivo)
        assert conexion.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        conexion.close()

    def cerrar(self):
        """No hay servidor que parar."""


class EnPostgresql:
    def __init__(self, carpeta):  # noqa: ARG002 - misma forma
        self.pg = Postgres()
        self.pg.__enter__()
        self.entorno = {
            "TINKUY_BASE": self.pg.url("tinkuy", ROL),
            "TINKUY_BASE_DUENO": self.pg.url("tinkuy"),
        }

    @contextmanager
    def sin_espacio(self, monkeypatch):  # noqa: ARG002 - misma forma
        with self.pg.conectar("tinkuy") as conexion:
            (ruta,) = conexion.execute("SELECT pg_relation_filepath('demandas')").fetchone()
        tabla = self.pg.raiz / "datos" / ruta
        assert tabla.stat().st_size == 0
        apartada = tabla.rename(tabla.with_name("apartada"))
        tabla.symlink_to("/dev/full")
        self.reiniciar()
        yield
        self.pg.parar()
        apartada.replace(tabla)
        self.pg.arrancar()
        with self.pg.conectar("tinkuy") as conexion:
            conexion.execute("CREATE EXTENSION amcheck")
            revisar = "SELECT bt_index_check(indexrelid, true) FROM pg_index WHERE indrelid = "
            assert conexion.execute(revisar + "'demandas'::regclass").fetchall()

    def reiniciar(self):
        self.pg.parar()
        self.pg.arrancar()

    def cerrar(self):
        self.pg.__exit__()


@pytest.fixture(params=[EnSqlite, EnPostgresql], ids=["sqlite", "postgresql"])
def disco(request, tmp_path, monkeypatch):
    puesto = request.param(tmp_path)
    monkeypatch.setenv("TINKUY_RAIZ", str(tmp_path / "instancia"))
    monkeypatch.delenv("TINKUY_BASE_DUENO", raising=False)
    for nombre, valor in puesto.entorno.items():
        monkeypatch.setenv(nombre, valor)
    yield puesto
    puesto.cerrar()


@pytest.fixture
def cliente(disco):  # noqa: ARG001 - fija el entorno
    """La web de esa instalación."""
    casas = []

    def abrir():
        casas.append(Casa.del_entorno())
        return casas[-1].app().test_client()

    yield abrir
    for casa in casas:
        casa.cerrar()


@pytest.fixture
def orden(disco, tmp_path, capfd):  # noqa: ARG001 - fija el entorno
    """Corre una orden como la instalada y devuelve su código y todo lo que mostró."""
    fallas = tmp_path / "instancia" / "fallas.log"

    def correr(*argumentos):
        capfd.readouterr()
        grupo, casa = armar_consola()
        codigo = ejecutar([str(a) for a in argumentos], lambda: (grupo, casa), fallas, explicada)
        casa.cerrar()
        assert not fallas.exists(), "un defecto, no una explicación"
        return codigo, "".join(capfd.readouterr())

    return correr


def test_el_disco_lleno_se_explica_y_no_deja_nada_a_medias(
    disco, orden, cliente, tmp_path, monkeypatch
):
    escribir_planillas(Path(tmp_path))
    importar = ("demandas", "importar", MUNICIPIO[0], tmp_path / "demandas.csv", *MUNICIPIO[1:])
    for preparar in (
        ("base", "crear-rol"),
        ("base", "actualizar"),
        ("municipio", "alta", MUNICIPIO[0]),
        ("organizaciones", "importar", MUNICIPIO[0], tmp_path / "otb.csv"),
    ):
        codigo, dicho = orden(*preparar)
        assert codigo == 0, dicho
    with disco.sin_espacio(monkeypatch):
        codigo, dicho = orden(*importar)
        assert codigo == 1
        assert "No se puede usar la base de datos (" in dicho
        assert "full" in dicho or "No space left on device" in dicho
        assert "espacio en el disco" in dicho
        assert "Traceback" not in dicho
        assert orden("priorizar", *MUNICIPIO)[0] == 0
        assert orden("bitacora", "verificar", MUNICIPIO[0])[0] == 0
        assert cliente().get(f"/{MUNICIPIO[0]}/demandas").status_code == 200
    codigo, dicho = orden(*importar)
    assert codigo == 0
    assert f"creadas {DEMANDAS}, repetidas 0" in dicho
    assert orden("bitacora", "verificar")[0] == 0


def test_si_la_base_cae_la_web_lo_dice_sin_nombrar_rutas(disco, orden, cliente):
    for preparar in (
        ("base", "crear-rol"),
        ("base", "actualizar"),
        ("municipio", "alta", "colomi"),
    ):
        assert orden(*preparar)[0] == 0
    web = cliente()
    assert web.get("/colomi/demandas").status_code == 200
    if isinstance(disco, EnSqlite):
        disco.archivo.write_bytes(b"no es una base " * 1000)
        for resto in ("-wal", "-shm"):
            disco.archivo.with_name(disco.archivo.name + resto).unlink(missing_ok=True)
    else:
        disco.pg.parar()
    respuesta = web.get("/colomi/demandas")
    assert respuesta.status_code == 503
    pagina = respuesta.get_data(as_text=True)
    assert "La base de datos no se puede usar en este momento" in pagina
    assert "Traceback" not in pagina
    assert str(disco.entorno["TINKUY_BASE"]) not in pagina
