"""Cada compuerta se tropieza, se cumple y se pasa por alto; sin gestión abierta no rige."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.demandas import Estado
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.evaluaciones import Etapa, Evaluacion
from nucleo.dominio.eventos import (
    AvanceNoPermitido,
    CompuertaCerrada,
    EstadoDeEvento,
    FechaPorVenir,
)
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.inversiones import Inversion
from nucleo.dominio.municipios import Alta
from nucleo.dominio.poa import EstadoDePoa, LineaDePoa, Poa
from nucleo.pruebas import MEDIODIA, UnidadEnMemoria, conjunto_de
from nucleo.servicios import (
    avances,
    calendarios,
    compuertas,
    eventos,
    gestiones,
    priorizacion,
)
from plugins.equidad import ganchos as equidad
from plugins.lista_con_techo import ganchos as lista
from tests.ejemplos import GESTION

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
CONJUNTO = conjunto_de(equidad, lista)
EN_CURSO, REALIZADO = EstadoDeEvento.EN_CURSO, EstadoDeEvento.REALIZADO
LIMITE = date(GESTION - 1, 9, 8)


@pytest.fixture
def con_ciclo(contexto):
    return replace(contexto, ciclo=MGMP)


@pytest.fixture
def abierta(con_ciclo, unidad):
    gestiones.abrir(con_ciclo, unidad, LIMITE)
    return unidad


def evento(unidad, clave):
    return calendarios.evento_de(unidad, GESTION, clave)


def avanzar(contexto, unidad, clave, hacia, **mas):
    version = evento(unidad, clave).version
    return eventos.avanzar(contexto, unidad, clave, version, hacia, **mas)


def faltas(contexto, unidad, clave):
    miradas = compuertas.todas(contexto, unidad, evento(unidad, clave))
    return {r.compuerta.clave: r.falta.texto for r in miradas if r.falta}


def anotar_inversion(unidad, gestion=GESTION - 3):
    otb = unidad.organizaciones.todas()[0]
    unidad.inversiones.agregar(Inversion(nuevo_id(), otb.id, gestion, "Muro", Dinero.de(5)))


def test_sin_gestion_abierta_priorizar_sigue_como_estaba(con_ciclo, unidad):
    resultado = priorizacion.priorizar(con_ciclo, unidad, CONJUNTO, confirmar=True)
    assert resultado.renglones
    assert not any(h.que.startswith("evento.") for h in unidad.hechos)


def test_con_ella_se_detiene_dice_cual_y_no_deja_nada_a_medias(con_ciclo, abierta):
    with pytest.raises(CompuertaCerrada) as cerrada:
        priorizacion.priorizar(con_ciclo, abierta, CONJUNTO, confirmar=True)
    [falta] = cerrada.value.datos["faltan"]
    assert falta.texto == compuertas.SIN_EMPEZAR
    assert [h.que for h in abierta.hechos] == ["gestion.abierta"]


def test_saltarla_pide_motivo_y_queda_en_el_encuentro_y_en_la_bitacora(con_ciclo, abierta):
    priorizacion.priorizar(
        con_ciclo, abierta, CONJUNTO, confirmar=True, saltar="La asamblea lo decidió"
    )
    [salto] = evento(abierta, "cumbre-2").saltos
    assert salto["compuerta"] == "criterios"
    assert (salto["motivo"], salto["quien"]) == ("La asamblea lo decidió", con_ciclo.quien)
    [hecho] = [h for h in abierta.hechos if h.que == "evento.compuerta_saltada"]
    assert hecho.carga["motivo"] == "La asamblea lo decidió"


def test_los_criterios_acordados_antes_de_la_cumbre_no_valen(con_ciclo, abierta):
    priorizacion.congelar(con_ciclo, abierta)
    priorizacion.acordar(con_ciclo, abierta, CONJUNTO, {})
    despues = replace(con_ciclo, ahora=lambda: MEDIODIA + timedelta(hours=2))
    anotar_inversion(abierta)
    avanzar(despues, abierta, "cumbre-2", EN_CURSO)
    with pytest.raises(CompuertaCerrada) as cerrada:
        priorizacion.calificar(despues, abierta, CONJUNTO)
    assert cerrada.value.datos["faltan"][0].texto == compuertas.ACORDADOS_ANTES


def test_los_acordados_cuando_la_cumbre_ya_termino_tampoco(con_ciclo, abierta):
    """Pasar por alto que se califique no pasa por alto, de paso, dónde se acordó con qué."""
    anotar_inversion(abierta)
    priorizacion.congelar(con_ciclo, abierta)
    avanzar(con_ciclo, abierta, "cumbre-2", REALIZADO, saltar="No alcanzó el tiempo")
    despues = replace(con_ciclo, ahora=lambda: MEDIODIA + timedelta(hours=2))
    priorizacion.acordar(despues, abierta, CONJUNTO, {})
    with pytest.raises(CompuertaCerrada) as cerrada:
        priorizacion.calificar(despues, abierta, CONJUNTO)
    assert cerrada.value.datos["faltan"][0].texto == compuertas.ACORDADOS_DESPUES


def test_lo_retirado_no_es_un_formulario_ni_lo_de_nadie_el_resumen_por_otb(con_ciclo, abierta):
    for sobra in list(abierta.inversiones.todas()):
        abierta.inversiones.quitar(sobra)
    abierta.inversiones.agregar(Inversion(nuevo_id(), None, GESTION - 3, "Plaza", Dinero.de(5)))
    for demanda in abierta.demandas.de_gestion(GESTION):
        demanda.pasar_a(Estado.RETIRADA, "ana", MEDIODIA, "x")
    assert faltas(con_ciclo, abierta, "cumbre-2").items() >= {
        "formularios": compuertas.SIN_FORMULARIOS, "quinquenio": compuertas.SIN_QUINQUENIO,
    }.items()  # fmt: skip


def test_en_la_cumbre_primero_se_acuerda_y_despues_se_califica(con_ciclo, abierta):
    anotar_inversion(abierta)
    priorizacion.congelar(con_ciclo, abierta)
    avanzar(con_ciclo, abierta, "cumbre-2", EN_CURSO)
    assert faltas(con_ciclo, abierta, "cumbre-2")["criterios"] == compuertas.SIN_ACORDAR
    priorizacion.acordar(con_ciclo, abierta, CONJUNTO, {})
    with pytest.raises(CompuertaCerrada):
        avanzar(con_ciclo, abierta, "cumbre-2", REALIZADO)
    priorizacion.calificar(con_ciclo, abierta, CONJUNTO)
    hecha = avanzar(con_ciclo, abierta, "cumbre-2", REALIZADO)
    assert hecha.realizado_en == dia_en_bolivia(MEDIODIA)
    assert [p["estado"] for p in hecha.pasos] == ["convocado", "en_curso", "realizado"]
    assert hecha.saltos == []


def test_la_cumbre_2_pide_formularios_y_el_resumen_de_cinco_anios(con_ciclo):
    vacia = UnidadEnMemoria()
    gestiones.abrir(con_ciclo, vacia, LIMITE)
    with pytest.raises(CompuertaCerrada) as cerrada:
        avanzar(con_ciclo, vacia, "cumbre-2", EN_CURSO)
    textos = [f.texto for f in cerrada.value.datos["faltan"]]
    assert textos == [compuertas.SIN_FORMULARIOS, compuertas.SIN_QUINQUENIO]
    assert evento(vacia, "cumbre-2").estado is EstadoDeEvento.PROGRAMADO


@pytest.mark.parametrize(
    ("gestion", "vale"),
    [(GESTION - 6, False), (GESTION - 5, True), (GESTION - 1, True), (GESTION, False)],
)
def test_solo_cuentan_los_ultimos_cinco_anios(con_ciclo, abierta, gestion, vale):
    for sobra in list(abierta.inversiones.todas()):
        abierta.inversiones.quitar(sobra)
    anotar_inversion(abierta, gestion)
    assert ("quinquenio" not in faltas(con_ciclo, abierta, "cumbre-2")) is vale


def test_la_cumbre_3_pide_la_anterior_la_evaluacion_y_el_poa(con_ciclo, abierta):
    dichas = faltas(con_ciclo, abierta, "cumbre-3")
    assert dichas == {
        "anterior": compuertas.SIN_ANTERIOR,
        "evaluacion": compuertas.SIN_ENTRAR,
        "poa": compuertas.SIN_POA,
    }
    priorizacion.priorizar(con_ciclo, abierta, CONJUNTO, confirmar=True, saltar="x")
    assert faltas(con_ciclo, abierta, "cumbre-3")["evaluacion"] == compuertas.SIN_EVALUAR
    for d in abierta.demandas.de_gestion(GESTION):
        suya = Evaluacion(nuevo_id(), GESTION, d.codigo, MEDIODIA, "ana", Etapa.VIABLE)
        abierta.evaluaciones.agregar(suya)
    linea = LineaDePoa(nuevo_id(), 1, "Muro", Dinero.de(1))
    abierta.poas.agregar(
        Poa(nuevo_id(), GESTION, 1, EstadoDePoa.ANTEPROYECTO, MEDIODIA, "ana", lineas=[linea])
    )
    avanzar(con_ciclo, abierta, "cumbre-2", REALIZADO, saltar="Se hizo en papel")
    assert faltas(con_ciclo, abierta, "cumbre-3") == {}
    avanzar(con_ciclo, abierta, "cumbre-3", EN_CURSO)


def test_saltar_una_antes_sirve_despues_y_repetirlo_no_la_anota_otra_vez(con_ciclo, abierta):
    for _ in range(2):
        version = evento(abierta, "cumbre-2").version
        compuertas.saltar(con_ciclo, abierta, "cumbre-2", "criterios", version, "Acuerdo de 2025")
    assert len(evento(abierta, "cumbre-2").saltos) == 1
    priorizacion.priorizar(con_ciclo, abierta, CONJUNTO, confirmar=True)
    assert len(evento(abierta, "cumbre-2").saltos) == 1
    with pytest.raises(NoExiste):
        compuertas.saltar(con_ciclo, abierta, "cumbre-2", "otra", 0, "x")
    with pytest.raises(EdicionConcurrente):
        compuertas.saltar(con_ciclo, abierta, "cumbre-2", "formularios", 9, "x")


def test_un_encuentro_no_retrocede_ni_se_hace_manana(con_ciclo, abierta):
    manana = dia_en_bolivia(MEDIODIA) + timedelta(days=1)
    with pytest.raises(FechaPorVenir):
        avanzar(con_ciclo, abierta, "eda-1", REALIZADO, dia=manana)
    hecho = avanzar(con_ciclo, abierta, "eda-1", REALIZADO, dia=date(GESTION - 1, 2, 10))
    assert hecho.realizado_en == date(GESTION - 1, 2, 10)
    with pytest.raises(AvanceNoPermitido):
        avanzar(con_ciclo, abierta, "eda-1", EN_CURSO)
    leido = calendarios.calendario(con_ciclo, abierta)
    assert leido.en_curso.evento.clave == "eda-2"


def test_lo_hecho_tarde_empuja_a_lo_que_sigue(con_ciclo, abierta):
    tarde = dia_en_bolivia(MEDIODIA)
    avanzar(con_ciclo, abierta, "cumbre-1", REALIZADO, dia=tarde)
    plazo = next(f.plazo for f in calendarios.calendario(con_ciclo, abierta).fechas
                 if f.evento.clave == "acs")  # fmt: skip
    assert plazo.pronto >= tarde + timedelta(days=MGMP.eventos["acs"].preparar)


def test_todo_lo_que_un_ciclo_puede_exigir_tiene_quien_lo_mire():
    assert set(compuertas.REVISORES) == {*compuertas.Exigencia}


def test_sin_cerrar_la_lista_no_hay_matriz_a_la_vista(con_ciclo, abierta):
    anotar_inversion(abierta)
    avanzar(con_ciclo, abierta, "cumbre-2", EN_CURSO)
    assert faltas(con_ciclo, abierta, "cumbre-2")["criterios"] == compuertas.SIN_CERRAR_LISTA


def test_una_evaluacion_a_medias_no_es_un_dictamen(con_ciclo, abierta):
    priorizacion.priorizar(con_ciclo, abierta, CONJUNTO, confirmar=True, saltar="x")
    for d in abierta.demandas.de_gestion(GESTION):
        suya = Evaluacion(nuevo_id(), GESTION, d.codigo, MEDIODIA, "ana", Etapa.EDTP)
        abierta.evaluaciones.agregar(suya)
    assert faltas(con_ciclo, abierta, "cumbre-3")["evaluacion"] == compuertas.SIN_EVALUAR


def test_publicar_tambien_se_detiene_si_el_ciclo_lo_pide(con_ciclo, abierta):
    """Por su pantalla, que no pasa por `priorizar`."""
    suya = compuertas.Compuerta("radio", "publicar", compuertas.Exigencia.PROYECTO_DE_POA, "x")
    cumbre = replace(MGMP.eventos["cumbre-2"], compuertas=(suya,))
    otro = replace(con_ciclo, ciclo=replace(MGMP, eventos={**MGMP.eventos, "cumbre-2": cumbre}))
    priorizacion.congelar(otro, abierta)
    priorizacion.acordar(otro, abierta, CONJUNTO, {})
    priorizacion.calificar(otro, abierta, CONJUNTO)
    with pytest.raises(CompuertaCerrada):
        priorizacion.publicar(otro, abierta)
    assert not any(d.estado is Estado.EN_POA for d in abierta.demandas.de_gestion(GESTION))


def test_avanzar_lo_que_otra_persona_ya_movio_se_dice(con_ciclo, abierta):
    version = evento(abierta, "eda-1").version
    with pytest.raises(EdicionConcurrente):
        eventos.avanzar(con_ciclo, abierta, "eda-1", version + 1, EN_CURSO)


def test_cada_paso_del_anio_llega_al_departamento(con_ciclo, unidad):
    unidad.altas.agregar(Alta(31003, MEDIODIA, "prueba"))
    cuenta = replace(con_ciclo, departamental="departamento-cochabamba")
    avances.autorizar(cuenta, unidad, "Resolución 1")
    assert unidad.avances.vigentes()[0].anio is None
    gestiones.abrir(cuenta, unidad, LIMITE)
    eda = evento(unidad, "eda-1")
    gestiones.programar(cuenta, unidad, "eda-1", eda.version, date(GESTION - 1, 2, 3))
    version = unidad.calendarios.abierta(GESTION).version
    gestiones.corregir_limite(cuenta, unidad, date(GESTION - 1, 9, 10), "RM 1", version)
    anio = unidad.avances.vigentes()[0].anio
    assert (anio["limite"], anio["encuentros"][0]["fecha"]) == ("2026-09-10", "2026-02-03")
    avanzar(cuenta, unidad, "eda-1", REALIZADO, dia=date(GESTION - 1, 2, 4))
    [vigente] = unidad.avances.vigentes()
    assert vigente.anio["encuentros"][0] == {
        "sigla": "EDA 1", "fecha": "2026-02-04", "hecho": True, "empezo": False,
    }  # fmt: skip
