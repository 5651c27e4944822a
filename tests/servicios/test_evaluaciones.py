"""Evaluar lo priorizado: etapas que se permiten, dictámenes con motivo y lo que usa el POA."""

from datetime import date

import pytest

from nucleo.dominio.demandas import Competencia, Estado
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.evaluaciones import (
    AlEdc,
    Condicion,
    CondicionesSinResolver,
    Cumplimiento,
    DictamenIncompleto,
    DictamenYaRespondido,
    Etapa,
    EtapaNoPermitida,
    Evaluacion,
    NoSeEvalua,
    Revision,
    YaDictaminada,
    siguientes,
)
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.techos import Techo
from nucleo.pruebas import (
    UnidadEnMemoria,
    contexto_de_prueba,
    demanda_de_prueba,
    organizacion_de_prueba,
)
from nucleo.servicios import evaluaciones
from nucleo.servicios.evaluaciones import Evaluada, Revisado

CUMPLIDAS = {c: Revision(Cumplimiento.CUMPLIDA) for c in Condicion}
CONTEXTO = contexto_de_prueba()


@pytest.fixture
def unidad():
    """Tres demandas: 1 entra al POA, 2 espera y no es del municipio, 3 todavía no se prioriza."""
    unidad, otb = UnidadEnMemoria(), organizacion_de_prueba()
    unidad.organizaciones.agregar(otb)
    unidad.demandas.agregar_todas(
        [
            demanda_de_prueba(1, otb, costo=100_000, estado=Estado.EN_POA),
            demanda_de_prueba(
                2, otb, estado=Estado.EN_ESPERA, competencia=Competencia.DEPARTAMENTAL
            ),
            demanda_de_prueba(3, otb),
        ]
    )
    return unidad


def hasta(unidad, *etapas, numero=1):
    for etapa in etapas:
        evaluaciones.pasar(CONTEXTO, unidad, numero, 0, etapa, "corresponde", "otra obra")


def test_de_la_admisibilidad_al_dictamen_con_su_recorrido(unidad):
    evaluaciones.revisar(
        CONTEXTO, unidad, 1, 0, Revisado("Dirección de obras", condiciones=CUMPLIDAS)
    )
    hasta(unidad, Etapa.ITCP, Etapa.EDTP, Etapa.VIABLE)
    [primera, *_] = evaluaciones.evaluables(CONTEXTO, unidad)
    assert primera.dictamen.viable
    pasos = primera.evaluacion.pasos
    assert [(p.etapa, p.hacia) for p in pasos][-1] == (Etapa.EDTP, Etapa.VIABLE)
    assert {p.responsable for p in pasos} == {"Dirección de obras"}
    assert unidad.hechos[-1].que == "evaluaciones.dictaminada"


def test_ninguna_etapa_se_salta(unidad):
    with pytest.raises(EtapaNoPermitida):
        hasta(unidad, Etapa.VIABLE)
    hasta(unidad, Etapa.ADMISIBILIDAD)
    with pytest.raises(EtapaNoPermitida):
        hasta(unidad, Etapa.EDTP)


def test_a_la_obra_menor_le_basta_el_itcp():
    menor, mayor = Dinero.de(19_999), Dinero.de(20_000)
    assert Etapa.VIABLE in siguientes(Etapa.ITCP, menor)
    assert Etapa.VIABLE not in siguientes(Etapa.ITCP, mayor)
    assert Etapa.VIABLE not in siguientes(Etapa.ITCP, menor, umbral=0)


def test_no_es_viable_lo_que_nadie_reviso_o_no_cumple(unidad):
    hasta(unidad, Etapa.ADMISIBILIDAD, Etapa.ITCP, Etapa.EDTP)
    pendiente = Revision(Cumplimiento.PENDIENTE, "folio real", date(2027, 1, 31))
    casos = {
        Cumplimiento.NO_CUMPLE: Revision(Cumplimiento.NO_CUMPLE, "hay litigio"),
        Cumplimiento.PENDIENTE: Revision(Cumplimiento.PENDIENTE, "folio real"),
    }
    for revision in casos.values():
        condiciones = CUMPLIDAS | {Condicion.TERRENO: revision}
        evaluaciones.revisar(CONTEXTO, unidad, 1, 0, Revisado(condiciones=condiciones))
        with pytest.raises(CondicionesSinResolver) as mal:
            hasta(unidad, Etapa.VIABLE)
        assert mal.value.datos["cuales"] == (Condicion.TERRENO,)
    condiciones = CUMPLIDAS | {Condicion.TERRENO: pendiente}
    evaluaciones.revisar(CONTEXTO, unidad, 1, 0, Revisado(condiciones=condiciones))
    hasta(unidad, Etapa.VIABLE)
    with unidad:
        demanda = unidad.demandas.de(2027, 1)
        dictamen = evaluaciones.dictamen_de(unidad, demanda)
    assert dictamen.por_cumplir == [Condicion.TERRENO]


def test_lo_no_viable_vuelve_con_motivo_y_alternativa_y_se_responde_una_vez(unidad):
    hasta(unidad, Etapa.ADMISIBILIDAD)
    with pytest.raises(DictamenIncompleto):
        evaluaciones.pasar(CONTEXTO, unidad, 1, 0, Etapa.NO_VIABLE, "", "otra")
    with pytest.raises(DictamenIncompleto):
        evaluaciones.pasar(CONTEXTO, unidad, 1, 0, Etapa.NO_VIABLE, "sin terreno", " ")
    hasta(unidad, Etapa.NO_VIABLE)
    assert evaluaciones.evaluada(CONTEXTO, unidad, 1).por_responder
    evaluaciones.responder(CONTEXTO, unidad, 1, "aceptamos")
    evaluaciones.responder(CONTEXTO, unidad, 1, "aceptamos")
    with pytest.raises(DictamenYaRespondido):
        evaluaciones.responder(CONTEXTO, unidad, 1, "no aceptamos")
    hasta(unidad, Etapa.ADMISIBILIDAD)
    assert evaluaciones.evaluada(CONTEXTO, unidad, 1).evaluacion.pasos[-1].respuesta == "aceptamos"


