"""El recorrido puede fallar: cada una de estas vistas de plugin filtra algo, y la atrapa."""

import pytest
from flask import Blueprint, request

from nucleo.api import (
    EnMunicipio,
    Organizacion,
    municipio_actual,
    piezas_de_la_web,
    publica,
)
from nucleo.web.fabrica import crear_app
from tests.aislamiento.conftest import levantar
from tests.aislamiento.entradas import RutaDesconocidaError
from tests.aislamiento.recorrido import FugaError, Recorrido

PLUGIN = "equidad"  # encendido en todos: sus pantallas existen en cada municipio
plano_de = {}


def trampa(ruta):
    """Cuelga la vista en `/<municipio>/equidad/<ruta>`, como la colgaría un plugin."""

    def registrar(vista):
        def armar():
            plano = Blueprint("tramposo", __name__)
            plano.add_url_rule(ruta, view_func=publica(vista))
            return plano

        plano_de[vista.__name__] = armar
        return vista

    return registrar


def organizaciones_de(municipio):
    leer = piezas_de_la_web().contexto(EnMunicipio(int(municipio)), 0).todas
    return "".join(o.nombre for o in leer(Organizacion))


@trampa("/otra")
def cree_en_la_consulta():
    return organizaciones_de(request.args.get("municipio_id", municipio_actual().id))


@trampa("/otra")
def cree_en_el_host():
    nombre = request.host.partition(".")[0]
    por_slug = piezas_de_la_web().territorio.por_slug
    return organizaciones_de(por_slug.get(nombre, municipio_actual()).id)


@trampa("/otra")
def cree_en_el_proxy():
    prefijo = request.headers.get("X-Forwarded-Prefix", "").strip("/")
    por_slug = piezas_de_la_web().territorio.por_slug
    return organizaciones_de(por_slug.get(prefijo, municipio_actual()).id)


@trampa("/otra")
def cree_en_la_cookie():
    return organizaciones_de(request.cookies.get("municipio_id", municipio_actual().id))


@trampa("/otra/<codigo>")
def busca_el_codigo_en_todos(codigo):
    todos = [a.municipio_id for a in piezas_de_la_web().altas()]
    return organizaciones_de(todos[0] if codigo.startswith("2027-00") else todos[-1])


guardado = {}


@trampa("/otra")
def recuerda_sin_decir_de_quien():
    guardado.setdefault("pagina", organizaciones_de(municipio_actual().id))
    return guardado["pagina"]


@trampa("/otra")
def lo_dice_en_una_cabecera():
    todos = [organizaciones_de(a.municipio_id) for a in piezas_de_la_web().altas()]
    return "nada por aquí", {"X-Organizaciones": "; ".join(todos)}


@trampa("/otra/<expediente>")
def pide_algo_desconocido(expediente):
    return expediente


@trampa("/otra")
def solo_lo_suyo():
    return organizaciones_de(municipio_actual().id)


@pytest.fixture(scope="module")
def mundo(tmp_path_factory):
    """En un solo motor: quien se equivoca es la vista, y la base hace lo que le piden."""
    carpeta = tmp_path_factory.mktemp("casa")
    yield from levantar(carpeta, f"sqlite:///{carpeta / 'base.db'}", "")


def recorrer(mundo, cual):
    """El recorrido de siempre, con una vista tramposa entre las de los plugins."""
    guardado.clear()
    planos = [(PLUGIN, plano_de[cual]())]
    recorrido = Recorrido(crear_app(mundo.casa, planos), mundo)
    recorrido.reglas = [r for r in recorrido.reglas if r.endpoint.startswith("tramposo.")]
    assert len(recorrido.reglas) == 1
    return recorrido.recorrer()


INOFENSIVA, DESCONOCIDA = "solo_lo_suyo", "pide_algo_desconocido"


@pytest.mark.parametrize("cual", sorted(plano_de.keys() - {INOFENSIVA, DESCONOCIDA}))
def test_cada_trampa_se_atrapa(mundo, cual):
    with pytest.raises(FugaError, match=PLUGIN):
        recorrer(mundo, cual)


def test_una_ruta_que_no_se_sabe_llenar_falla_y_no_se_salta(mundo):
    with pytest.raises(RutaDesconocidaError, match="expediente"):
        recorrer(mundo, DESCONOCIDA)


def test_una_vista_honesta_pasa(mundo):
    recorrido = recorrer(mundo, INOFENSIVA)
    motivo = mundo.suspendido.reservada
    [mostradas] = recorrido.mostradas.values()
    assert mostradas == {motivo, *(marca for m in mundo.activos for marca in m.marcas)}
