from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.demandas import Competencia
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.ofertas import (
    Compromiso,
    CompromisoCerrado,
    EstadoDeCompromiso,
    Grupo,
    Oferta,
    Priorizada,
    TipoDeOferente,
    cruzar,
)
from nucleo.pruebas import MEDIODIA

HOY = date(2026, 8, 15)


def oferta(quien="Gobernación", monto=100, tipo=TipoDeOferente.GOBERNACION, **cambios):
    return Oferta(nuevo_id(), 2027, quien, quien, tipo, "Riego", Dinero.de(monto), **cambios)


def demanda(puesto=1, costo=100, competencia=Competencia.CONCURRENTE, **cambios):
    datos = {"sector": "riego", "entra": False, "distritos": ("D1",)} | cambios
    return Priorizada(
        nuevo_id(), f"2027-{puesto:04d}", "Riego", "Aldana", puesto,
        costo=Dinero.de(costo), competencia=competencia, **datos,
    )  # fmt: skip


def compromiso(o, d, monto):
    return Compromiso(
        nuevo_id(), o.id, d.demanda_id, 2027, Dinero.de(monto), HOY, "acta", MEDIODIA, "ana"
    )


def sirve(o, d):
    [cruzada] = cruzar([d], [o], [], HOY).demandas
    return [(str(k.monto), k.alcanza, k.por_confirmar) for k in cruzada.calces]


@pytest.mark.parametrize(
    ("o", "d", "esperado"),
    [
        (oferta(), demanda(), [("100.00", True, False)]),
        (oferta(monto=40), demanda(), [("40.00", False, False)]),
        (oferta(sectores=["salud"]), demanda(), []),
        (oferta(distritos=["d1"]), demanda(), [("100.00", True, False)]),
        (oferta(distritos=["D2"]), demanda(), []),
        (oferta(distritos=["D2"]), demanda(distritos=()), [("100.00", True, True)]),
        (oferta(), demanda(competencia=Competencia.MUNICIPAL), []),
        (
            oferta(competencias=["municipal"]),
            demanda(competencia=Competencia.MUNICIPAL),
            [("100.00", True, False)],
        ),
        (oferta(hasta=date(2026, 8, 14)), demanda(), []),
        (oferta(desde=date(2027, 1, 1)), demanda(), [("100.00", True, False)]),
        (oferta(retirada_en=MEDIODIA), demanda(), []),
    ],
)
def test_sirve_por_sector_distrito_competencia_plazo_y_dinero(o, d, esperado):
    assert sirve(o, d) == esperado


def test_lo_comprometido_baja_lo_que_queda_y_lo_que_falta():
    o, sobra = oferta(monto=150), oferta("ONG", tipo=TipoDeOferente.OTRO, sectores=["salud"])
    una, otra = demanda(1), demanda(2)
    sola, en_poa = demanda(3, sector="caminos"), demanda(4, sector="caminos", entra=True)
    solo_riego = [o, sobra]
    o.sectores = ["riego"]
    puesto = compromiso(o, una, 100)
    cruce = cruzar([una, otra, sola, en_poa], solo_riego, [puesto], HOY)
    assert [c.demanda.puesto for c in cruce.atendibles] == [2]
    assert str(cruce.quedan[o.id]) == "50.00"
    assert [c.demanda.puesto for c in cruce.sin_nadie] == [3]
    assert cruce.sin_demanda == [sobra]
    puesto.cerrar(EstadoDeCompromiso.RETIRADO, "ana", MEDIODIA, "no hubo dinero")
    assert [c.demanda.puesto for c in cruzar([una, otra], [o], [puesto], HOY).atendibles] == [1, 2]
    with pytest.raises(CompromisoCerrado):
        puesto.cerrar(EstadoDeCompromiso.CUMPLIDO, "ana", MEDIODIA, "")


