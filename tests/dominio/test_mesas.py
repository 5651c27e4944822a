"""Cuánto dura cada punto, en qué orden van y cuándo cuadra una votación."""

from datetime import timedelta

import pytest

from nucleo.dominio.acuerdos import Acuerdo, EstadoDeAcuerdo
from nucleo.dominio.ciclos import Renglon
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.mesas import PuntoSinAbrir, PuntoTratado, agenda_de_mesa
from nucleo.dominio.reclamos import Reclamo, SobreQue
from nucleo.dominio.votaciones import (
    Manos,
    OpcionDeVoto,
    Votacion,
    VotacionCerrada,
    VotoIncompleto,
    VotoNoCuadra,
)
from nucleo.pruebas import MEDIODIA

FAVOR, CONTRA, ABSTENCION = OpcionDeVoto
SIN_SEXO = {FAVOR: Manos(40), CONTRA: Manos(3), ABSTENCION: Manos(0)}


def punto(clave="bienvenida"):
    return PuntoTratado(nuevo_id(), 2027, "cumbre-2", clave, "Bienvenida")


def votacion():
    return Votacion(nuevo_id(), 2027, "cumbre-2", "criterios", "¿Se aprueba?", MEDIODIA, "ana")


def minuto(cuantos):
    return MEDIODIA + timedelta(minutes=cuantos)


def test_un_punto_retomado_suma_solo_lo_que_se_lo_trato():
    uno = punto()
    uno.abrir(minuto(0))
    assert (uno.abierto, uno.minutos(minuto(7))) == (True, 7)
    uno.cerrar(minuto(10))
    uno.abrir(minuto(30))
    uno.cerrar(minuto(35))
    assert uno.minutos(minuto(90)) == 15
    assert (uno.inicio, uno.fin, uno.tratado) == (minuto(0), minuto(35), True)
    with pytest.raises(PuntoSinAbrir):
        uno.cerrar(minuto(36))


def test_lo_agregado_va_antes_de_la_clausura_y_lo_que_salio_del_ciclo_no_se_pierde():
    agenda = [Renglon("bienvenida", "Bienvenida"), Renglon("clausura", "Clausura")]
    nuevo, viejo = punto("agregado-1"), punto("ya-no-esta")
    claves = [p.clave for p in agenda_de_mesa(agenda, [viejo, punto(), nuevo])]
    assert claves == ["bienvenida", "ya-no-esta", "agregado-1", "clausura"]
    assert [p.clave for p in agenda_de_mesa([], [nuevo])] == ["agregado-1"]


def test_por_sexo_el_total_es_la_suma_y_si_se_dice_cuadra():
    assert Manos.contar(FAVOR, None, 21, 19) == Manos(40, 21, 19)
    assert Manos.contar(FAVOR, 40, 21, 19).total == 40
    with pytest.raises(VotoNoCuadra) as mal:
        Manos.contar(FAVOR, 41, 21, 19)
    assert mal.value.datos["suma"] == 40
    for total, mujeres, hombres in [(None, None, None), (3, 3, None), (None, None, 0)]:
        with pytest.raises(VotoIncompleto):
            Manos.contar(FAVOR, total, mujeres, hombres)


def test_o_todas_las_opciones_por_sexo_o_ninguna():
    with pytest.raises(VotoIncompleto):
        votacion().cerrar({**SIN_SEXO, FAVOR: Manos(40, 21, 19)}, MEDIODIA)
    parejo = votacion()
    parejo.cerrar({o: Manos(2, 1, 1) for o in OpcionDeVoto}, MEDIODIA)
    assert (parejo.por_sexo, parejo.votaron, parejo.aprobada) == (True, 6, False)


def test_cerrada_no_se_cambia_se_anula_con_motivo():
    una = votacion()
    una.disentir("Sindicato Litoral", "Falta el puente")
    una.cerrar(SIN_SEXO, MEDIODIA)
    assert (una.votaron, una.aprobada, una.por_sexo) == (43, True, False)
    for cambio in (
        lambda: una.cerrar(SIN_SEXO, MEDIODIA),
        lambda: una.disentir("x", "y"),
    ):
        with pytest.raises(VotacionCerrada):
            cambio()
    una.anular("Se contó dos veces una fila", MEDIODIA, "ana")
    assert una.votaron == 43
    with pytest.raises(VotacionCerrada):
        una.anular("otra vez", MEDIODIA, "ana")


@pytest.mark.parametrize("dicho", [39, 41, 0])
def test_un_total_que_no_es_la_suma_no_cuadra_ni_de_mas_ni_de_menos(dicho):
    with pytest.raises(VotoNoCuadra):
        Manos.contar(FAVOR, dicho, 21, 19)


def test_un_acuerdo_y_un_reclamo_vencen_al_dia_siguiente_de_su_plazo():
    dia = MEDIODIA.date()
    acuerdo = Acuerdo(nuevo_id(), 2027, "rdc", "Traer", "Técnica", MEDIODIA, "ana", fecha=dia)
    reclamo = Reclamo(
        nuevo_id(), 2027, "rdc", SobreQue.OBRA, "Puente", "Se partió", MEDIODIA, "ana", plazo=dia
    )
    for cosa in (acuerdo, reclamo):
        assert not cosa.vencio(dia)
        assert cosa.vencio(dia + timedelta(days=1))
    acuerdo.marcar(EstadoDeAcuerdo.CUMPLIDO, "", dia)
    assert not acuerdo.vencio(dia + timedelta(days=9))
