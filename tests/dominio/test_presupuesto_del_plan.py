"""Cada línea del POA cae en un solo lugar y la suma es siempre el total."""

from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.planes import ClaseDeElemento, Dimension, ElementoDePlan
from nucleo.dominio.poa import LineaDePoa, sumar
from nucleo.dominio.presupuesto_del_plan import Destino, repartir


def objetivo(codigo, dimension=None):
    clase = ClaseDeElemento.OBJETIVO
    return ElementoDePlan(nuevo_id(), nuevo_id(), clase, codigo, codigo, dimension=dimension)


def linea(monto=1, **otros):
    return LineaDePoa(nuevo_id(), 1, "Obra", Dinero(monto), **otros)


OBJETIVOS = [objetivo("OE1", Dimension.EQUIDAD), objetivo("OE2"), objetivo("OE3")]
LINEAS = st.builds(
    linea,
    monto=st.integers(0, 10**9),
    objetivo=st.sampled_from(["", "OE1", "oe2", "OE9"]),
    sin_objetivo=st.sampled_from(["", "Gasto corriente"]),
    unidad=st.sampled_from(["", "SMOP", "DAF"]),
)


def test_se_ve_lo_que_sirve_lo_que_dice_que_no_y_lo_que_calla():
    reparto = repartir(
        [
            linea(5, objetivo="oe1", unidad="SMOP"),
            linea(3, sin_objetivo="Deuda"),
            linea(2, objetivo="OE9", unidad="SMOP"),
            linea(1),
        ],
        OBJETIVOS,
    )
    assert [p.monto.centavos for p in reparto.por_destino.values()] == [5, 3, 2, 1]
    assert (reparto.total, reparto.sin_plan) == (Dinero(11), Dinero(6))
    assert [o.codigo for o in reparto.sin_dinero] == ["OE2", "OE3"]
    assert reparto.por_dimension[Dimension.EQUIDAD] == Dinero(5)
    assert [(u.codigo, u.total.centavos) for u in reparto.por_unidad] == [("SMOP", 7), ("", 4)]


@given(st.lists(LINEAS, max_size=30))
def test_cuadra_por_destino_por_objetivo_y_por_unidad(lineas):
    reparto = repartir(lineas, OBJETIVOS)
    assert reparto.total == sumar(lineas)
    assert sum(u.total.centavos for u in reparto.por_unidad) == reparto.total.centavos
    con = reparto.por_destino[Destino.CON_OBJETIVO].monto.centavos
    assert sum(p.monto.centavos for _, p in reparto.por_objetivo) == con
    assert sum(m.centavos for m in reparto.por_dimension.values()) == con
