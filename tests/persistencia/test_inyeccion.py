"""Qué queda de los muros si a alguien se le cuela SQL, y qué lo cierra.

El muro 2 cree en `app.municipio`. Cambiarlo pide `set_config`, que nadie puede llamar, o una
segunda orden, que no cabe en una consulta con parámetros. Lo que queda (varias órdenes en un texto
sin parámetros) lo cierra que ningún texto ajeno llega a ser SQL: `tests/arquitectura/
test_conexiones.py`.
"""

import pytest
from psycopg import errors
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError

from nucleo.dominio.demandas import Demanda
from nucleo.persistencia.inspeccion import FugaDeTenencia
from tests.persistencia.intruso import columna, conectar, en
from tests.persistencia.siembra import DOS, NORTE, UNO

EN_UN_ENUNCIADO = [
    """SELECT (SELECT set_config('app.municipio', '31004', true)),
    (SELECT max(municipio_id) FROM demandas)""",
    """SELECT x.*, y.municipio_id
    FROM (SELECT set_config('app.municipio', '31004', true) OFFSET 0) x,
    LATERAL (SELECT * FROM demandas WHERE x IS NOT NULL) y""",
]
CUANTAS = "SELECT count(*) FROM demandas"
DE_A_DOS = "SELECT 1 WHERE {}; {}; SELECT * FROM demandas"


@pytest.mark.parametrize("orden", EN_UN_ENUNCIADO)
def test_cambiar_de_ambito_dentro_de_una_consulta_se_niega(de_postgres, orden):
    with en(de_postgres, UNO) as c, pytest.raises(errors.InsufficientPrivilege, match="set_config"):
        c.execute(orden)


def test_si_set_config_quedara_abierto_se_notaria(de_postgres):
    """Sin quitarlo, el truco funciona: por eso se quita, y por eso `atajos` lo vigila."""
    funcion = "FUNCTION set_config(text, text, boolean)"
    assert de_postgres.base.atajos() == []
    de_postgres.crudo(f"GRANT EXECUTE ON {funcion} TO PUBLIC")
    try:
        with en(de_postgres, UNO) as c:
            [(_, fugada)] = c.execute(EN_UN_ENUNCIADO[0]).fetchall()
        assert fugada == DOS.id
        [atajo] = de_postgres.base.atajos()
        assert "set_config" in atajo
    finally:
        de_postgres.crudo(f"REVOKE EXECUTE ON {funcion} FROM PUBLIC")


@pytest.mark.parametrize("cola", ["SET LOCAL app.municipio = '31004'", "RESET ROLE", "COMMIT"])
def test_una_consulta_con_parametros_no_admite_otra_orden(de_postgres, cola):
    with en(de_postgres, UNO) as c, pytest.raises(errors.SyntaxError, match="multiple commands"):
        c.execute(DE_A_DOS.format("%s", cola), [True])
    orden = text(DE_A_DOS.format(":x", cola))
    with de_postgres.motor.connect() as c, pytest.raises(ProgrammingError, match="multiple"):
        c.execute(orden, {"x": True})


def test_toda_consulta_de_una_sesion_lleva_parametros(de_postgres):
    """El ámbito mismo es uno: ninguna va por el protocolo que admite varias órdenes."""
    with de_postgres.sesion(UNO) as s:
        [orden] = de_postgres.contar(lambda: s.scalars(select(Demanda.id)).all())
    assert "municipio_id = %(" in orden


def test_el_limite_que_queda_es_el_texto_sin_parametros(de_postgres):
    """Quien logre que un texto suyo se ejecute entero, sin parámetros, ve lo que pida."""
    cola = "SET LOCAL app.municipio = '31004'; SELECT municipio_id FROM demandas"
    with en(de_postgres, UNO) as c:
        ultima = c.execute(f"SELECT 1; {cola}")
        while ultima.nextset():
            pass
        assert ultima.fetchall() == [(DOS.id,)]
    with de_postgres.sesion(UNO) as s, pytest.raises(FugaDeTenencia):
        s.execute(text(f"SELECT 1; {cola}"))


@pytest.mark.parametrize("como", ["confirmar", "deshacer", "romper"])
@pytest.mark.parametrize("ambito", [UNO, NORTE], ids=str)
def test_una_conexion_devuelta_no_recuerda_nada(de_postgres, ambito, como):
    with de_postgres.sesion(ambito) as s:
        cruda = s.get_bind().pool
        s.execute(select(1))
        if como == "confirmar":
            s.commit()
        elif como == "romper":
            with pytest.raises(ProgrammingError):
                s.execute(select(func.no_existe()))
    assert cruda.checkedout() == 0
    with de_postgres.motor.connect() as conexion:
        quien = "SELECT current_user = session_user, current_setting('app.municipio', true), "
        assert conexion.exec_driver_sql(quien + f"({CUANTAS})").one() in {
            (True, None, 0),
            (True, "", 0),
        }


def test_una_conexion_envenenada_no_contagia_a_la_siguiente(de_postgres):
    """Un `SET` sin `LOCAL` se queda en la conexión; cada sesión vuelve a decir su ámbito entero."""
    veneno = "SET app.municipio = '31004'; SET app.ambito = 'plataforma'; SET ROLE tinkuy_regional"
    with de_postgres.motor.connect() as conexion:
        conexion.exec_driver_sql(veneno)
        conexion.commit()
        sesion = type(de_postgres.sesion(UNO))(conexion, UNO)
        assert sesion.scalars(select(Demanda.municipio_id)).all() == [UNO.id]
        sesion.close()
        with pytest.raises(ProgrammingError, match="permission denied"):
            conexion.exec_driver_sql(CUANTAS)
        conexion.invalidate()


def test_un_ambito_hecho_a_mano_falla_cerrado(de_postgres):
    with conectar(de_postgres) as c:
        c.execute("SET LOCAL app.municipio = 'x'")
        with pytest.raises(errors.InvalidTextRepresentation):
            columna(c, CUANTAS)
        c.rollback()
        for vacio in ("", "0", "-1", "31005"):
            c.execute(f"SET LOCAL app.municipio = '{vacio}'")
            assert columna(c, CUANTAS) == [0]
