"""La cadena se escribe con el cambio, no se bifurca y delata a quien la toca por fuera."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import DataError

from nucleo.dominio.ambito import EnDepartamento, EnPlataforma, EnRegion
from nucleo.dominio.bitacora import ConfirmarSinHecho, Hecho, primer_roto
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import HORA

AMBITOS = [UNO, DOS, EnRegion("uninominal-24"), EnDepartamento("03"), EnPlataforma()]


def anotar(base, ambito, *numeros):
    with base.unidad(ambito) as unidad:
        for n in numeros:
            unidad.anotar(Hecho("prueba", f"persona {n}", HORA, {"n": n, "lugar": "Ch’alla ñ"}))
        unidad.confirmar()


def roto(base, ambito):
    with base.unidad(ambito) as unidad:
        return primer_roto(ambito.clave, unidad.bitacora.firmas(), unidad.bitacora.cabeza())


@pytest.fixture
def cadena(base):
    for ambito in (UNO, DOS):
        anotar(base, ambito, 1, 2)
        anotar(base, ambito, 3, 4, 5)
    return base


@pytest.mark.parametrize("ambito", AMBITOS, ids=str)
def test_cada_ambito_lleva_su_cadena(base, ambito):
    for a in AMBITOS:
        anotar(base, a, 1)
    anotar(base, ambito, 2)
    with base.unidad(ambito) as unidad:
        assert [e.numero for e in unidad.bitacora.eslabones()] == [1, 2]
        assert unidad.bitacora.cabeza().numero == 2
    assert roto(base, ambito) is None


def test_una_cadena_sin_hechos_cuadra(base):
    assert roto(base, UNO) is None


def test_sin_hechos_no_hay_cabeza(base):
    with base.base.unidad(UNO) as unidad, pytest.raises(ConfirmarSinHecho):
        unidad.confirmar()
    assert base.crudo("SELECT count(*) FROM cabezas") == [(0,)]


@pytest.mark.parametrize(
    ("orden", "eslabon"),
    [
        (
            "UPDATE eslabones SET carga = replace(carga, '3', '9') WHERE numero = 3 AND ambito = ?",
            3,
        ),
        ("UPDATE eslabones SET cuando = 'ayer' WHERE numero = 4 AND ambito = ?", 4),
        ("UPDATE eslabones SET quien = 'otra' WHERE numero = 1 AND ambito = ?", 1),
        ("UPDATE eslabones SET cuando = '2020-01-01 00:00:00' WHERE numero = 5 AND ambito = ?", 5),
        ("DELETE FROM eslabones WHERE numero = 2 AND ambito = ?", 2),
        ("DELETE FROM eslabones WHERE numero >= 4 AND ambito = ?", 4),
        ("DELETE FROM eslabones WHERE ambito = ?", 1),
        ("DELETE FROM cabezas WHERE ambito = ?", 1),
    ],
    ids=[
        "carga",
        "hora ilegible",
        "autor",
        "hora",
        "borrada",
        "cola cortada",
        "vaciada",
        "sin cabeza",
    ],
)
def test_lo_tocado_por_sql_directo_se_nota(cadena, orden, eslabon):
    if cadena.de_postgres and "'ayer'" in orden:  # ni por fuera entra lo que no es una fecha
        with pytest.raises(DataError):
            cadena.crudo(orden, UNO.clave)
        return
    assert cadena.crudo(orden, UNO.clave) > 0
    assert roto(cadena, UNO) == eslabon
    assert roto(cadena, DOS) is None


def test_una_cadena_mudada_de_ambito_se_nota(cadena):
    for tabla in ("eslabones", "cabezas"):
        cadena.crudo(f"DELETE FROM {tabla} WHERE ambito = ?", DOS.clave)  # noqa: S608 - literal
        cadena.crudo(f"UPDATE {tabla} SET ambito = ?", DOS.clave)  # noqa: S608 - literal
    assert roto(cadena, DOS) == 1


@pytest.mark.parametrize("ambito", [UNO, EnPlataforma()], ids=str)
def test_sesenta_escritores_no_bifurcan_la_cadena(base, ambito):
    anotar(base, ambito, 0)  # el municipio ya tiene su alta cuando llegan todos
    with ThreadPoolExecutor(12) as hilos:
        list(hilos.map(lambda n: anotar(base, ambito, n), range(1, 60)))
    with base.unidad(ambito) as unidad:
        cadena = list(unidad.bitacora.eslabones())
    assert [e.numero for e in cadena] == list(range(1, 61))
    assert len({e.quien for e in cadena}) == 60
    assert roto(base, ambito) is None
