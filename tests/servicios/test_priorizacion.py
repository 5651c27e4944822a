import json
from dataclasses import replace

import pytest

from nucleo.dominio.criterios import Criterio
from nucleo.dominio.demandas import Competencia, Estado
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import (
    CriterioDesconocido,
    PasoPendiente,
    PasoYaDado,
    SinCriterios,
    SinDemandas,
    SinReglaDeSeleccion,
)
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.techos import Techo
from nucleo.ganchos import implementa
from nucleo.pruebas import (
    MEDIODIA,
    UnidadEnMemoria,
    conjunto_de,
    contexto_de_prueba,
    demanda_de_prueba,
)
from nucleo.servicios.priorizacion import (
    acordar,
    calificar,
    como_json,
    congelar,
    ensayar,
    priorizar,
    publicar,
)
from plugins.equidad import ganchos as equidad
from plugins.equidad.ajustes import Ajustes
from plugins.lista_con_techo import ganchos as lista
from tests.ejemplos import GESTION, municipio_sembrado

CONJUNTO = conjunto_de(equidad, lista)


def estados(unidad):
    return {d.numero: d.estado for d in unidad.demandas.todas()}


def test_ensayar_no_escribe_nada(contexto, unidad):
    resultado = ensayar(contexto, unidad, CONJUNTO)
    assert [r.puesto for r in resultado.renglones] == [1, 2, 3, 4, 5]
    assert not unidad.confirmada
    assert set(estados(unidad).values()) == {Estado.REGISTRADA}
    assert unidad.priorizaciones.proceso(GESTION) is None


def test_solo_compiten_las_dos_primeras_y_la_tercera_dice_por_que(contexto, unidad):
    resultado = ensayar(contexto, unidad, CONJUNTO)
    assert {r.fila.numero for r in resultado.renglones} == {1, 2, 4, 5, 6}
    assert [(f.codigo, str(f.motivo)) for f in resultado.fuera] == [
        ("2027-0003", "Su organización ya tiene dos demandas en la matriz.")
    ]


def test_los_pasos_van_en_orden_y_cada_uno_deja_su_hecho(contexto, unidad):
    assert congelar(contexto, unidad) == 5
    assert acordar(contexto, unidad, CONJUNTO, {"equidad.mujeres": 5})["equidad.mujeres"] == 5
    calificado = calificar(contexto, unidad, CONJUNTO)
    publicado = publicar(contexto, unidad)
    assert publicado.resumen == calificado.resumen
    assert [(h.que, h.quien, h.cuando) for h in unidad.hechos] == [
        (f"priorizacion.{paso}", "prueba", MEDIODIA)
        for paso in ("congelada", "acordada", "calificada", "publicada")
    ]
    json.dumps([dict(h.carga) for h in unidad.hechos])


def test_publicar_reparte_entre_el_poa_y_la_espera(contexto, unidad):
    resultado = priorizar(contexto, unidad, CONJUNTO, confirmar=True)
    por_numero = {r.fila.numero: r.decision.entra for r in resultado.renglones}
    finales = estados(unidad)
    assert finales.pop(3) is Estado.REGISTRADA
    assert finales == {
        n: Estado.EN_POA if entra else Estado.EN_ESPERA for n, entra in por_numero.items()
    }
    assert {True, False} == set(por_numero.values())
    congelada = unidad.demandas.todas()[0]
    assert congelada.historial[0].estado is Estado.CONGELADA


def test_confirmar_da_lo_mismo_que_el_ensayo_y_repetir_no_escribe(contexto, unidad):
    ensayo = priorizar(contexto, unidad, CONJUNTO)
    firme = priorizar(contexto, unidad, CONJUNTO, confirmar=True)
    assert firme.resumen == ensayo.resumen
    hechos = len(unidad.hechos)
    otra_vez = priorizar(contexto, unidad, CONJUNTO, confirmar=True)
    assert not unidad.confirmada
    assert len(unidad.hechos) == hechos
    assert como_json(otra_vez, "villa-tunari") == como_json(firme, "villa-tunari")


