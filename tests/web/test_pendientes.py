"""«Lo que falta», por municipio y por organización, según quién mira."""

from uuid import UUID

import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import ahora
from nucleo.dominio.demandas import ObservacionEscrita
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.roles import Rol
from nucleo.servicios.demandas import importar
from nucleo.servicios.encabezados import Planilla
from tests.web.casa import CHIMORE, TUNARI, anonimo, entrar_como, fundar_organizacion

RAIZ = "/villa-tunari/lo-que-falta"
FILAS = [
    ["OTB", "Demanda", "Costo", "Sector", "Mujeres", "Hombres", "Pedida por"],
    ["Eterazama", "Posta", "10000", "Salud", "10", "10", "ambos"],
]


@pytest.fixture
def con_demanda(casa):
    suya = fundar_organizacion(casa, nombre="Eterazama")
    contexto = casa.contexto(TUNARI, 2027, "prueba")
    planilla = Planilla("p.csv", list(enumerate(FILAS, 1)))
    resultado = importar(
        contexto, casa.unidad(TUNARI), casa.ganchos(TUNARI), casa.sectores, planilla
    )
    assert resultado.creadas == 1, resultado.rechazadas
    return suya


def observar(casa):
    with casa.unidad(TUNARI) as unidad:
        [demanda] = unidad.demandas.de_gestion(2027)
        unidad.demandas.observar(
            ObservacionEscrita(nuevo_id(), demanda.id, "¿Dónde?", ahora(), "Control")
        )
        unidad.anotar(Hecho("prueba.observada", "prueba", ahora(), {}))
        unidad.confirmar()


def test_un_municipio_recien_nacido_sabe_por_donde_empezar(casa):
    pagina = anonimo(casa).get(RAIZ).text
    assert "Lo que falta para cerrar la lista de demandas" in pagina
    assert "No hay organizaciones registradas" in pagina
    assert "Ir a hacerlo" not in pagina


def test_la_hoja_del_municipio_nombra_y_enlaza_a_quien_puede(casa, con_demanda):
    fundar_organizacion(casa, nombre="Samuzabety")
    observar(casa)
    tecnica = entrar_como(casa, Rol.TECNICO_MUNICIPAL, TUNARI)
    pagina = tecnica.get(f"{RAIZ}?gestion=2027").text
    for dicho in ("Sin asamblea anotada", "Samuzabety", "Con una sola demanda", "sin responder"):
        assert dicho in pagina
    assert "/villa-tunari/formularios/nuevo?gestion=2027" in pagina
    assert f"{RAIZ}/{con_demanda.id}?gestion=2027" in pagina
    vecina = entrar_como(casa, Rol.TECNICO_MUNICIPAL, CHIMORE)
    assert "Ir a hacerlo" not in vecina.get(RAIZ).text


def test_la_hoja_de_una_organizacion_ofrece_solo_lo_suyo(casa, con_demanda):
    dirigenta = entrar_como(casa, Rol.DIRIGENCIA, TUNARI, con_demanda.id)
    pagina = dirigenta.get(f"{RAIZ}/{con_demanda.id}").text
    assert f"/villa-tunari/formularios/nuevo?organizacion={con_demanda.id}" in pagina
    assert "Sin dirigencia anotada" in pagina
    otra = fundar_organizacion(casa, nombre="Samuzabety")
    assert "Ir a hacerlo" not in dirigenta.get(f"{RAIZ}/{otra.id}").text


def test_con_muchas_organizaciones_se_resume(casa):
    for n in range(30):
        fundar_organizacion(casa, nombre=f"Comunidad {n:02d}")
    pagina = anonimo(casa).get(RAIZ).text
    assert "y 25 más" in pagina
    assert "Página 1 de 2" in pagina
    assert "0 de 30 organizaciones tienen todo" in pagina


@pytest.mark.parametrize("cola", [f"/{UUID(int=1)}", "?pagina=99", "?gestion=99999", "/nada"])
def test_lo_que_no_existe_es_404(casa, cola):
    assert anonimo(casa).get(RAIZ + cola).status_code == 404


def test_la_organizacion_de_otro_municipio_no_esta(casa):
    ajena = fundar_organizacion(casa, CHIMORE)
    assert anonimo(casa).get(f"{RAIZ}/{ajena.id}").status_code == 404


def test_un_nombre_hostil_no_se_ejecuta(casa):
    fundar_organizacion(casa, nombre="<script>alert(1)</script>")
    assert "<script>alert" not in anonimo(casa).get(RAIZ).text
