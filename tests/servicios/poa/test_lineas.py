"""Escribir líneas, compararlas entre versiones y llevar demandas al POA."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.cambios_de_poa import ClaseDeCambio, comparar
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente, PasoPendiente
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.poa import LineaDePoa
from nucleo.dominio.presupuesto import Corte, agrupar, saldos
from nucleo.servicios import poa
from nucleo.servicios.demandas_en_poa import traer_demandas
from nucleo.servicios.encabezados import Planilla
from tests.ejemplos import comunidades, demandas
from tests.servicios.poa.ejemplos import COMPLETA, agregar, contexto, unidad_con_techo


def linea(orden, nombre, monto=10, **datos):
    return LineaDePoa(nuevo_id(), orden, nombre, Dinero.de(monto), **datos)


def dichos(cambios):
    return [
        (c.clase.value, c.linea.denominacion, [x.campo for x in c.campos], str(c.diferencia))
        for c in cambios
    ]


def test_las_diferencias_dicen_que_entro_salio_y_cambio():
    antes = [
        linea(1, "Agua", programa="11", proyecto="1"),
        linea(2, "Posta", 20, demanda="2027-0004"),
        linea(3, "Puente", 30),
        linea(4, "Igual", 5),
    ]
    ahora = [
        linea(1, "Igual", 5),
        linea(2, "Agua", 15, programa="11", proyecto="1"),
        linea(3, "Posta de salud", 20, demanda="2027-0004", objeto="42230"),
        linea(4, "Riego", 7),
    ]
    assert dichos(comparar(antes, ahora)) == [
        ("cambia", "Agua", ["monto"], "5.00"),
        ("cambia", "Posta de salud", ["denominacion", "objeto"], "0.00"),
        ("sale", "Puente", [], "-30.00"),
        ("entra", "Riego", [], "7.00"),
    ]


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 3)), max_size=8).flatmap(
    lambda antes: st.tuples(st.just(antes), st.permutations(antes))))  # fmt: skip
def test_cambiar_de_orden_no_es_un_cambio(par):
    antes, ahora = ([linea(n, x, m) for n, (x, m) in enumerate(lado, 1)] for lado in par)
    assert comparar(antes, ahora) == []


@given(st.lists(st.tuples(st.sampled_from(["41", "20", ""]), st.integers(0, 10**15))))
def test_las_sumas_son_exactas_y_no_pierden_nada(pares):
    lineas = [LineaDePoa(nuevo_id(), n, "x", Dinero(m), fuente=f, organismo=f and "113")
              for n, (f, m) in enumerate(pares, 1)]  # fmt: skip
    total = sum(m for _, m in pares)
    for corte in Corte:
        assert sum(s.monto.centavos for s in agrupar(lineas, corte)) == total
    techos = {"41-113": Dinero(5)}
    assert sum(s.usado.centavos for s in saldos(lineas, techos)) == total


def test_dos_personas_no_se_pisan_una_linea():
    unidad = unidad_con_techo()
    agregar(unidad)
    datos = {**COMPLETA, "monto": Dinero.de(7)}
    with pytest.raises(EdicionConcurrente):
        poa.cambiar_linea(contexto(), unidad, 1, datos, visto=9)
    assert poa.cambiar_linea(contexto(), unidad, 1, datos, visto=0)
    assert not poa.cambiar_linea(contexto(), unidad, 1, datos, visto=0)
    with pytest.raises(EdicionConcurrente):
        poa.quitar_linea(contexto(), unidad, 1, visto=9)


def test_agregar_dos_veces_con_el_mismo_identificador_no_duplica():
    unidad, nueva = unidad_con_techo(), nuevo_id()
    for _ in range(2):
        assert poa.agregar_linea(contexto(), unidad, COMPLETA, nueva) == 1
    assert len(unidad.poas.de(2027, 1).lineas) == 1


def test_importar_reemplaza_dice_que_cambia_y_repetirlo_no_escribe():
    unidad = unidad_con_techo()
    agregar(unidad)
    filas = [(1, ["Denominación", "Monto"]), (2, ["Puente", "20"]), (3, ["Posta", "x"])]
    mala = poa.importar(contexto(), unidad, Planilla("poa.csv", filas))
    assert mala.importacion.filas_rechazadas == 1
    assert unidad.poas.de(2027, 1).lineas[0].denominacion == COMPLETA["denominacion"]
    buena = Planilla("poa.csv", filas[:2])
    ensayo = poa.importar(contexto(), unidad, buena, ensayo=True)
    assert [c.clase for c in ensayo.cambios] == [ClaseDeCambio.SALE, ClaseDeCambio.ENTRA]
    assert not any(h.que == "poa.importado" for h in unidad.hechos)
    for _ in range(2):
        poa.importar(contexto(), unidad, buena)
    assert [h.que for h in unidad.hechos].count("poa.importado") == 1
    assert [x.denominacion for x in unidad.poas.de(2027, 1).lineas] == ["Puente"]


def test_sin_resultado_publicado_no_hay_demandas_que_llevar():
    unidad = unidad_con_techo()
    organizaciones = comunidades()
    unidad.organizaciones.agregar_todas(organizaciones)
    unidad.demandas.agregar_todas(demandas(organizaciones))
    with pytest.raises(PasoPendiente):
        traer_demandas(contexto(), unidad, {})
    assert not unidad.poas.versiones(2027)
