"""El plan por pantalla: se escribe por partes, se lee entero, se pone a regir y se cambia."""

from uuid import UUID

import pytest

from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.planes import ClaseDeElemento as C
from nucleo.dominio.planes import ElementoDePlan
from nucleo.dominio.roles import Rol
from nucleo.servicios import partes_de_plan
from tests.documentos.estructura import SIEMPRE, mirar
from tests.web.casa import CHIMORE, TUNARI, anonimo, entrar_como, enviar
from tests.web.rutas import DE_NADIE

RAIZ = "/villa-tunari/plan"


@pytest.fixture
def tecnica(casa):
    return entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)


def empezar(cliente, tipo="ptdi", desde="2026", **mas):
    datos = {"nombre": "Plan de vida", "hasta": "2030"} | mas
    hecho = enviar(cliente, f"{RAIZ}/nuevo", tipo=tipo, desde=desde, **datos)
    assert hecho.status_code == 303, hecho.text
    return hecho.location


@pytest.fixture
def plan(tecnica):
    return empezar(tecnica)


def poner(cliente, plan, clase, **campos):
    return enviar(cliente, f"{plan}/{clase}/nuevo", **campos)


def entero(cliente, plan):
    """Una parte de cada clase."""
    pozo = {"nombre": "Pozo", "codigo": "OE1.1.1", "padre": "OE1.1", "inversion_2028": "2"}
    hogares = {"nombre": "Hogares con agua", "padre": "OE1", "base": "10", "meta_2027": "20"}
    for clase, campos in {
        "vision": {"nombre": "Vivir bien"},
        "potencialidad": {"nombre": "Agua abundante"},
        "objetivo": {"nombre": "Agua para todos", "dimension": "equidad_social"},
        "programa": {"nombre": "Sistemas de agua", "inversion_2027": "1.000,50"},
        "proyecto": pozo,
        "indicador": hogares,
        "alianza": {"nombre": "Camino", "con_quien": "Chimoré", "aliado": "municipios"},
    }.items():
        hecho = poner(cliente, plan, clase, **campos)
        assert hecho.status_code == 303, (clase, hecho.text)


def ids_de(casa):
    with casa.unidad_de_lectura(TUNARI) as unidad:
        partes = [
            p
            for x in unidad.planes.todos()
            for p in (*unidad.planes.elementos(x.id), *unidad.planes.indicadores(x.id))
        ]
    return {p.codigo: p.id for p in partes}


def test_sin_plan_se_dice_que_falta(casa):
    assert "Ningún plan rige" in anonimo(casa).get(RAIZ).text


def test_se_escribe_por_partes_y_todos_lo_leen(casa, tecnica, plan):
    entero(tecnica, plan)
    pagina = anonimo(casa).get(plan).text
    for dicho in ("Vivir bien", "Agua para todos", "Bs\xa01.000,50", "Bs\xa01.002,50", "Chimoré"):
        assert dicho in pagina
    assert "/editar" not in pagina
    assert mirar(anonimo(casa).get(f"{plan}.pdf").data).etiquetas.keys() >= SIEMPRE
    assert anonimo(casa).get(f"{plan}.xlsx").data.startswith(b"PK")
    assert "OE1.1.1" in anonimo(casa).get(f"{plan}.csv").text


def test_lo_mal_escrito_vuelve_con_su_razon(tecnica, plan):
    entero(tecnica, plan)
    assert "ya se usa" in poner(tecnica, plan, "objetivo", nombre="x", codigo="OE1").text
    mala = poner(tecnica, plan, "programa", nombre="x", padre="OE1", inversion_2027="mil")
    assert (mala.status_code, "no es un número" in mala.text) == (422, True)
    assert tecnica.get(f"{plan}/proyecto/{DE_NADIE}/editar").status_code == 404
    repetido = enviar(
        tecnica, f"{RAIZ}/nuevo", tipo="ptdi", desde="2026", hasta="2030", nombre="Otro"
    )
    assert repetido.status_code == 422


def test_dos_que_corrigen_la_misma_parte_ven_la_diferencia(casa, tecnica, plan):
    entero(tecnica, plan)
    editar = f"{plan}/objetivo/{ids_de(casa)['OE1']}/editar"
    assert enviar(tecnica, editar, nombre="Agua segura").status_code == 303
    assert enviar(tecnica, editar, nombre="Otra", version="1").status_code == 409


def test_cada_clase_se_corrige_sin_perder_lo_suyo(casa, tecnica, plan):
    entero(tecnica, plan)
    ids = ids_de(casa)
    programa = f"{plan}/programa/{ids['OE1.1']}/editar"
    assert enviar(tecnica, programa, inversion_2028="0,50").status_code == 303
    indicador = f"{plan}/indicador/{ids['I1']}"
    medido = enviar(tecnica, f"{indicador}/alcanzado", anio="2027", valor="15", fuente="Censo")
    assert medido.status_code == 303
    assert enviar(tecnica, f"{indicador}/editar", meta_2028="30").status_code == 303
    pagina = tecnica.get(plan).text
    assert "Bs\xa01.003,00" in pagina
    assert "50\xa0% (2027)" in pagina