def test_el_costo_revisado_pide_razon_y_es_el_del_poa(unidad):
    with pytest.raises(DictamenIncompleto):
        evaluaciones.revisar(CONTEXTO, unidad, 1, 0, Revisado(costo=Dinero.de(90_000)))
    revisado = Revisado(costo=Dinero.de(90_000), razon_del_costo="precios de 2026")
    assert evaluaciones.revisar(CONTEXTO, unidad, 1, 0, revisado)
    assert not evaluaciones.revisar(CONTEXTO, unidad, 1, 0, revisado)
    with unidad:
        demanda = unidad.demandas.de(2027, 1)
        assert evaluaciones.costo_para_el_poa(unidad, demanda) == Dinero.de(90_000)
        assert demanda.costo == Dinero.de(100_000)


def test_lo_dictaminado_no_cambia_de_costo_ni_deja_de_cumplir_sin_volver_a_evaluar(unidad):
    menor = Revisado(condiciones=CUMPLIDAS, costo=Dinero.de(19_000), razon_del_costo="más chica")
    evaluaciones.revisar(CONTEXTO, unidad, 1, 0, menor)
    hasta(unidad, Etapa.ITCP, Etapa.VIABLE)  # sin EDTP, por ser obra menor
    caro = Revisado(condiciones=CUMPLIDAS, costo=Dinero.de(900_000), razon_del_costo="más grande")
    no_cumple = CUMPLIDAS | {Condicion.TERRENO: Revision(Cumplimiento.NO_CUMPLE, "hay litigio")}
    peor = Revisado(condiciones=no_cumple, costo=Dinero.de(19_000), razon_del_costo="más chica")
    for revisado, error in ((caro, YaDictaminada), (peor, CondicionesSinResolver)):
        with pytest.raises(error):
            evaluaciones.revisar(CONTEXTO, unidad, 1, 0, revisado)
    esta = evaluaciones.evaluada(CONTEXTO, unidad, 1)
    assert (esta.costo, esta.evaluacion.sin_resolver) == (Dinero.de(19_000), [])
    hasta(unidad, Etapa.ADMISIBILIDAD)
    assert evaluaciones.revisar(CONTEXTO, unidad, 1, 0, caro)


def test_se_propone_al_edc_lo_que_excede_y_una_persona_puede_decir_otra_cosa(unidad):
    assert evaluaciones.propuestas(CONTEXTO, unidad) == {"2027-0002": AlEdc.COMPETENCIA}
    techo = Techo(nuevo_id(), 2027, "41", "113", Dinero.de(50_000))
    unidad.techos.reemplazar(2027, [techo])
    assert evaluaciones.propuestas(CONTEXTO, unidad)["2027-0001"] is AlEdc.TECHO
    evaluaciones.revisar(CONTEXTO, unidad, 2, 0, Revisado(al_edc=AlEdc.NO))
    assert "2027-0002" not in evaluaciones.propuestas(CONTEXTO, unidad)


def test_lo_no_priorizado_no_se_evalua_y_dos_no_se_pisan(unidad):
    with pytest.raises(NoSeEvalua):
        hasta(unidad, Etapa.ADMISIBILIDAD, numero=3)
    with pytest.raises(EdicionConcurrente):
        evaluaciones.revisar(CONTEXTO, unidad, 1, 7, Revisado("Obras"))


def test_atrasada_es_la_que_paso_su_plazo_sin_dictamen(unidad):
    ayer = date(2026, 8, 14)
    evaluaciones.revisar(CONTEXTO, unidad, 1, 0, Revisado("Obras", ayer, condiciones=CUMPLIDAS))
    assert evaluaciones.evaluada(CONTEXTO, unidad, 1).atrasada
    hasta(unidad, Etapa.ITCP)
    assert not evaluaciones.evaluada(CONTEXTO, unidad, 1).atrasada


def test_primero_lo_atrasado_despues_lo_que_no_tiene_dictamen_y_por_su_puesto():
    hoy, otb = date(2026, 8, 15), organizacion_de_prueba()

    def una(numero, puesto, etapa=None, plazo=None):
        demanda = demanda_de_prueba(numero, otb, estado=Estado.EN_POA)
        hecha = None
        if etapa:
            hecha = Evaluacion(nuevo_id(), 2027, demanda.codigo, CONTEXTO.ahora(), "ana", etapa)
            hecha.plazo = plazo
        return Evaluada(demanda, otb, hecha, None, hoy, puesto=puesto)

    pasado = date(2026, 8, 14)
    todas = [
        una(1, 1, Etapa.VIABLE),
        una(2, 5),
        una(3, 2, Etapa.NO_VIABLE),
        una(4, 3, Etapa.ITCP),
        una(5, 9, Etapa.ITCP, pasado),
        una(6, 7, Etapa.ADMISIBILIDAD, pasado),
        una(7, None),
    ]
    ordenadas = evaluaciones.por_atencion(todas)
    assert [e.demanda.numero for e in ordenadas] == [6, 5, 4, 2, 7, 1, 3]
