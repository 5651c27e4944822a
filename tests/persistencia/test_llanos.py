"""Un valor sale y vuelve igual en cualquier motor, o se rechaza en todos."""

import math

import pytest
import sqlalchemy as sa

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.errores import DatosInvalidos
from nucleo.dominio.volcado import Forma, renglon
from nucleo.persistencia.esquema import tope_de
from nucleo.persistencia.llanos import a_llano, de_llano
from tests.persistencia.siembra import UNO, sembrar_todo

MEDIDAS = '''
"""Medidas con decimales."""
import sqlalchemy as sa
from nucleo.persistencia.migracion import crear_tabla_municipal

revision, down_revision = "0001", None


def upgrade():
    crear_tabla_municipal("medidas_medidas", sa.Column("valor", sa.Double))
'''


@pytest.fixture
def medidas(base, tmp_path):
    """La base con un plugin de una tabla, que tiene una columna con decimales."""
    carpeta = tmp_path / "medidas" / "migraciones"
    carpeta.mkdir(parents=True)
    (carpeta / "v0001.py").write_text(MEDIDAS, encoding="utf-8")
    sembrar_todo(base.dueno)
    base.base.migrar({"medidas": carpeta})
    return base


def poner(base, valor):
    base.crudo(
        "INSERT INTO medidas_medidas (municipio_id, id, valor) VALUES (?, ?, ?)",
        UNO.id, "a" * 32, valor,
    )  # fmt: skip


def renglones(base):
    with base.base.unidad_de_lectura(EnMunicipio(UNO.id)) as unidad:
        [tabla] = [t for t in unidad.volcado.tablas() if t.nombre == "medidas_medidas"]
        return [renglon(f) for f in unidad.volcado.filas(tabla)]


@pytest.mark.parametrize(("valor", "dicho"), [(-0.0, b"0.0"), (0.1, b"0.1"), (1e22, b"1e+22")])
def test_un_decimal_se_escribe_igual_en_los_dos_motores(medidas, valor, dicho):
    poner(medidas, valor)
    [escrito] = renglones(medidas)
    assert escrito.endswith(b'"valor":' + dicho + b"}\n")


def test_lo_infinito_no_sale_como_si_fuera_un_numero(medidas):
    poner(medidas, math.inf)
    with pytest.raises(DatosInvalidos):
        renglones(medidas)


@pytest.mark.parametrize("valor", [math.nan, math.inf, -math.inf, 10**400, True, "1"])
def test_lo_que_no_es_un_decimal_no_entra(valor):
    with pytest.raises(ValueError, match="número"):
        de_llano(Forma.REAL, valor)


def test_el_cero_negativo_entra_y_sale_como_cero():
    for leido in (de_llano(Forma.REAL, -0.0), a_llano(-0.0)):
        assert math.copysign(1, leido) == 1


@pytest.mark.parametrize(
    ("tipo", "tope"),
    [
        (sa.SmallInteger(), 2**15),
        (sa.Integer(), 2**31),
        (sa.BigInteger(), 2**63),
        (sa.String(40), 40),
        (sa.Text(), None),
        (sa.Double(), None),
    ],
)
def test_el_tope_sale_del_tipo_de_la_columna(tipo, tope):
    assert tope_de({"type": tipo}) == tope
