"""La evaluación en pantalla: del tablero al dictamen, y de vuelta a la organización."""

import re

import pytest

from nucleo.dominio.roles import Rol
from tests.documentos.estructura import SIEMPRE, mirar
from tests.web.casa import TUNARI, anonimo, entrar_como, enviar, ficha_de
from tests.web.pasos import hasta, hechos_de, sembrar

RAIZ = "/villa-tunari/evaluacion"
CODIGO = "2027-0001"
SUYA = f"{RAIZ}/{CODIGO}"
CUMPLIDAS = {f"{c}.estado": "cumplida" for c in ("legal", "social", "ambiental", "riesgo")}


@pytest.fixture
def demandas(casa):
    suyas = sembrar(casa)
    hasta(casa, "publicar")
    return suyas


@pytest.fixture
def tecnica(casa, demandas):  # noqa: ARG001 - las siembra
    return entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)


def pasar(cliente, hacia, **campos):
    datos = {"motivo": "corresponde", "alternativa": ""} | campos
    return enviar(cliente, f"{SUYA}/pasar", hacia=hacia, **datos)


def test_de_sin_empezar_a_viable_con_una_condicion_por_cumplir(casa, tecnica):
    assert pasar(tecnica, "admisibilidad").status_code == 303
    assert pasar(tecnica, "itcp").status_code == 303
    assert pasar(tecnica, "edtp").status_code == 303
    mal = pasar(tecnica, "viable")
    assert mal.status_code == 422
    assert "Terreno saneado" in mal.text
    condiciones = CUMPLIDAS | {"terreno.estado": "por_cumplir", "terreno.nota": "folio real"}
    revisado = {"responsable": "Obras públicas", "plazo": "01/02/2027", "costo": "7.500"}
    mal = enviar(tecnica, f"{SUYA}/revisar", **condiciones, **revisado)
    assert mal.status_code == 422
    assert "la razón del costo revisado" in mal.text
    condiciones |= {"terreno.plazo": "31/03/2027", "razon_del_costo": "precios de hoy"}
    assert enviar(tecnica, f"{SUYA}/revisar", **condiciones, **revisado).status_code == 303
    assert pasar(tecnica, "viable").status_code == 303
    pagina = anonimo(casa).get(SUYA).text
    for dicho in ("Es viable", "Todavía debe cumplir 1 condición", "7.500,00", "folio real"):
        assert dicho in pagina
    assert "Es viable." in anonimo(casa).get(f"/villa-tunari/demandas/{CODIGO}").text
    assert hechos_de(casa)[-1] == "evaluaciones.dictaminada"


def test_lo_no_viable_vuelve_a_su_organizacion_y_ella_responde(casa, demandas, tecnica):
    otb = demandas[0].organizacion_id
    pasar(tecnica, "admisibilidad")
    assert pasar(tecnica, "no_viable").status_code == 422
    assert pasar(tecnica, "no_viable", alternativa="Refaccionar la posta").status_code == 303
    dirigenta = entrar_como(casa, Rol.DIRIGENCIA, TUNARI, otb)
    falta = dirigenta.get(f"/villa-tunari/lo-que-falta/{otb}?gestion=2027").text
    assert "Demandas que no resultaron viables" in falta
    assert SUYA in falta
    assert "Refaccionar la posta" in dirigenta.get(f"/villa-tunari/demandas/{CODIGO}").text
    hoja = anonimo(casa).get(f"{SUYA}/hoja.pdf")
    assert mirar(hoja.data).etiquetas.keys() >= SIEMPRE
    assert enviar(dirigenta, f"{SUYA}/responder", respuesta="Aceptamos").status_code == 303
    assert "no resultaron" not in dirigenta.get(f"/villa-tunari/lo-que-falta/{otb}").text
    assert "Aceptamos" in tecnica.get(SUYA).text
    ajena = entrar_como(casa, Rol.DIRIGENCIA, TUNARI)
    assert ajena.get(f"{SUYA}/responder").status_code == 403


def test_dos_a_la_vez_no_se_pisan(tecnica):
    pasar(tecnica, "admisibilidad")
    pagina = tecnica.get(f"{SUYA}/revisar")
    enviar(tecnica, f"{SUYA}/revisar", responsable="Obras públicas")
    viejo = {"version": "1", "partida": "{}", "al_edc": "segun_los_datos", "responsable": "Salud"}
    ficha = pagina.text.split('name="csrf_token" value="')[1].split('"')[0]
    choque = tecnica.post(f"{SUYA}/revisar", data=viejo | {"csrf_token": ficha})
    assert choque.status_code == 409
    assert "Obras públicas" in choque.text


def test_lo_que_excede_se_propone_y_solo_el_municipio_lo_entrega(casa, tecnica):
    enviar(tecnica, f"{SUYA}/revisar", al_edc="por_competencia")
    alcaldesa = entrar_como(casa, Rol.ALCALDIA, TUNARI)
    mesa = "/villa-tunari/entregas/uninominal-24?gestion=2027"
    assert "Lo que propone la evaluación técnica" in alcaldesa.get(mesa).text
    with casa.unidad_de_lectura(TUNARI) as unidad:
        assert not unidad.entregas.vigentes("uninominal-24", 2027)
    datos = {"csrf_token": ficha_de(alcaldesa, mesa), "gestion": "2027", "accion": "propuestas"}
    assert alcaldesa.post(mesa, data=datos).status_code == 303
    with casa.unidad_de_lectura(TUNARI) as unidad:
        assert [e.codigo for e in unidad.entregas.vigentes("uninominal-24", 2027)] == [CODIGO]


def test_el_tablero_filtra_y_se_descarga(casa, tecnica):
    pasar(tecnica, "admisibilidad")
    pagina = anonimo(casa).get(f"{RAIZ}?gestion=2027&etapa=admisibilidad").text
    assert "1 demanda" in pagina
    hoja = (
        anonimo(casa).get(f"{RAIZ}.csv?gestion=2027&etapa=admisibilidad").data.decode("utf-8-sig")
    )
    assert len(hoja.strip().splitlines()) == 2
    assert CODIGO in hoja


def test_lo_que_hay_que_mirar_solo_enlaza_si_hay_algo(casa, tecnica):
    vacio = anonimo(casa).get(f"{RAIZ}?gestion=2027").text
    assert "0 pasaron su plazo" in vacio
    assert "ver=atrasadas" not in vacio
    pasar(tecnica, "admisibilidad")
    enviar(tecnica, f"{SUYA}/revisar", plazo="01/01/2020")
    pagina = anonimo(casa).get(f"{RAIZ}?gestion=2027").text
    assert '?gestion=2027&amp;ver=atrasadas">1 pasó su plazo</a>' in pagina


def test_el_tablero_va_por_puesto_y_lo_dictaminado_al_final(casa, tecnica):
    puestos = [int(n) for n in _puestos(anonimo(casa).get(RAIZ).text)]
    assert puestos == sorted(puestos)
    assert len(puestos) > 2
    with casa.unidad_de_lectura(TUNARI) as unidad:
        corrida = unidad.priorizaciones.ultima(2027)
        primera = unidad.demandas.de(2027, 1)
    suyo = next(p.lugar for p in corrida.puestos if p.demanda_id == primera.id)
    pasar(tecnica, "admisibilidad")
    pasar(tecnica, "no_viable", alternativa="Refaccionar la posta")
    assert int(_puestos(anonimo(casa).get(RAIZ).text)[-1]) == suyo


def _puestos(pagina):
    return re.findall(r'data-r="Puesto">(\d+)<', pagina)
