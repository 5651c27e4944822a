"""Ninguna respuesta de un municipio trae un dato de otro, entre por donde entre el pedido."""

import sys

import pytest

from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.bitacora import Hecho
from nucleo.servicios.municipios import reactivar, suspender
from tests.aislamiento.entradas import (
    codigo_de_las_vistas,
    leibles,
    leidas,
)
from tests.aislamiento.mundo import DEPARTAMENTO, Sembrado, municipios, sembrar_uno
from tests.aislamiento.recorrido import MARCA, Recorrido, legible

SIN_DATOS_DE_NADIE = {
    "/<municipio>/escudo/<resumen>",
    "/<municipio>/marca/<resumen>.css",
    "/<municipio>/priorizacion/codigo",
    "/regiones/<region>/edc",
}
"""Rutas que no muestran texto de un municipio: solo sus nombres, que son públicos, y sumas.

Tampoco las que no nombran ni un municipio ni una región.
"""
SEGUN = {
    "/<municipio>/ciclo/<encuentro>/acta.pdf",
    "/<municipio>/ciclo/<encuentro>/acta/constancias.pdf",
    "/<municipio>/ciclo/<encuentro>/convocatoria/afiche.pdf",
    "/<municipio>/ciclo/<encuentro>/documentos/<documento>.pdf",
    "/<municipio>/control-social/programa.pdf",
    "/<municipio>/ciclo/<encuentro>/informes/<informe>/<any(hoja, presentado):papel>.pdf",
    "/<municipio>/ciclo/<encuentro>/documentos/<uuid:presentado>",
    "/<municipio>/evaluacion/<codigo>/hoja.pdf",
    "/<municipio>/formularios/<uuid:formulario>",
    "/<municipio>/formularios/<uuid:formulario>/recibo",
    "/<municipio>/formularios/<uuid:formulario>/recibo.json",
    "/<municipio>/priorizacion",
    "/<municipio>/poa/ejercicio",
    "/regiones/<region>/agenda.pdf",
}
"""Un PDF va comprimido y un archivo lleva lo que traiga; lo demás depende de si el formulario se
presentó por pantalla, del paso en que se va o de qué techo se supone."""
CON_LO_SUYO = {
    "/<municipio>/distritos",
    "/<municipio>/techo",
}
"""Algunas que, con sesión del municipio, muestran lo suyo: el recorrido entró de verdad."""
EN_CUANTOS = {"salud.accesos": 2}
"""Pantallas de plugins que alguno de los tres tiene apagado; las demás se ven en los tres."""
MINIMO = {True: 50, False: 6}
"""Peticiones a la ruta menos atacada. A fondo va en SQLite, que tiene un solo muro; en PostgreSQL y
tras PgBouncer cambia lo de abajo, no la ruta: cada una se pide igual, por menos entradas."""
PROPIAS = ("", "/demandas", "/demandas?gestion=2027", "/matriz?gestion=2027", "/poa?gestion=2027")


def test_ninguna_ruta_muestra_lo_ajeno(mundo, request):
    """Las cuentas se ven con `pytest -s`."""
    a_fondo = "sqlite" in request.node.name
    recorrido = Recorrido(mundo.casa.app(), mundo, a_fondo=a_fondo).recorrer()
    por_ruta = recorrido.peticiones
    sys.stdout.write(f"\n{len(por_ruta)} rutas, {por_ruta.total()} peticiones\n")
    assert por_ruta.keys() == {r.rule for r in recorrido.reglas}
    assert min(por_ruta.values()) >= MINIMO[a_fondo]
    distintas = {}
    for regla in filter(recorrido.se_mira, recorrido.reglas):
        mostradas = recorrido.mostradas[regla.rule]
        if regla.rule in SIN_DATOS_DE_NADIE or not regla.arguments & {"municipio", "region"}:
            assert mostradas <= mundo.suspendido.marcas, regla.rule
        elif "municipio" in regla.arguments:
            cuantos = sum(bool(mostradas & m.marcas) for m in mundo.activos)
            if cuantos != EN_CUANTOS.get(regla.endpoint, 3) and regla.rule not in SEGUN:
                distintas[regla.rule] = cuantos
        elif regla.rule not in SEGUN and mostradas != {m.publica for m in mundo.activos}:
            distintas[regla.rule] = mostradas
    assert not distintas
    reservadas = [r for r in recorrido.reglas if not recorrido.es_publica(r)]
    sin_entrar = {m for r in reservadas for m in recorrido.mostradas[r.rule]}
    assert sin_entrar <= mundo.suspendido.marcas, "sin cuenta solo se lee por qué se suspendió"
    con_algo = {r for r, vistas in recorrido.adentro.items() if vistas - mundo.suspendido.marcas}
    assert {r.rule for r in reservadas} & con_algo >= CON_LO_SUYO


