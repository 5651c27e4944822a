"""El ensayo de una planilla: dice lo que pasaría y no toca nada."""

import pytest

from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.planes import NivelDePlan, TipoDePlan
from nucleo.pruebas import (
    UnidadEnMemoria,
    conjunto_de,
    contexto_de_prueba,
    demanda_de_prueba,
    organizacion_de_prueba,
)
from nucleo.servicios import planes, priorizacion
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.organizaciones import Padron
from nucleo.servicios.planes import DatosDePlan
from nucleo.servicios.planillas import ClaseDePlanilla, Importadores

FILAS = {
    ClaseDePlanilla.DEMANDAS: [["OTB", "Demanda", "Costo"], ["Aldana", "Posta", "1000"]],
    ClaseDePlanilla.ORGANIZACIONES: [["Nombre", "Distrito"], ["Eterazama", "Distrito 1"]],
    ClaseDePlanilla.INVERSION: [
        ["OTB", "Gestión", "Proyecto", "Monto"], ["Aldana", "2024", "Aulas", "5000"],
    ],
    ClaseDePlanilla.ESTRUCTURA: [["Código", "Nombre"], ["SMOP", "Obras Públicas"]],
    ClaseDePlanilla.PLAN: [["Clase", "Código", "Nombre"], ["objetivo", "OE1", "Agua"]],
    ClaseDePlanilla.TECHO: [["Fuente-organismo", "Monto"], ["41-113", "1000"]],
    ClaseDePlanilla.PAPELETAS: [["OTB", "Código"], ["Aldana", "2027-0001"]],
    ClaseDePlanilla.OFERTAS: [
        ["Quién ofrece", "Tipo", "Qué ofrece", "Monto"], ["Gobernación", "gad", "Riego", "5000"],
    ],
}  # fmt: skip


@pytest.fixture
def unidad():
    nueva = UnidadEnMemoria()
    nueva.organizaciones.agregar_todas([organizacion_de_prueba("Aldana")])
    datos = DatosDePlan("Plan", 2026, 2030)
    tipo = TipoDePlan("ptdi", "PTDI", "Plan", NivelDePlan.MUNICIPAL)
    planes.empezar(contexto_de_prueba(), nueva, nuevo_id(), tipo, datos)
    vecina = organizacion_de_prueba("Eterazama Alto")
    nueva.organizaciones.agregar_todas([vecina])
    pedida = demanda_de_prueba(1, vecina)
    nueva.demandas.agregar_todas([pedida])
    priorizacion.congelar(contexto_de_prueba(), nueva)
    nueva.hechos.clear()
    nueva.confirmada = False
    return nueva


@pytest.fixture
def importadores(unidad):
    return Importadores(contexto_de_prueba(), unidad, conjunto_de(), [])


def planilla(clase, *mas):
    return Planilla("p.csv", list(enumerate([*FILAS[clase], *mas], 1)))


def guardado(unidad):
    repositorios = (unidad.organizaciones, unidad.demandas, unidad.inversiones, unidad.techos)
    mas = (unidad.asambleas, unidad.distritos, unidad.estructura, unidad.ofertas, unidad.papeletas)
    return [len(unidad.planes.partes), *(len(r.todas()) for r in (*repositorios, *mas))]


@pytest.mark.parametrize("clase", ClaseDePlanilla)
def test_el_ensayo_cuenta_lo_mismo_que_la_importacion_y_no_escribe(importadores, unidad, clase):
    antes = guardado(unidad)
    ensayada = importadores.ensayar(clase, planilla(clase))
    assert (guardado(unidad), unidad.hechos, unidad.confirmada) == (antes, [], False)
    importada = importadores.importar(clase, planilla(clase))
    assert ensayada.como_json() == importada.como_json()
    assert importada.creadas == 1
    assert guardado(unidad) != antes


@pytest.mark.parametrize("clase", ClaseDePlanilla)
def test_ensayar_lo_ya_importado_dice_que_esta_repetido(importadores, clase):
    importadores.importar(clase, planilla(clase))
    otra = importadores.ensayar(clase, planilla(clase))
    assert (otra.creadas, otra.repetidas) == (0, 1)


@pytest.mark.parametrize("clase", ClaseDePlanilla)
def test_la_planilla_en_blanco_trae_todas_sus_columnas(importadores, unidad, clase):
    [hoja, *_] = importadores.plantilla(clase)
    nombres = [c.nombre.removesuffix(" *") for c in hoja.columnas]
    columnas = importadores.columnas(clase, Padron(unidad.organizaciones.todas()))
    assert nombres == [c.nombre for c in columnas]


def test_importar_organizaciones_declara_los_distritos_que_faltan(importadores, unidad):
    clase = ClaseDePlanilla.ORGANIZACIONES
    importadores.importar(clase, planilla(clase, ["Samuzabety", "DISTRITO 1"], ["Isinuta", ""]))
    assert [d.nombre for d in unidad.distritos.todos()] == ["Distrito 1"]
