"""Un plugin que falla en cada gancho: se dice cuál, dónde y en qué municipio; nada a medias."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from nucleo.dominio.ambito import EnMunicipio, EnRegion
from nucleo.dominio.criterios import Criterio
from nucleo.dominio.errores import ErrorDePlugin, TechoExcedido
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.regiones import Region, TipoDeRegion
from nucleo.dominio.seleccion import Decision, ReglaDeSeleccion
from nucleo.ganchos import implementa
from nucleo.pruebas import conjunto_de, contexto_de_prueba
from nucleo.servicios.demandas import importar
from nucleo.servicios.edc import consolidar
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.priorizacion import acordar, calificar, congelar, priorizar
from plugins.equidad import ganchos as equidad
from plugins.lista_con_techo import ganchos as lista
from tests.ejemplos import GESTION, municipio_sembrado

REGION = Region("uninominal-24", TipoDeRegion.UNINOMINAL, "Circunscripción 24", ("03",), {})
EN_LA_REGION = contexto_de_prueba(ambito=EnRegion(REGION.slug), nombre=REGION.nombre)
PLANILLA = Planilla("d.csv", [(1, ["OTB", "Demanda", "Costo"]), (2, ["Aldana", "Pozo", "100"])])


class Roto:
    """Un plugin que llena un solo gancho con la respuesta dada; los datos no le interesan."""

    def __init__(self, nombre, responder):
        setattr(self, nombre, implementa(responder))


def estallar():
    raise RuntimeError("se acabó el papel")


def salir():
    sys.exit(0)


def estallar_tarde():
    yield from ()
    estallar()


def con_el_roto(nombre, responder=estallar):
    return conjunto_de(equidad, lista, roto=Roto(nombre, responder))


class LecturaVacia:
    def grupos(self, _gestion):
        return []


MUNICIPALES = {
    "criterios_de_priorizacion": lambda c, u, g: priorizar(c, u, g, confirmar=True),
    "reglas_de_seleccion": lambda c, u, g: priorizar(c, u, g, confirmar=True),
    "sectores": lambda c, u, g: importar(c, u, g, [], PLANILLA),
    "revisar_demanda": lambda c, u, g: importar(c, u, g, [], PLANILLA),
}


@pytest.mark.parametrize("responder", [estallar, estallar_tarde, salir])
@pytest.mark.parametrize("nombre", MUNICIPALES)
def test_falla_en_un_gancho_del_municipio(contexto, unidad, nombre, responder):
    antes = len(unidad.demandas.todas())
    with pytest.raises(ErrorDePlugin) as caso:
        MUNICIPALES[nombre](contexto, unidad, con_el_roto(nombre, responder))
    assert caso.value.datos == {
        "plugin": "roto",
        "gancho": nombre,
        "ambito": "Villa Tunari",
        "error": "SystemExit(0)" if responder is salir else "RuntimeError('se acabó el papel')",
    }
    assert not unidad.confirmada
    assert unidad.hechos == []
    assert len(unidad.demandas.todas()) == antes

    vecino = replace(contexto, ambito=EnMunicipio(31002), nombre="Chimoré")
    otra = municipio_sembrado()
    MUNICIPALES[nombre](vecino, otra, conjunto_de(equidad, lista))
    assert otra.confirmada


@pytest.mark.parametrize("nombre", ["bloques_de_edc", "destinatarios_edc"])
def test_falla_en_un_gancho_de_la_region(nombre):
    with pytest.raises(ErrorDePlugin) as caso:
        consolidar(EN_LA_REGION, LecturaVacia(), con_el_roto(nombre), REGION)
    assert caso.value.datos["plugin"] == "roto"
    assert caso.value.datos["gancho"] == nombre
    assert caso.value.datos["ambito"] == "Circunscripción 24"
    assert consolidar(EN_LA_REGION, LecturaVacia(), conjunto_de(), REGION).total.demandas == 0


@pytest.mark.parametrize("nombre", ["esquema_de_ajustes", "tablas", "vistas", "comandos"])
def test_falla_en_un_gancho_de_la_plataforma(nombre):
    with pytest.raises(ErrorDePlugin) as caso:
        con_el_roto(nombre).pedir(nombre, "plataforma")
    assert (caso.value.datos["plugin"], caso.value.datos["gancho"]) == ("roto", nombre)


def cambiar_el_dato_ajeno(matriz):
    matriz.contraparte[0] = 1e9
    return matriz.contraparte


@pytest.mark.parametrize(
    ("medir", "error"),
    [
        (lambda _: estallar(), "se acabó el papel"),
        (lambda _: None, "una medida por demanda"),
        (lambda _: 1.0, "una medida por demanda"),
        (lambda m: m.personas[1:], "una medida por demanda"),
        (lambda m: [[x] for x in m.personas], "una medida por demanda"),
        (lambda m: [None, *m.personas[1:]], "números"),
        (lambda m: ["mucho"] * len(m), "números"),
        (lambda m: np.full(len(m), np.inf), "infinita"),
        (lambda m: m.costo / np.zeros(len(m)), "infinita"),
        (lambda m: m.no_hay, "no_hay"),
        (cambiar_el_dato_ajeno, "read-only"),
    ],
)
def test_falla_al_medir(contexto, unidad, medir, error):
    malo = con_el_roto("criterios_de_priorizacion", lambda: [Criterio("roto.x", "X", 1, medir)])
    with pytest.raises(ErrorDePlugin, match=error) as caso:
        priorizar(contexto, unidad, malo, confirmar=True)
    assert caso.value.datos["plugin"] == "roto"
    assert caso.value.datos["gancho"] == "criterios_de_priorizacion (roto.x)"
    assert caso.value.datos["ambito"] == "Villa Tunari"
    assert unidad.hechos == []


def regla(seleccionar):
    return lambda: [ReglaDeSeleccion("roto", "Rota", seleccionar)]


@pytest.mark.parametrize("seleccionar", [lambda _: estallar(), lambda _: []])
def test_falla_al_seleccionar(contexto, unidad, seleccionar):
    malo = con_el_roto("reglas_de_seleccion", regla(seleccionar))
    with pytest.raises(ErrorDePlugin) as caso:
        priorizar(contexto, unidad, malo, regla="roto", confirmar=True)
    assert caso.value.datos["plugin"] == "roto"
    assert caso.value.datos["gancho"] == "reglas_de_seleccion (roto)"
    assert caso.value.datos["ambito"] == "Villa Tunari"
    assert unidad.hechos == []


@pytest.mark.parametrize("fuente", ["41-113", "99-999"])
def test_una_regla_que_pasa_el_techo_no_se_guarda(contexto, unidad, fuente):
    def todo(eleccion):
        si = Decision(entra=True, motivo=Mensaje("Sí"), fuente=fuente)
        return [si for _ in eleccion.candidatas]

    malo = con_el_roto("reglas_de_seleccion", regla(todo))
    with pytest.raises(TechoExcedido) as caso:
        priorizar(contexto, unidad, malo, regla="roto", confirmar=True)
    assert caso.value.datos["plugin"] == "roto"
    assert unidad.hechos == []


@pytest.mark.parametrize("nombre", ["criterios_de_priorizacion", "reglas_de_seleccion"])
def test_devolver_otra_cosa_tambien_es_fallar(contexto, unidad, nombre):
    with pytest.raises(ErrorDePlugin, match="TypeError") as caso:
        priorizar(contexto, unidad, con_el_roto(nombre, lambda: ["hola"]))
    assert (caso.value.datos["plugin"], caso.value.datos["gancho"]) == ("roto", nombre)


def test_si_calificar_falla_lo_ya_confirmado_queda_y_se_retoma(contexto, unidad):
    congelar(contexto, unidad)
    acordar(contexto, unidad, conjunto_de(equidad, lista), {})
    with pytest.raises(ErrorDePlugin):
        calificar(
            contexto,
            unidad,
            con_el_roto("reglas_de_seleccion", regla(lambda _c, _t: estallar())),
            "roto",
        )
    assert not unidad.confirmada
    assert unidad.priorizaciones.ultima(GESTION) is None
    assert [h.que for h in unidad.hechos] == ["priorizacion.congelada", "priorizacion.acordada"]