def test_el_recorrido_sabe_con_que_atacar_todo_lo_que_las_vistas_leen():
    """Una clave nueva de la consulta, o leer otra cosa del pedido, falla hasta que se la ataque."""
    otro = municipios()[1]
    otro.codigos, otro.ids = ["2027-0001"], ["un-identificador", "otro"]
    conocidas = leibles(otro)
    for atributo, claves in leidas(codigo_de_las_vistas()).items():
        assert claves <= conocidas[atributo], atributo


@pytest.mark.parametrize(
    ("codigo", "lee"),
    [
        ("request.args.get('nueva')", {"args": {"nueva"}}),
        ("request.values['otra']", {"values": {"otra"}}),
        ("request.environ['HTTP_X']", {"environ": {"HTTP_X"}}),
        ("request.headers['X']", {"headers": {"X"}}),
        ("'X' in request.headers", {"headers": {"X"}}),
        ("request.get_json()", {"get_json": set()}),
    ],
)
def test_lo_que_una_vista_lee_se_nota(codigo, lee):
    assert leidas([codigo]) == lee


def test_las_paginas_recordadas_son_de_quien_las_pidio(mundo):
    """A, luego B, luego A, por los mismos caminos y con la misma sesión del navegador."""
    cliente = mundo.casa.app().test_client()
    ida = {}
    for vuelta in range(2):
        for m in (*mundo.activos, *reversed(mundo.activos)):
            for camino in PROPIAS:
                respuesta = cliente.get(f"/{m.slug}{camino}")
                assert respuesta.status_code == 200
                vistas = set(MARCA.findall(legible(respuesta)))
                assert vistas
                assert vistas <= m.marcas, (vuelta, camino)
                assert ida.setdefault((m.slug, camino), respuesta.text) == respuesta.text


def test_la_etiqueta_de_uno_no_vale_en_otro(mundo):
    cliente = mundo.casa.app().test_client()
    primero, segundo, _ = mundo.activos
    for camino in PROPIAS:
        etiqueta = cliente.get(f"/{primero.slug}{camino}").headers["ETag"]
        ajena = cliente.get(f"/{segundo.slug}{camino}", headers={"If-None-Match": etiqueta})
        assert ajena.status_code == 200


def test_lo_recordado_se_olvida_al_suspender_y_vuelve_al_reactivar(mundo):
    """La aplicación es la misma y la página ya estaba pintada."""
    casa, m = mundo.casa, mundo.activos[2]
    cliente = casa.app().test_client()
    municipio = casa.territorio.por_id[m.id]
    plataforma = casa.contexto(EnPlataforma(), 0, "prueba")
    antes = [cliente.get(f"/{m.slug}{camino}") for camino in PROPIAS]
    assert {r.status_code for r in antes} == {200}
    suspender(plataforma, casa.unidad(EnPlataforma()), municipio, "mora")
    try:
        for camino, previa in zip(PROPIAS, antes, strict=True):
            etiqueta = {"If-None-Match": previa.headers["ETag"]}
            ahora = cliente.get(f"/{m.slug}{camino}", headers=etiqueta)
            assert ahora.status_code == 403
            assert MARCA.findall(legible(ahora)) == []
    finally:
        reactivar(plataforma, casa.unidad(EnPlataforma()), municipio)
    assert [cliente.get(f"/{m.slug}{c}").text for c in PROPIAS] == [r.text for r in antes]


def test_lo_recordado_de_un_municipio_borrado_no_existe(mundo):
    """Borrado desde otro proceso: la aplicación es la misma y no se entera por otro lado."""
    casa = mundo.casa
    m = Sembrado(casa.territorio.por_slug["tiquipaya"].id, "tiquipaya", 4, DEPARTAMENTO)
    de_la_region = f"/regiones/{m.region}/edc/gobiernos-municipales"
    cliente = casa.app().test_client()
    sembrar_uno(casa, m)
    for camino in (*(f"/{m.slug}{c}" for c in PROPIAS), de_la_region):
        assert m.marcas & set(MARCA.findall(cliente.get(camino).text))
    vaciar(casa, m)
    for camino in PROPIAS:
        borrado = cliente.get(f"/{m.slug}{camino}")
        assert borrado.status_code == 404
        assert MARCA.findall(legible(borrado)) == []
    quedan = set(MARCA.findall(legible(cliente.get(de_la_region))))
    assert quedan == {mundo.activos[2].publica}, "sus entregas se van con él"


def vaciar(casa, m):
    """Lo que borrar hace en la base, sin la exportación previa que la consola exige."""
    with casa.unidad(m.ambito) as unidad:
        unidad.volcado.vaciar()
        contexto = casa.contexto(EnPlataforma(), 0, "prueba")
        hecho = Hecho("municipio.borrado", "prueba", contexto.ahora(), {"codigo": f"{m.id:06d}"})
        unidad.anotar_en_plataforma(hecho)
        unidad.confirmar()
