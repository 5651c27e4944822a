"""Lo que espera en el disco: por su contenido, de cada quien, y vence."""

import os
import time
from uuid import uuid4

import pytest

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.subidas import POR_PERSONA, VIGENCIA, SubidaVencida, nombre_llano
from nucleo.persistencia.subidas import SubidasEnDisco

TUNARI, CHIMORE = EnMunicipio(31003), EnMunicipio(31204)
ANA, EVA = uuid4(), uuid4()


@pytest.fixture
def raiz(tmp_path):
    return tmp_path / "subidas"


def envejecer(raiz, segundos):
    for archivo in raiz.glob("*/*/*"):
        cuando = time.time() - segundos
        os.utime(archivo, (cuando, cuando))


def test_se_guarda_por_su_contenido_y_vuelve_con_su_nombre(raiz):
    mias = SubidasEnDisco(raiz, TUNARI, ANA)
    resumen = mias.guardar("demandas 2027.csv", b"a;b")
    assert mias.guardar("demandas 2027.csv", b"a;b") == resumen
    subida = mias.leer(resumen)
    assert (subida.nombre, subida.contenido) == ("demandas 2027.csv", b"a;b")


@pytest.mark.parametrize(("ambito", "quien"), [(CHIMORE, ANA), (TUNARI, EVA)])
def test_lo_de_otro_municipio_o_persona_no_existe(raiz, ambito, quien):
    resumen = SubidasEnDisco(raiz, TUNARI, ANA).guardar("x.csv", b"a;b")
    with pytest.raises(SubidaVencida):
        SubidasEnDisco(raiz, ambito, quien).leer(resumen)


def test_lo_vencido_no_se_lee_y_lo_recoge_el_siguiente(raiz):
    resumen = SubidasEnDisco(raiz, TUNARI, ANA).guardar("x.csv", b"a;b")
    envejecer(raiz, VIGENCIA.total_seconds() + 1)
    with pytest.raises(SubidaVencida):
        SubidasEnDisco(raiz, TUNARI, ANA).leer(resumen)
    SubidasEnDisco(raiz, CHIMORE, EVA).guardar("y.csv", b"c")
    assert len(list(raiz.glob("*/*/*"))) == 2


def test_la_que_sobra_desplaza_a_la_mas_vieja(raiz):
    mias = SubidasEnDisco(raiz, TUNARI, ANA)
    primera = mias.guardar("0.csv", b"0")
    envejecer(raiz, 60)
    for n in range(1, POR_PERSONA + 1):
        ultima = mias.guardar(f"{n}.csv", str(n).encode())
    with pytest.raises(SubidaVencida):
        mias.leer(primera)
    assert mias.leer(ultima).contenido == str(POR_PERSONA).encode()


@pytest.mark.parametrize("resumen", ["", "..", "../../secreto", "0" * 64, "A" * 64, "0" * 63 + "/"])
def test_un_resumen_que_no_lo_es_no_llega_al_disco(raiz, resumen):
    with pytest.raises(SubidaVencida):
        SubidasEnDisco(raiz, TUNARI, ANA).leer(resumen)


@pytest.mark.parametrize(
    ("dicho", "llano"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\planillas\\otb.xlsx", "otb.xlsx"),
        ("a\x00b\n.csv", "ab.csv"),
        ("...", "planilla"),
        ("x" * 500 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_el_nombre_ajeno_nunca_es_una_ruta(dicho, llano):
    assert nombre_llano(dicho) == llano
