"""Cuánto del POA sirve al plan, a la vista de todos."""

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.planes import ClaseDeElemento, ElementoDePlan
from nucleo.dominio.poa import EstadoDePoa, LineaDePoa, Poa
from nucleo.servicios import partes_de_plan, planes
from nucleo.servicios.planes import DatosDePlan
from tests.web.casa import TUNARI, anonimo

PAGINA = "/villa-tunari/plan/presupuesto"


def plan_con_dos_objetivos(casa):
    contexto = casa.contexto(TUNARI, 0, "prueba")
    tipo, datos = casa.tipos_de_plan["ptdi"], DatosDePlan("Plan", 2026, 2030)
    plan = planes.empezar(contexto, casa.unidad(TUNARI), nuevo_id(), tipo, datos)
    for codigo in ("OE1", "OE2"):
        clase = ClaseDeElemento.OBJETIVO
        parte = ElementoDePlan(nuevo_id(), plan.id, clase, codigo, f"Objetivo {codigo}")
        partes_de_plan.agregar(contexto, casa.unidad(TUNARI), parte)
    planes.poner_a_regir(contexto, casa.unidad(TUNARI), plan.id, plan.version, "Ley 1")


def poa(casa):
    dichos = [("60.10", {"objetivo": "OE1"}), ("30", {"sin_objetivo": "Deuda"}), ("9.90", {})]
    lineas = [
        LineaDePoa(nuevo_id(), n, f"Línea {n}", Dinero.de(m), **como)
        for n, (m, como) in enumerate(dichos, 1)
    ]
    nuevo = Poa(nuevo_id(), 2027, 1, EstadoDePoa.ANTEPROYECTO, ahora(), "Ana", lineas=lineas)
    with casa.unidad(TUNARI) as unidad:
        unidad.poas.agregar(nuevo)
        unidad.anotar(Hecho("prueba.poa", "prueba", ahora(), {}))
        unidad.confirmar()


def test_sin_poa_y_sin_plan_se_dice_que_falta(casa):
    cliente = anonimo(casa)
    assert "Todavía no hay un POA" in cliente.get(PAGINA).text
    poa(casa)
    assert "todo el presupuesto está sin plan" in cliente.get(PAGINA).text


def test_se_ve_cuanto_sirve_cuanto_no_y_que_objetivo_no_tiene_dinero(casa):
    plan_con_dos_objetivos(casa)
    poa(casa)
    pagina = anonimo(casa).get(PAGINA).text
    for dicho in ("Bs\xa060,10", "Bs\xa030,00", "Bs\xa09,90", "Bs\xa0100,00", "1 de 2", "Deuda"):
        assert dicho in pagina
    assert pagina.count("sin dinero") == 1
    archivo = anonimo(casa).get(f"{PAGINA}.csv").text
    assert "Línea 3;;No dice nada" in archivo
    assert anonimo(casa).get(f"{PAGINA}?gestion=1999").status_code == 404