def test_lo_publicado_no_cambia_aunque_cambien_los_plugins(contexto, unidad):
    firme = priorizar(contexto, unidad, CONJUNTO, confirmar=True)
    otro = contexto_de_prueba(Ajustes(peso_mujeres=50))
    assert priorizar(otro, unidad, conjunto_de()).resumen == firme.resumen


def test_da_solo_los_pasos_que_faltan(contexto, unidad):
    congelar(contexto, unidad)
    acordar(contexto, unidad, CONJUNTO, {"equidad.costo": 9})
    resultado = priorizar(contexto, unidad, CONJUNTO, confirmar=True)
    assert resultado.pesos["equidad.costo"] == 9
    assert len(unidad.hechos) == 4


def test_lo_acordado_manda_sobre_los_ajustes_posteriores(contexto, unidad):
    congelar(contexto, unidad)
    acordar(contexto, unidad, CONJUNTO, {})
    despues = contexto_de_prueba(Ajustes(peso_mujeres=50))
    assert ensayar(despues, unidad, CONJUNTO).pesos["equidad.mujeres"] == 1


class Intruso:
    @staticmethod
    @implementa
    def criterios_de_priorizacion(contexto):  # noqa: ARG004 - firma del gancho
        return [Criterio("intruso.todo", "Todo", 100, lambda m: m.numeros)]


def test_un_criterio_que_llega_despues_del_acuerdo_no_cuenta(contexto, unidad):
    congelar(contexto, unidad)
    acordar(contexto, unidad, CONJUNTO, {})
    resultado = calificar(contexto, unidad, conjunto_de(equidad, lista, intruso=Intruso()))
    assert "intruso.todo" not in resultado.pesos


def test_un_criterio_acordado_que_desaparece_se_dice(contexto, unidad):
    congelar(contexto, unidad)
    acordar(contexto, unidad, conjunto_de(equidad, lista, intruso=Intruso()), {})
    with pytest.raises(CriterioDesconocido, match="intruso"):
        calificar(contexto, unidad, CONJUNTO)
    assert not unidad.confirmada


def test_no_se_salta_ni_se_repite_un_paso(contexto, unidad):
    with pytest.raises(PasoPendiente):
        acordar(contexto, unidad, CONJUNTO, {})
    congelar(contexto, unidad)
    with pytest.raises(PasoPendiente):
        calificar(contexto, unidad, CONJUNTO)
    with pytest.raises(PasoYaDado):
        congelar(contexto, unidad)
    acordar(contexto, unidad, CONJUNTO, {})
    with pytest.raises(PasoYaDado):
        acordar(contexto, unidad, CONJUNTO, {})
    with pytest.raises(PasoYaDado):
        priorizar(contexto, unidad, CONJUNTO, pesos={"equidad.costo": 3}, confirmar=True)


def test_calificar_se_repite_hasta_publicar_y_vale_la_ultima(contexto, unidad):
    congelar(contexto, unidad)
    acordar(contexto, unidad, CONJUNTO, {})
    primera = calificar(contexto, unidad, CONJUNTO)
    unidad.techos.reemplazar(GESTION, [])
    segunda = calificar(contexto, unidad, CONJUNTO)
    assert primera.resumen != segunda.resumen
    assert publicar(contexto, unidad).resumen == segunda.resumen
    with pytest.raises(PasoYaDado):
        calificar(contexto, unidad, CONJUNTO)


def test_lo_registrado_despues_de_congelar_queda_fuera_con_su_motivo(contexto, unidad):
    congelar(contexto, unidad)
    challa = unidad.organizaciones.todas()[2]
    unidad.demandas.agregar(demanda_de_prueba(7, challa))
    fuera = ensayar(contexto, unidad, CONJUNTO).fuera
    assert [f.codigo for f in fuera] == ["2027-0003", "2027-0007"]
    assert "después de congelar" in str(fuera[1].motivo)