def test_corregir_no_borra_lo_que_la_pagina_no_pregunta(casa, tecnica):
    largo = empezar(tecnica, desde="2026", hasta="2040")
    entero(tecnica, largo)
    uuid = UUID(largo.rsplit("/", 1)[1])
    contexto = casa.contexto(TUNARI, 2027, "Ana")
    relato = ElementoDePlan(nuevo_id(), uuid, C.MISION, "MISION", "Servir.", "Con cuentas claras.")
    pozo = ElementoDePlan(
        nuevo_id(), uuid, C.PROYECTO, "OE1.1.2", "Red", padre="OE1.1", inversion={"2040": "7.00"}
    )
    for parte in (relato, pozo):
        partes_de_plan.agregar(contexto, casa.unidad(TUNARI), parte)
    for clase, parte, campos in (
        ("mision", relato, {"nombre": "Servir más."}),
        ("proyecto", pozo, {"inversion_2027": "1"}),
    ):
        hecho = enviar(tecnica, f"{largo}/{clase}/{parte.id}/editar", **campos)
        assert hecho.status_code == 303, hecho.text
    with casa.unidad_de_lectura(TUNARI) as unidad:
        suyas = {e.codigo: e for e in unidad.planes.elementos(uuid)}
    assert (suyas["MISION"].nombre, suyas["MISION"].descripcion) == (
        "Servir más.", "Con cuentas claras.",
    )  # fmt: skip
    assert suyas["OE1.1.2"].inversion == {"2027": "1.00", "2040": "7.00"}


def test_corregir_no_quita_al_responsable_que_ya_se_cerro(casa, tecnica, plan):
    estructura = "/villa-tunari/estructura"
    nueva = enviar(tecnica, f"{estructura}/nueva", codigo="SMOP", nombre="Obras", hasta="2020")
    assert nueva.status_code == 303
    entero(tecnica, plan)
    uuid = UUID(plan.rsplit("/", 1)[1])
    parte = ElementoDePlan(
        nuevo_id(), uuid, C.PROYECTO, "OE1.1.2", "Red", padre="OE1.1", responsable="SMOP"
    )
    partes_de_plan.agregar(casa.contexto(TUNARI, 2027, "Ana"), casa.unidad(TUNARI), parte)
    editar = f"{plan}/proyecto/{parte.id}/editar"
    assert "SMOP · no existe en esta gestión" in tecnica.get(editar).text
    assert enviar(tecnica, editar, nombre="Red nueva").status_code == 303
    with casa.unidad_de_lectura(TUNARI) as unidad:
        suya = next(e for e in unidad.planes.elementos(uuid) if e.codigo == "OE1.1.2")
    assert (suya.nombre, suya.responsable) == ("Red nueva", "SMOP")


def test_anotar_dos_veces_lo_mismo_alcanzado_no_choca(casa, tecnica, plan):
    entero(tecnica, plan)
    alcanzado = f"{plan}/indicador/{ids_de(casa)['I1']}/alcanzado"
    dicho = {"anio": "2027", "valor": "15", "fuente": "Censo", "version": "1"}
    for _ in range(2):
        assert enviar(tecnica, alcanzado, **dicho).status_code == 303
    assert enviar(tecnica, alcanzado, **dicho | {"valor": "16"}).status_code == 409


def test_la_nombrada_no_se_quita_y_la_suelta_si(casa, tecnica, plan):
    entero(tecnica, plan)
    ids = ids_de(casa)
    assert "lo nombran" in tecnica.get(f"{plan}/objetivo/{ids['OE1']}/quitar").text
    assert enviar(tecnica, f"{plan}/proyecto/{ids['OE1.1.1']}/quitar").status_code == 303
    assert "OE1.1.1" not in ids_de(casa)


def test_rige_se_versiona_y_la_nueva_lo_reemplaza(casa, tecnica, plan):
    assert "no tiene objetivos" in enviar(tecnica, f"{plan}/vigencia", constancia="Ley 1").text
    entero(tecnica, plan)
    assert enviar(tecnica, f"{plan}/vigencia", constancia="Ley 1").status_code == 303
    assert tecnica.get(f"{plan}/editar").status_code == 422
    otra = enviar(tecnica, f"{plan}/version").location
    assert "Reemplaza a" in tecnica.get(f"{otra}/vigencia").text
    assert enviar(tecnica, f"{otra}/vigencia", constancia="Ley 2").status_code == 303
    assert "Reemplazado" in anonimo(casa).get(plan).text
    assert "Rige por: Ley 2" in anonimo(casa).get(otra).text


def test_un_plan_ajeno_se_registra_y_los_objetivos_se_alinean(casa, tecnica):
    ajeno = empezar(tecnica, "pdes", nombre="Plan nacional")
    assert poner(tecnica, ajeno, "resultado", nombre="Agua", codigo="3.1").status_code == 303
    plan = empezar(tecnica)
    poner(tecnica, plan, "objetivo", nombre="Agua", alineados=["PDES-2026/3.1"])
    poner(tecnica, plan, "objetivo", nombre="Suelto")
    pagina = anonimo(casa).get(plan).text
    assert "1 de 2 objetivos aportan" in pagina
    assert "lo nombran" in tecnica.get(f"{ajeno}/descartar").text


def test_ni_otro_municipio_ni_el_control_social_lo_escriben(casa, plan):
    ajena = entrar_como(casa, Rol.TECNICO_MUNICIPAL, CHIMORE)
    vigila = entrar_como(casa, Rol.CONTROL_SOCIAL, TUNARI)
    assert {c.get(f"{plan}/editar").status_code for c in (ajena, vigila)} == {403}
    assert ajena.get(plan.replace("villa-tunari", "chimore")).status_code == 404
