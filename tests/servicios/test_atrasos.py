"""Lo que el departamento ve del año: el porqué es del encuentro que se atrasa, no de otro."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.atrasos import atraso_de, donde_va
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba
from nucleo.servicios import calendarios, compuertas, eventos, gestiones
from nucleo.servicios.atrasos import lo_del_anio, lo_que_falta

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()


def contexto_en(dia):
    hora = datetime(dia.year, dia.month, dia.day, 16, tzinfo=UTC)
    return replace(contexto_de_prueba(), gestion=2027, ciclo=MGMP, ahora=lambda: hora)


ENERO = contexto_en(date(2026, 1, 5))


@pytest.fixture
def unidad():
    abierta = UnidadEnMemoria()
    gestiones.abrir(ENERO, abierta)
    return abierta


def suyo(unidad, clave):
    return calendarios.evento_de(unidad, 2027, clave)


def llevar(unidad, clave, hacia, dia, **mas):
    contexto = contexto_en(dia)
    eventos.avanzar(contexto, unidad, clave, suyo(unidad, clave).version, hacia, **mas)


def hechos_hasta(unidad, clave):
    for otra in [*MGMP.eventos][: [*MGMP.eventos].index(clave)]:
        llevar(unidad, otra, EstadoDeEvento.REALIZADO, suyo(unidad, otra).fecha, saltar="x")


def test_el_porque_es_del_que_se_atrasa_aunque_otro_vaya_antes_en_el_ciclo(unidad):
    """El EDC se deja para octubre: se atrasa la Cumbre 2, y de ella es lo que falta."""
    hechos_hasta(unidad, "edc")
    gestiones.programar(ENERO, unidad, "edc", suyo(unidad, "edc").version, date(2026, 10, 1))
    agosto = contexto_en(date(2026, 8, 1))
    for clave in ("cumbre-1", "mujeres", "acs", "rdc"):
        llevar(unidad, clave, EstadoDeEvento.REALIZADO, date(2026, 8, 1), saltar="x")
    anio = lo_del_anio(agosto, unidad)
    atraso = atraso_de(anio, date(2026, 9, 1))
    assert (atraso.que.datos["sigla"], donde_va(anio)) == ("Cumbre 2", "Cumbre 2")
    assert [f.texto for f in atraso.faltan] == [
        compuertas.SIN_FORMULARIOS, compuertas.SIN_QUINQUENIO, compuertas.SIN_CALIFICAR,
    ]  # fmt: skip


def test_lo_pasado_por_alto_y_lo_que_quedo_atras_no_detienen(unidad):
    assert [f.texto for f in lo_que_falta(ENERO, unidad, suyo(unidad, "cumbre-2"))] == [
        compuertas.SIN_FORMULARIOS, compuertas.SIN_QUINQUENIO, compuertas.SIN_CALIFICAR,
    ]  # fmt: skip
    llevar(unidad, "cumbre-2", EstadoDeEvento.EN_CURSO, date(2026, 8, 1), saltar="En papel")
    [falta] = lo_que_falta(ENERO, unidad, suyo(unidad, "cumbre-2"))
    assert falta.texto == compuertas.SIN_CALIFICAR
    version = suyo(unidad, "cumbre-2").version
    compuertas.saltar(ENERO, unidad, "cumbre-2", "calificada", version, "A mano")
    assert lo_que_falta(ENERO, unidad, suyo(unidad, "cumbre-2")) == []


def test_estamos_en_el_que_se_esta_haciendo_o_en_el_proximo_por_fecha(unidad):
    gestiones.programar(ENERO, unidad, "eda-1", suyo(unidad, "eda-1").version, date(2026, 12, 1))
    assert calendarios.calendario(ENERO, unidad).en_curso.evento.clave == "eda-2"
    llevar(unidad, "cumbre-1", EstadoDeEvento.EN_CURSO, date(2026, 6, 1))
    leido = calendarios.calendario(ENERO, unidad)
    assert leido.en_curso.evento.clave == "cumbre-1"
    assert [f.evento.clave for f in leido.por_hacer][-1] == "eda-1"


def test_todo_hecho_no_falta_nada(unidad):
    hechos_hasta(unidad, "acs-3")
    llevar(unidad, "acs-3", EstadoDeEvento.REALIZADO, date(2026, 10, 1), saltar="x")
    anio = lo_del_anio(contexto_en(date(2026, 10, 2)), unidad)
    assert (donde_va(anio), anio["faltan"]) == ("", [])
    assert atraso_de(anio, date(2027, 1, 1)) is None
