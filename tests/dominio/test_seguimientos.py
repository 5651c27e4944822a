"""Una actividad del programa: se reprograma, se anota qué se halló y de eso se reclama."""

from datetime import UTC, date, datetime

import pytest

from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.seguimientos import (
    ClaseDeSeguimiento,
    FaltaElHallazgo,
    Hallazgo,
    Seguimiento,
    SeguimientoHecho,
    SeguimientoReclamado,
    SinObservacion,
)

HORA = datetime(2027, 3, 1, 14, tzinfo=UTC)
DIA, OTRO = date(2027, 3, 10), date(2027, 3, 20)


@pytest.fixture
def visita():
    return Seguimiento(
        nuevo_id(), 2027, nuevo_id(), ClaseDeSeguimiento.VISITA, "Ver el muro", DIA, HORA, "ana"
    )


def test_vence_al_dia_siguiente_si_nadie_anoto_nada(visita):
    assert not visita.vencio(DIA)
    assert visita.vencio(date(2027, 3, 11))
    visita.anotar(Hallazgo.CONFORME, "", "", DIA, HORA)
    assert not visita.vencio(OTRO)


def test_reprogramar_deja_de_que_dia_a_que_dia_y_por_que(visita):
    visita.reprogramar(OTRO, "09:00", "En la obra", "Llovió", HORA, "ana")
    assert (visita.fecha, visita.hora, visita.lugar, visita.dia) == (
        OTRO,
        "09:00",
        "En la obra",
        OTRO,
    )
    [cambio] = visita.cambios
    assert (cambio["de"], cambio["a"], cambio["motivo"]) == ("2027-03-10", "2027-03-20", "Llovió")


def test_lo_hecho_no_se_reprograma_pero_se_corrige(visita):
    visita.anotar(Hallazgo.CONFORME, "", "Acta 3", DIA, HORA)
    with pytest.raises(SeguimientoHecho):
        visita.reprogramar(OTRO, "", "", "x", HORA, "ana")
    visita.anotar(Hallazgo.OBSERVADO, "Falta el desagüe", "Acta 3", DIA, HORA)
    assert visita.resultado is Hallazgo.OBSERVADO


@pytest.mark.parametrize("resultado", [Hallazgo.OBSERVADO, Hallazgo.NO_SE_PUDO])
def test_si_no_esta_conforme_se_escribe_que_paso(visita, resultado):
    with pytest.raises(FaltaElHallazgo):
        visita.anotar(resultado, "", "", DIA, HORA)
    assert visita.pendiente


def test_se_reclama_lo_que_se_observo_y_desde_ahi_no_cambia(visita):
    visita.anotar(Hallazgo.CONFORME, "", "", DIA, HORA)
    with pytest.raises(SinObservacion):
        visita.reclamar(nuevo_id())
    visita.anotar(Hallazgo.OBSERVADO, "Está rajado", "", DIA, HORA)
    visita.reclamar(nuevo_id())
    with pytest.raises(SeguimientoReclamado):
        visita.anotar(Hallazgo.CONFORME, "", "", DIA, HORA)