@pytest.mark.parametrize(
    ("cambios", "pone", "grupo"),
    [
        ({}, 0, Grupo.ATENDIBLE),
        ({}, 40, Grupo.ATENDIBLE),
        ({}, 100, Grupo.ACORDADA),
        ({"entra": True}, 100, Grupo.ACORDADA),
        ({"no_viable": True}, 40, Grupo.ACORDADA),
        ({"no_viable": True}, 0, Grupo.NO_VIABLE),
        ({"no_viable": True, "entra": True}, 0, Grupo.NO_VIABLE),
        ({"sector": "salud", "entra": True}, 0, Grupo.EN_POA),
        ({"sector": "salud"}, 0, Grupo.SIN_NADIE),
        ({"sector": "salud"}, 40, Grupo.ACORDADA),
    ],
)
def test_en_que_grupo_queda(cambios, pone, grupo):
    o, d = oferta(monto=500, sectores=["riego"]), demanda(**cambios)
    [cruzada] = cruzar([d], [o], [compromiso(o, d, pone)] if pone else [], HOY).demandas
    assert cruzada.grupo is grupo
    assert [str(a.compromiso.monto) for a in cruzada.acuerdos] == ([f"{pone}.00"] if pone else [])
    assert str(cruzada.falta) == f"{100 - pone}.00"


def test_lo_que_puso_una_oferta_ya_vencida_se_sigue_viendo():
    vencida, d = oferta(hasta=date(2026, 8, 14)), demanda()
    [cruzada] = cruzar([d], [vencida], [compromiso(vencida, d, 60)], HOY).demandas
    assert (cruzada.grupo, str(cruzada.falta)) == (Grupo.ACORDADA, "40.00")
    assert [a.oferta for a in cruzada.acuerdos] == [vencida]


DEMANDAS = st.lists(
    st.builds(
        dict,
        costo=st.integers(0, 200),
        competencia=st.sampled_from(Competencia),
        sector=st.sampled_from(["riego", "salud"]),
        entra=st.booleans(),
        no_viable=st.booleans(),
    ),
    max_size=12,
)
OFERTAS = st.lists(
    st.builds(
        dict,
        monto=st.integers(1, 300),
        tipo=st.sampled_from(TipoDeOferente),
        sectores=st.sampled_from([(), ("riego",)]),
        hasta=st.sampled_from([None, date(2026, 8, 1), date(2027, 1, 1)]),
    ),
    min_size=1,
    max_size=4,
)
PUESTOS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 11), st.integers(1, 200), st.booleans()), max_size=8
)


@given(DEMANDAS, OFERTAS, PUESTOS)
def test_toda_demanda_esta_en_un_solo_grupo_y_las_cuentas_cierran(pedidas, ofrecidas, puestos):
    todas = [demanda(n, **d) for n, d in enumerate(pedidas, 1)]
    quienes = [oferta(**o) for o in ofrecidas]
    acordados = []
    for cual, para, monto, retirado in puestos:
        if cual < len(quienes) and para < len(todas):
            acordados.append(compromiso(quienes[cual], todas[para], monto))
            if retirado:
                acordados[-1].cerrar(EstadoDeCompromiso.RETIRADO, "ana", MEDIODIA, "no hubo")
    cruce = cruzar(todas, quienes, acordados, HOY)
    mostradas = [c.demanda.codigo for grupo in cruce.grupos.values() for c in grupo]
    assert sorted(mostradas) == [d.codigo for d in todas]
    cuenta = [c.monto for c in acordados if c.cuenta]
    assert sum(c.comprometido.centavos for c in cruce.demandas) == sum(m.centavos for m in cuenta)
    for c in cruce.grupos[Grupo.ACORDADA]:
        assert c.acuerdos
    for grupo in (Grupo.EN_POA, Grupo.NO_VIABLE, Grupo.SIN_NADIE):
        assert not any(c.acuerdos or c.calces for c in cruce.grupos[grupo])
