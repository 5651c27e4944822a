"""PostgreSQL desde cero: la base, los roles y la clave, en un servidor donde no había nada."""

from contextlib import suppress

import psycopg
import pytest
from psycopg import errors

from nucleo.dominio.errores import BaseInaccesible, ErrorDeNegocio, RolSinPermiso
from nucleo.persistencia.base import Base
from nucleo.persistencia.fallas import explicada
from nucleo.persistencia.muros import ROLES
from tests.persistencia.conftest import PLUGINS
from tests.persistencia.siembra import UNO
from tests.postgres import RAPIDO, Postgres

CLAVE = "clave'; DROP ROLE postgres; --"


@pytest.fixture(scope="module")
def servidor():
    """Propio: los roles son de todo el servidor, y aquí todavía no hay ninguno."""
    with Postgres(RAPIDO | {"log_statement": "all"}) as pg:
        permisos = pg.raiz / "datos" / "pg_hba.conf"
        previos = permisos.read_text(encoding="utf-8")
        permisos.write_text(f"local all con_clave scram-sha-256\n{previos}", encoding="utf-8")
        with pg.conectar() as conexion:
            conexion.execute("SELECT pg_reload_conf()")
        yield pg


@pytest.fixture
def direcciones(servidor):
    """Arma la dirección de quien atiende y la del dueño para una base."""

    def de(base, quien, clave=""):
        url = servidor.url(base, quien)
        return url.replace("@", f":{clave}@", 1), servidor.url(base)

    return de


def preparar(url, dueno, paquetes=None):
    """Lo que dice al preparar, y qué le falta después de migrar."""
    base = Base(url, dueno)
    try:
        dicho = [str(m) for m in base.preparar()]
        base.migrar(paquetes or {})
        with base.unidad_de_lectura(UNO) as unidad:
            assert unidad.altas.todas() == []
        return dicho, base.fallas(), [*base.poderes(), *base.atajos()]
    finally:
        base.cerrar()


def test_de_la_nada_a_una_base_cercada_y_se_puede_repetir(servidor, direcciones):
    url, dueno = direcciones("tinkuy", "quien-atiende")
    with servidor.conectar() as conexion:
        hay = "SELECT count(*) FROM pg_roles WHERE rolname = ANY(%s)"
        assert conexion.execute(hay, [list(ROLES)]).fetchone() == (0,)
    dicho, *faltas = preparar(url, dueno, PLUGINS)
    assert dicho == [
        "Se creó la base «tinkuy».",
        "Se creó el rol «quien-atiende» para atender, sin ningún poder.",
    ]
    assert faltas == [[], []]
    assert preparar(url, dueno) == (
        ["El rol «quien-atiende» puede atender, y no puede saltar el aislamiento."], [], []
    )  # fmt: skip
    with servidor.conectar() as conexion:
        poderes = """SELECT bool_or(rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb
            OR rolreplication), bool_or(rolcanlogin AND rolname LIKE 'tinkuy%') FROM pg_roles
            WHERE rolname = 'quien-atiende' OR rolname LIKE 'tinkuy%'"""
        assert conexion.execute(poderes).fetchone() == (False, False)


def test_una_segunda_base_en_el_mismo_servidor(direcciones):
    dicho, *faltas = preparar(*direcciones("otra", "quien-atiende"))
    assert dicho[0] == "Se creó la base «otra»."
    assert faltas == [[], []]


def test_con_clave_hace_falta_la_clave_y_el_registro_no_la_dice(servidor, direcciones):
    url, dueno = direcciones("cerrada", "con_clave", "secreta-%C3%B1")
    assert preparar(url, dueno)[1:] == ([], [])
    datos = {"host": str(servidor.raiz), "user": "con_clave", "dbname": "cerrada"}
    psycopg.connect(**datos, password="secreta-ñ").close()  # noqa: S106 - es la de la prueba
    for mala in ("otra", ""):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(**datos, password=mala).close()
    nueva, _ = direcciones("cerrada", "con_clave", "cambiada")
    assert preparar(nueva, dueno)[1:] == ([], [])
    psycopg.connect(**datos, password="cambiada").close()  # noqa: S106 - es la de la prueba
    registro = (servidor.raiz / "registro").read_text(encoding="utf-8")
    assert "con_clave" in registro
    assert "secreta-" not in registro
    assert "cambiada" not in registro


def test_una_clave_y_un_nombre_hostiles_son_solo_una_clave_y_un_nombre(servidor, direcciones):
    url, dueno = direcciones("hostil", 'x"; DROP ROLE postgres; --')
    dicho, *faltas = preparar(url.replace("; --:@", f"; --:{CLAVE}@"), dueno)
    assert faltas == [[], []]
    assert 'x"; DROP ROLE postgres; --' in dicho[1]
    with servidor.conectar() as conexion:
        assert conexion.execute("SELECT 1 FROM pg_roles WHERE rolname = 'postgres'").fetchone()


def test_atender_con_el_rol_que_migra_se_avisa(direcciones):
    _, dueno = direcciones("junta", "postgres")
    dicho, fallas, poderes = preparar(dueno, dueno)
    assert "Se atiende y se migra con el mismo rol" in dicho[1]
    assert fallas == []
    assert {"postgres: superusuario", "el rol que atiende es dueño de tablas"} <= set(poderes)


@pytest.mark.parametrize("base", ["postgres", "no_existe"])
def test_sin_permiso_se_dice_que_hace_falta(servidor, base):
    with servidor.conectar() as conexion:
        conexion.execute("DROP ROLE IF EXISTS sin_poderes")
        conexion.execute("CREATE ROLE sin_poderes LOGIN")
    puesta = Base(servidor.url(base, "otro_rol"), servidor.url(base, "sin_poderes"))
    with pytest.raises(RolSinPermiso) as dicho:
        puesta.preparar()
    puesta.cerrar()
    assert dicho.value.datos["rol"] == "sin_poderes"


def test_un_dueno_que_no_es_superusuario_prepara_y_dice_lo_que_no_pudo(servidor, direcciones):
    with servidor.conectar() as conexion:
        for rol in ROLES:
            with suppress(errors.DuplicateObject):
                conexion.execute(f"CREATE ROLE {rol}")
        conexion.execute("CREATE ROLE gestor LOGIN CREATEDB CREATEROLE")
        conexion.execute("GRANT tinkuy_aplicacion, tinkuy_regional TO gestor WITH ADMIN OPTION")
    url, _ = direcciones("administrada", "quien-atiende-aqui")
    _, fallas, poderes = preparar(url, servidor.url("administrada", "gestor"))
    assert fallas == []
    assert len(poderes) == 1
    assert "set_config" in poderes[0]


def test_si_el_rol_aun_no_existe_se_dice_y_no_se_cae(servidor):
    base = Base(servidor.url("tinkuy", "nadie"), servidor.url("tinkuy"))
    with pytest.raises(Exception, match="nadie") as caida:
        base.poderes()
    base.cerrar()
    assert isinstance(explicada(caida.value), BaseInaccesible)
    assert isinstance(explicada(caida.value), ErrorDeNegocio)


def test_sqlite_no_tiene_nada_que_preparar(tmp_path):
    base = Base(f"sqlite:///{tmp_path}/base.db")
    assert [str(m) for m in base.preparar()] == ["SQLite no tiene roles: no hay nada que preparar."]
    base.cerrar()
