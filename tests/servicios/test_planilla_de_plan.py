"""La planilla del plan, sucia: lo que no se puede guardar se devuelve, nunca se tira callado."""

from decimal import Decimal

import pytest

from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.indicadores import Indicador
from nucleo.dominio.planes import ClaseDeElemento, ElementoDePlan, NivelDePlan, TipoDePlan
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba
from nucleo.servicios import partes_de_plan, planes, planilla_de_plan
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.planes import DatosDePlan

CONTEXTO = contexto_de_prueba()
PTDI = TipoDePlan("ptdi", "PTDI", "Plan territorial", NivelDePlan.MUNICIPAL, 5)
NO_VA, FALTA = "ese dato no va en una fila de esta clase", "falta este dato"
FIJAS = ["Clase", "Código", "Nombre", "Cuelga de"]


@pytest.fixture
def unidad():
    return UnidadEnMemoria()


@pytest.fixture
def plan(unidad):
    return empezar(unidad)


def empezar(unidad, desde=2026, hasta=2030):
    datos = DatosDePlan("Plan", desde, hasta)
    nuevo = planes.empezar(CONTEXTO, unidad, nuevo_id(), PTDI, datos)
    objetivo = ElementoDePlan(nuevo_id(), nuevo.id, ClaseDeElemento.OBJETIVO, "OE1", "Agua.")
    partes_de_plan.agregar(CONTEXTO, unidad, objetivo)
    return nuevo


def importar(unidad, titulos, *filas):
    renglones = list(enumerate([[*FIJAS, *titulos], *filas], 1))
    planilla = Planilla("plan.csv", renglones)
    hecha = planilla_de_plan.importar(CONTEXTO, unidad, planilla, parcial=True)
    return hecha, [(r.columna, str(r.motivo)) for r in hecha.rechazadas]


PROYECTO = ["proyecto", "OE1.1", "Puente", "OE1"]
INDICADOR = ["indicador", "I1", "Hogares", "OE1"]
ALIANZA = ["alianza", "A1", "Camino", "OE1"]
CON_ALIADO = ["Con quién", "Clase de aliado"]


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("titulos", "fila", "rechazos"),
    [
        (["Monto (Bs)"], ["objetivo", "OE2", "Luz", "", "1.234,56"], [("Monto (Bs)", NO_VA)]),
        (["Inversión 2027 (Bs)"], [*INDICADOR, "5"], [("Inversión 2027 (Bs)", NO_VA)]),
        (["Inversión 2027"], ["objetivo", "OE2", "Luz", "", "5"], [("Inversión 2027", NO_VA)]),
        (["Dimensión"], [*PROYECTO, "democracia"], [("Dimensión", NO_VA)]),
        (["Línea de base"], [*PROYECTO, "12"], [("Línea de base", NO_VA)]),
        ([*CON_ALIADO, "Meta 2027"], [*ALIANZA, "Chimoré", "municipios", "5"],
         [("Meta 2027", NO_VA)]),
        (["Inversión 2035 (Bs)"], [*PROYECTO, "5"],
         [("Inversión 2035 (Bs)", "ese año no es del plan")]),
        ([], ALIANZA, [("Con quién", FALTA), ("Clase de aliado", FALTA)]),
        ([], ["indicador", "I1", "Hogares"], [("Cuelga de", FALTA)]),
        (["Alcanzado 2026"], [*INDICADOR, "7"], [("Fuente de lo alcanzado 2026", FALTA)]),
        (["Fuente de lo alcanzado 2026"], [*INDICADOR, "INE"], [("Alcanzado 2026", FALTA)]),
    ],
)  # fmt: skip
def test_lo_que_la_clase_no_guarda_se_devuelve(unidad, titulos, fila, rechazos):
    hecha, devueltos = importar(unidad, titulos, fila)
    assert (hecha.creadas, devueltos) == (0, rechazos)


@pytest.mark.usefixtures("plan")
def test_un_cero_de_mas_no_estorba(unidad):
    hecha, _ = importar(unidad, ["Inversión 2027 (Bs)"], ["objetivo", "OE2", "Luz", "", "0"])
    assert hecha.creadas == 1


@pytest.mark.parametrize("monto", ["1.234,56", "Bs 1,234.56", "1234,56"])
def test_el_monto_se_lee_como_lo_escriben(unidad, plan, monto):
    hecha, devueltos = importar(unidad, ["Inversion 2027"], [*PROYECTO, monto])
    assert (hecha.creadas, devueltos) == (1, [])
    assert unidad.planes.elementos(plan.id)[-1].inversion == {"2027": "1234.56"}


@pytest.mark.usefixtures("plan")
def test_completar_lo_registrado_con_otra_planilla_no_se_pierde_callado(unidad):
    titulos = ["Meta 2027", "Alcanzado 2026", "Fuente de lo alcanzado 2026"]
    importar(unidad, titulos[:1], [*INDICADOR, "10"])
    hecha, devueltos = importar(unidad, titulos, [*INDICADOR, "10", "7", "INE"])
    assert (hecha.creadas, hecha.repetidas) == (0, 0)
    otro = "ya está registrado con otro dato: —"
    assert sorted(devueltos) == sorted([(titulo, otro) for titulo in titulos[1:]])


@pytest.mark.usefixtures("plan")
def test_un_codigo_que_la_hoja_volvio_fecha_se_rechaza(unidad):
    hecha, devueltos = importar(unidad, [], ["proyecto", "2026-01-02", "Puente", "OE1"])
    assert hecha.creadas == 0
    [(columna, motivo)] = devueltos
    assert columna == "Código"
    assert "la hoja de cálculo cambió el código" in motivo


def test_un_resultado_nombrado_dos_veces_es_uno(unidad, plan):
    pdes = TipoDePlan("pdes", "PDES", "Plan nacional", NivelDePlan.NACIONAL, 5)
    ajeno = planes.empezar(CONTEXTO, unidad, nuevo_id(), pdes, DatosDePlan("PDES", 2026, 2030))
    resultado = ElementoDePlan(nuevo_id(), ajeno.id, ClaseDeElemento.RESULTADO, "3.1", "Agua")
    partes_de_plan.agregar(CONTEXTO, unidad, resultado)
    fila = ["objetivo", "OE2", "Luz", "", "PDES-2026/3.1; pdes-2026/3.1"]
    hecha, devueltos = importar(unidad, ["Se alinea con"], fila)
    assert (hecha.creadas, devueltos) == (1, [])
    assert unidad.planes.elementos(plan.id)[-1].alineados == ("PDES-2026/3.1",)


def test_un_plan_largo_no_pierde_sus_ultimos_anios(unidad):
    largo = empezar(unidad, 2020, 2040)
    hecha, devueltos = importar(unidad, ["Inversión 2039 (Bs)"], [*PROYECTO, "5"])
    assert (hecha.creadas, devueltos) == (1, [])
    indicador = Indicador(nuevo_id(), largo.id, "I1", "OE1", "Hogares")
    partes_de_plan.agregar(CONTEXTO, unidad, indicador)
    dicho = (indicador.id, 0, 2019, Decimal(3), "INE")
    partes_de_plan.anotar_alcanzado(CONTEXTO, unidad, *dicho)
    titulos, filas = planilla_de_plan.en_tabla(planes.leer(unidad, largo.id))
    assert filas[1][titulos.index("Inversión 2039 (Bs)")] == Decimal(5)
    assert filas[2][titulos.index("Alcanzado 2019")] == Decimal(3)
