"""Qué se puede seguir de un POA, quién sigue cada cosa y qué queda sin nadie."""

from datetime import UTC, datetime

import pytest

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.encargos import (
    Asunto,
    Encargo,
    FaltaQuienSigue,
    QueSeSigue,
    QuienSigue,
    asuntos_del_poa,
    cobertura,
    codigo_de,
)
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.poa import LineaDePoa

HORA = datetime(2026, 9, 20, 14, tzinfo=UTC)
OBRA, PROGRAMA = QueSeSigue.OBRA, QueSeSigue.PROGRAMA


def linea(orden, nombre="Riego Alto", monto="100", **datos):
    return LineaDePoa(nuevo_id(), orden, nombre, Dinero.de(monto), **datos)


def encargo(sigue, codigo, comision="Comisión de agua", nombre="Riego Alto"):
    return Encargo(
        nuevo_id(), 2027, sigue, codigo, nombre, HORA, "control social", comision=comision
    )


@pytest.mark.parametrize(
    ("datos", "codigo"),
    [
        ({"demanda": "2027-0004", "sisin": "0041"}, "2027-0004"),
        ({"sisin": "0041", "programa": "11", "proyecto": "0001", "actividad": "000"}, "0041"),
        ({"programa": "11", "proyecto": "0001", "actividad": "000"}, "11-0001-000"),
        ({"programa": "11", "proyecto": "0000", "actividad": "002"}, "11-0000-002"),
        ({"programa": "11", "proyecto": "0000", "actividad": "000"}, "riego alto"),
        ({}, "riego alto"),
    ],
)
def test_una_linea_se_reconoce_por_lo_mas_seguro_que_tenga(datos, codigo):
    assert codigo_de(linea(1, **datos)) == codigo
    assert codigo_de(linea(9, **datos)) == codigo, "el número de línea no cuenta"


def test_un_nombre_sin_letras_tambien_es_un_codigo():
    assert codigo_de(linea(1, "···")) == "···"


def test_la_obra_y_su_supervision_se_siguen_juntas():
    lineas = [
        linea(1, monto="100", demanda="2027-0001", programa="11"),
        linea(2, "Supervisión", monto="20", demanda="2027-0001", programa="11"),
        linea(3, "Escuela", monto="50", demanda="2027-0002", programa="21"),
    ]
    asuntos = asuntos_del_poa(lineas)
    assert [(a.sigue, a.codigo) for a in asuntos] == [
        (QueSeSigue.PLAN_Y_POA, ""),
        (QueSeSigue.COPARTICIPACION, ""),
        (PROGRAMA, "11"),
        (PROGRAMA, "21"),
        (OBRA, "2027-0001"),
        (OBRA, "2027-0002"),
    ]
    assert asuntos[4].monto == Dinero.de(120)
    assert asuntos[4].nombre == "Riego Alto"


def test_sin_poa_igual_se_sigue_el_plan_y_la_coparticipacion():
    assert [a.sigue for a in asuntos_del_poa([])] == [
        QueSeSigue.PLAN_Y_POA,
        QueSeSigue.COPARTICIPACION,
    ]


def test_el_vacio_se_ve_y_lo_que_siguen_varios_tambien():
    asuntos = asuntos_del_poa([linea(1, demanda="A", programa="11"), linea(2, demanda="B")])
    de_obra, de_programa = encargo(OBRA, "A"), encargo(PROGRAMA, "11", "Comisión de obras")
    seguidos = {s.asunto.clave: s for s in cobertura(asuntos, [de_obra, de_programa])}
    assert seguidos["obra:A"].varios
    assert not seguidos["obra:A"].nadie
    assert seguidos["obra:B"].nadie
    assert seguidos["coparticipacion:"].nadie
    assert not seguidos["programa:11"].nadie


def test_un_programa_con_una_linea_supuesta_tambien_lo_dice():
    lineas = [linea(1, demanda="A", programa="11"), linea(2, programa="12", simulada=True)]
    marcas = {a.codigo: a.simulada for a in asuntos_del_poa(lineas) if a.sigue is PROGRAMA}
    assert marcas == {"11": False, "12": True}


def test_seguir_el_programa_es_seguir_sus_obras_y_un_programa_sin_encargo_no_es_vacio():
    asuntos = asuntos_del_poa([linea(1, demanda="A", programa="11")])
    [*_, programa, obra] = cobertura(asuntos, [encargo(PROGRAMA, "11")])
    assert not obra.nadie
    assert not obra.encargos
    assert obra.por_programa == programa.encargos
    [*_, programa, obra] = cobertura(asuntos, [])
    assert obra.nadie
    assert not programa.nadie


def test_lo_que_salio_del_poa_se_dice_y_un_servicio_nunca_sale():
    seguidos = cobertura([], [encargo(OBRA, "A"), encargo(QueSeSigue.SERVICIO, "posta", "C")])
    assert [(s.asunto.nombre, s.vive) for s in seguidos] == [
        ("Riego Alto", False),
        ("Riego Alto", True),
    ]
    assert seguidos[0].asunto.clave == seguidos[0].encargos[0].clave


def test_sigue_una_organizacion_o_una_comision_y_no_ambas():
    suya = nuevo_id()
    for mal in ((None, ""), (suya, "Comisión")):
        with pytest.raises(FaltaQuienSigue):
            QuienSigue(*mal)
    assert QuienSigue(comision="Comisión de Agua").es(QuienSigue(comision="comision de agua"))
    assert not QuienSigue(suya).es(QuienSigue(comision="comision de agua"))


def test_lo_que_no_tiene_nombre_se_llama_por_lo_que_es():
    assert encargo(PROGRAMA, "11", nombre="").llamado == "11"
    assert encargo(QueSeSigue.PLAN_Y_POA, "", nombre="").llamado is QueSeSigue.PLAN_Y_POA
    assert Asunto(OBRA, "A", "x").clave == "obra:A"
