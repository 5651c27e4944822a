from datetime import date

import pytest

from nucleo.dominio.demandas import Competencia
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.ofertas import (
    Compromiso,
    CompromisoCerrado,
    EstadoDeCompromiso,
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
