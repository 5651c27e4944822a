"""El identificador de un formulario: de quién es, cómo se dicta y qué no se cuela."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.formularios import acunar, codigo_de, completar, es_de, gestion_de
from nucleo.dominio.identidad import nuevo_id

TUNARI, CHIMORE = 31003, 31204
CUANDO = datetime(2026, 8, 15, 16, 0, 7, 123456, tzinfo=UTC)


@given(
    organizacion=st.uuids(),
    gestion=st.integers(2000, 2127),
    segundos=st.integers(0, 2**30 - 1),
)
def test_dice_de_quien_es_y_se_rehace_de_su_codigo(organizacion, gestion, segundos):
    cuando = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=segundos)
    [uno] = acunar(TUNARI, organizacion, gestion, cuando)
    assert (uno.version, uno.variant) == (7, "specified in RFC 4122")
    assert gestion_de(uno) == gestion
    assert es_de(uno, TUNARI, organizacion)
    assert completar(codigo_de(uno), TUNARI, [uuid4(), organizacion]) == uno


def test_no_vale_para_otra_organizacion_ni_otro_municipio():
    mia, ajena = nuevo_id(), nuevo_id()
    [uno] = acunar(TUNARI, mia, 2027, CUANDO)
    assert not es_de(uno, TUNARI, ajena)
    assert not es_de(uno, CHIMORE, mia)
    assert completar(codigo_de(uno), TUNARI, [ajena]) is None
    assert completar(codigo_de(uno), CHIMORE, [mia]) is None


@pytest.mark.parametrize("bit", range(128))
def test_cambiarle_un_bit_lo_invalida(bit):
    mia = nuevo_id()
    [uno] = acunar(TUNARI, mia, 2027, CUANDO)
    assert not es_de(UUID(int=uno.int ^ (1 << bit)), TUNARI, mia)


def test_uno_cualquiera_no_es_de_nadie():
    mia = nuevo_id()
    assert not es_de(nuevo_id(), TUNARI, mia)
    assert not es_de(uuid4(), TUNARI, mia)
    assert not es_de(UUID(int=0), TUNARI, mia)


def test_una_tirada_no_repite_ninguno():
    muchos = acunar(TUNARI, nuevo_id(), 2027, CUANDO, 2000)
    assert len(set(muchos)) == len({codigo_de(m) for m in muchos}) == 2000


def test_se_dicta_con_descuido_y_se_entiende():
    mia = nuevo_id()
    [uno] = acunar(TUNARI, mia, 2027, CUANDO)
    codigo = codigo_de(uno)
    assert len(codigo) == 19
    descuidado = codigo.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert completar(f" {descuidado} ", TUNARI, [mia]) == uno


@pytest.mark.parametrize("malo", ["", "K7QF", "????-2M9D-XJ4T-8B3C", "UUUU-2M9D-XJ4T-8B3C"])
def test_lo_que_no_es_un_codigo_no_encuentra_nada(malo):
    assert completar(malo, TUNARI, [nuevo_id()]) is None
