"""Abrir una gestión, moverle fechas y saber qué no llega."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.actas import Acta, ActaCerrada, EstadoDeActa
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.eventos import (
    EstadoDeEvento,
    FechaFueraDeAnio,
    GestionSinAbrir,
    GestionYaAbierta,
)
from nucleo.dominio.identidad import nuevo_id
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba
from nucleo.servicios import calendarios, gestiones
from nucleo.servicios.atrasos import lo_del_anio

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
LIMITE = date(2026, 9, 8)


def contexto_en(dia: date):
    hora = datetime(dia.year, dia.month, dia.day, 16, tzinfo=UTC)
    return replace(contexto_de_prueba(), gestion=2027, ciclo=MGMP, ahora=lambda: hora)


ENERO = contexto_en(date(2026, 1, 5))


@pytest.fixture
def unidad():
    return UnidadEnMemoria()


def avisos(contexto, unidad):
    leido = calendarios.calendario(contexto, unidad)
    return {f.evento.clave: f.aviso.texto for f in leido.avisos}


def test_abrir_pone_en_fecha_todo_el_ciclo_y_deja_memoria(unidad):
    nuevos = gestiones.abrir(ENERO, unidad)
    assert [e.clave for e in nuevos] == [*MGMP.eventos]
    assert {e.estado for e in nuevos} == {EstadoDeEvento.PROGRAMADO}
    leido = calendarios.calendario(ENERO, unidad)
    assert (leido.abierta.limite, leido.dias) == (LIMITE, 246)
    assert leido.en_curso.evento.clave == "eda-1"
    [hecho] = unidad.hechos
    assert (hecho.que, hecho.carga["eventos"].keys()) == ("gestion.abierta", MGMP.eventos.keys())


@given(st.dates(date(2025, 12, 15), date(2026, 1, 10)), st.dates(date(2026, 9, 8), LIMITE))
def test_lo_propuesto_con_tiempo_no_trae_ningun_aviso(hoy, limite):
    unidad = UnidadEnMemoria()
    gestiones.abrir(contexto_en(hoy), unidad, limite)
    assert avisos(contexto_en(hoy), unidad) == {}


def test_abrir_dos_veces_se_dice_y_un_encuentro_nuevo_del_ciclo_se_agrega(unidad):
    gestiones.abrir(ENERO, unidad)
    with pytest.raises(GestionYaAbierta):
        gestiones.abrir(ENERO, unidad)
    nuevo = replace(MGMP.eventos["rdc"], clave="marka", sigla="Marka")
    con_uno_mas = replace(MGMP, eventos={**MGMP.eventos, "marka": nuevo})
    [agregado] = gestiones.abrir(replace(ENERO, ciclo=con_uno_mas), unidad)
    assert agregado.clave == "marka"
    assert [h.que for h in unidad.hechos] == ["gestion.abierta", "gestion.actualizada"]


def test_abrir_tarde_avisa_de_lo_que_no_llega(unidad):
    agosto = contexto_en(date(2026, 8, 20))
    gestiones.abrir(agosto, unidad)
    dichos = avisos(agosto, unidad)
    assert dichos["eda-1"] == calendarios.VENTANA_PASADA
    assert dichos["cumbre-2"] == calendarios.NO_LLEGA
    assert "acs-3" not in dichos


def test_una_fecha_que_no_cuadra_se_guarda_y_se_avisa(unidad):
    gestiones.abrir(ENERO, unidad)

    def mover(clave, dia):
        version = calendarios.evento_de(unidad, 2027, clave).version
        gestiones.programar(ENERO, unidad, clave, version, dia, "09:00", "Coliseo")

    mover("cumbre-2", date(2026, 8, 30))
    assert avisos(ENERO, unidad)["cumbre-2"] == calendarios.MUY_TARDE
    mover("cumbre-2", date(2026, 8, 2))
    assert avisos(ENERO, unidad)["cumbre-2"] == calendarios.MUY_PRONTO
    septiembre = contexto_en(date(2026, 8, 5))
    assert avisos(septiembre, unidad)["cumbre-2"] == calendarios.YA_PASO
    movido = calendarios.evento_de(unidad, 2027, "cumbre-2")
    assert (movido.hora, movido.lugar) == ("09:00", "Coliseo")


def test_repetir_el_mismo_dia_no_deja_memoria_y_lo_ya_cambiado_se_dice(unidad):
    gestiones.abrir(ENERO, unidad)
    suyo = calendarios.evento_de(unidad, 2027, "rdc")
    gestiones.programar(ENERO, unidad, "rdc", suyo.version, suyo.fecha, suyo.hora, suyo.lugar)
    assert len(unidad.hechos) == 1
    with pytest.raises(EdicionConcurrente):
        gestiones.programar(ENERO, unidad, "rdc", suyo.version + 1, suyo.fecha)


def test_corregir_la_entrega_vuelve_a_contar(unidad):
    gestiones.abrir(ENERO, unidad)
    version = unidad.calendarios.abierta(2027).version
    temprano = date(2026, 8, 20)
    gestiones.corregir_limite(ENERO, unidad, temprano, "RM 1", version)
    leido = calendarios.calendario(ENERO, unidad)
    assert (leido.abierta.limite, leido.abierta.fuente) == (temprano, "RM 1")
    assert avisos(ENERO, unidad)["cumbre-3"] == calendarios.NO_LLEGA
    assert unidad.hechos[-1].carga["antes"] == "2026-09-08"


def test_sin_abrir_con_otro_encuentro_o_en_otro_siglo_se_dice(unidad):
    assert calendarios.calendario(ENERO, unidad) is None
    with pytest.raises(GestionSinAbrir):
        gestiones.programar(ENERO, unidad, "rdc", 0, LIMITE)
    with pytest.raises(FechaFueraDeAnio):
        gestiones.abrir(ENERO, unidad, date(2206, 9, 8))
    gestiones.abrir(ENERO, unidad)
    with pytest.raises(NoExiste):
        gestiones.programar(ENERO, unidad, "cumbre-9", 0, LIMITE)
    with pytest.raises(FechaFueraDeAnio):
        gestiones.programar(ENERO, unidad, "rdc", 0, date(2016, 8, 1))


def test_lo_que_el_ciclo_quito_despues_de_abrir_se_ve_y_no_detiene_ni_atrasa(unidad):
    abiertos = gestiones.abrir(ENERO, unidad)
    sin_eda = replace(MGMP, eventos={c: t for c, t in MGMP.eventos.items() if c != "eda-1"})
    marzo = replace(contexto_en(date(2026, 3, 10)), ciclo=sin_eda)
    leido = calendarios.calendario(marzo, unidad)
    assert len(leido.fechas) == len(abiertos)
    assert (leido.fechas[0].evento.clave, leido.fechas[0].tipo) == ("eda-1", None)
    assert leido.en_curso.evento.clave == "eda-2"
    assert "EDA 1" not in {e["sigla"] for e in lo_del_anio(marzo, unidad)["encuentros"]}


def test_lo_agregado_despues_toma_su_lugar_y_nadie_lo_comparte(unidad):
    """Con el mismo orden que otro, sus acuerdos y reclamos no llegarían al que sigue."""
    gestiones.abrir(ENERO, unidad)
    marka = replace(MGMP.eventos["rdc"], clave="marka", sigla="Marka", sigue_a="cumbre-1")
    claves = [c for c in MGMP.eventos if c != "eda-2"]
    claves.insert(claves.index("cumbre-1") + 1, "marka")
    todos = {**MGMP.eventos, "marka": marka}
    con_marka = replace(ENERO, ciclo=replace(MGMP, eventos={c: todos[c] for c in claves}))
    [sin_fecha] = calendarios.calendario(con_marka, unidad).sin_fecha
    assert sin_fecha.clave == "marka"
    gestiones.abrir(con_marka, unidad)
    leido = calendarios.calendario(con_marka, unidad)
    assert [f.evento.clave for f in leido.fechas] == [
        "eda-1", "eda-2", "edc", "cumbre-1", "marka", *claves[4:],
    ]  # fmt: skip
    assert [f.evento.orden for f in leido.fechas] == [*range(1, 12)]
    assert (leido.sin_fecha, leido.fechas[1].tipo) == ([], None)


def test_con_el_acta_cerrada_el_encuentro_no_cambia_de_dia_ni_de_lugar(unidad):
    gestiones.abrir(ENERO, unidad)
    suyo, cuando = calendarios.evento_de(unidad, 2027, "rdc"), ENERO.ahora()
    acta = Acta(nuevo_id(), 2027, "rdc", cuando, "ana", estado=EstadoDeActa.EN_OBSERVACION)
    unidad.actas.agregar(acta)
    gestiones.programar(ENERO, unidad, "rdc", suyo.version, suyo.fecha, "09:00", "Coliseo")
    acta.estado = EstadoDeActa.CERRADA
    with pytest.raises(ActaCerrada):
        gestiones.programar(ENERO, unidad, "rdc", suyo.version, suyo.fecha, "09:00", "Otro")
    assert suyo.lugar == "Coliseo"


def test_las_fechas_que_valen_son_las_del_anio_en_que_se_prepara_y_los_dos_que_siguen(unidad):
    for dia in (date(2025, 12, 31), date(2029, 1, 1)):
        with pytest.raises(FechaFueraDeAnio):
            gestiones.abrir(ENERO, unidad, dia)
    gestiones.abrir(ENERO, unidad, date(2028, 12, 31))


def test_corregir_la_entrega_que_otro_corrigio_se_dice_y_la_fuente_sola_tambien_se_corrige(unidad):
    gestiones.abrir(ENERO, unidad)
    abierta = unidad.calendarios.abierta(2027)
    with pytest.raises(EdicionConcurrente):
        gestiones.corregir_limite(ENERO, unidad, LIMITE, "RM 1", abierta.version + 1)
    gestiones.corregir_limite(ENERO, unidad, LIMITE, "RM 1", abierta.version)
    assert (abierta.fuente, unidad.hechos[-1].carga["fuente"]) == ("RM 1", "RM 1")


def test_lo_agregado_despues_respeta_las_fechas_ya_puestas(unidad):
    gestiones.abrir(ENERO, unidad)
    rdc = calendarios.evento_de(unidad, 2027, "rdc")
    gestiones.programar(ENERO, unidad, "rdc", rdc.version, date(2026, 8, 20))
    marka = replace(MGMP.eventos["cumbre-2"], clave="marka", sigla="Marka", preparar=7)
    otro = replace(MGMP, eventos={**MGMP.eventos, "marka": marka})
    [agregado] = gestiones.abrir(replace(ENERO, ciclo=otro), unidad)
    assert agregado.fecha >= date(2026, 8, 27)


def test_avisa_en_su_dia_justo_ni_antes_ni_despues(unidad):
    gestiones.abrir(ENERO, unidad)
    suyo = calendarios.evento_de(unidad, 2027, "eda-1")
    gestiones.programar(ENERO, unidad, "eda-1", suyo.version, date(2026, 2, 20))
    assert avisos(contexto_en(date(2026, 2, 20)), unidad) == {}
    assert avisos(contexto_en(date(2026, 2, 21)), unidad)["eda-1"] == calendarios.YA_PASO
    gestiones.programar(ENERO, unidad, "eda-1", suyo.version, date(2026, 3, 10))
    marzo = contexto_en(date(2026, 3, 5))
    assert avisos(marzo, unidad)["eda-1"] == calendarios.NO_LLEGA
    assert avisos(contexto_en(date(2026, 3, 10)), unidad)["eda-1"] == calendarios.VENTANA_PASADA
    suyo.estado = EstadoDeEvento.EN_CURSO
    assert "eda-1" not in avisos(marzo, unidad)