def test_lo_que_no_es_del_municipio_va_al_edc_aunque_sobre_dinero(contexto):
    unidad = municipio_sembrado(a41_113=10_000_000)
    ajenas = {4: Competencia.DEPARTAMENTAL, 5: Competencia.NACIONAL, 2: Competencia.CONCURRENTE}
    for d in unidad.demandas.todas():
        d.competencia = ajenas.get(d.numero, d.competencia)
    resultado = ensayar(contexto, unidad, CONJUNTO)
    decisiones = {r.fila.numero: r.decision for r in resultado.renglones}
    assert {n for n, d in decisiones.items() if not d.entra} == {4, 5}
    assert str(decisiones[4].motivo) == "Es competencia departamental: se lleva al EDC."


def test_sin_demandas_sin_criterios_o_sin_regla(contexto, unidad):
    with pytest.raises(SinDemandas):
        congelar(contexto, UnidadEnMemoria())
    with pytest.raises(SinCriterios, match="Villa Tunari"):
        ensayar(contexto, unidad, conjunto_de(lista))
    with pytest.raises(SinReglaDeSeleccion):
        ensayar(contexto, unidad, conjunto_de(equidad))
    with pytest.raises(SinReglaDeSeleccion, match="lista_con_techo"):
        ensayar(contexto, unidad, CONJUNTO, regla="sorteo")
    assert ensayar(contexto, UnidadEnMemoria(), CONJUNTO).renglones == []


def test_dos_conjuntos_dan_ordenes_distintos_y_explicados(unidad):
    de_todos = contexto_de_prueba(Ajustes())
    de_mujeres = contexto_de_prueba(replace(Ajustes(), peso_mujeres=20))
    uno = ensayar(de_todos, unidad, CONJUNTO)
    otro = ensayar(de_mujeres, unidad, CONJUNTO)
    assert [r.fila.codigo for r in uno.renglones] != [r.fila.codigo for r in otro.renglones]
    for r in (*uno.renglones, *otro.renglones):
        assert sum(a.aporte for a in r.aportes) == r.puntaje
        assert str(r.decision.motivo)


def test_como_json_cumple_el_contrato(contexto, unidad):
    datos = json.loads(json.dumps(como_json(ensayar(contexto, unidad, CONJUNTO), "villa-tunari")))
    assert {"municipio", "gestion", "resumen", "techo", "usado", "demandas"} <= datos.keys()
    assert datos["techo"] == "120000.00"
    primera = datos["demandas"][0]
    contrato = "puesto codigo titulo otb costo puntaje criterios entra motivo"
    assert set(contrato.split()) <= primera.keys()
    criterio = "clave nombre plugin crudo normalizado peso aporte"
    assert set(criterio.split()) <= primera["criterios"][0].keys()
    assert primera["criterios"][0]["plugin"] == "equidad"
    assert primera["puntaje"] == pytest.approx(sum(c["aporte"] for c in primera["criterios"]))
    assert primera["costo"].count(".") == 1


def test_las_fuentes_se_gastan_en_el_orden_en_que_se_fijaron(contexto, unidad):
    al_reves = [("41-119", 200_000, 1), ("41-113", 200_000, 2)]
    unidad.techos.reemplazar(
        GESTION, [techo(clave, monto, n) for clave, monto, n in al_reves[::-1]]
    )
    resultado = priorizar(contexto, unidad, CONJUNTO, confirmar=True)
    assert list(resultado.techos) == ["41-119", "41-113"]
    assert resultado.renglones[0].decision.fuente == "41-119"
    assert priorizar(contexto, unidad, CONJUNTO).resumen == resultado.resumen


def techo(clave, monto, orden):
    fuente, organismo = clave.split("-")
    return Techo(nuevo_id(), GESTION, fuente, organismo, Dinero.de(monto), orden)
