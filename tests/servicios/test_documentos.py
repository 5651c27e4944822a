"""Quién firma la conformidad: cada organización llamada, con quien la representa ese día."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.organizaciones import Organizacion, TipoDeOrganizacion
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba
from nucleo.servicios.documentos import firmantes

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
CONTEXTO = replace(contexto_de_prueba(), ciclo=MGMP)
CUMBRE = MGMP.eventos["cumbre-3"]
DIA = date(2026, 9, 1)


def test_firma_quien_tiene_mandato_ese_dia_y_no_quien_ya_lo_dejo():
    unidad = UnidadEnMemoria(CONTEXTO.ambito)
    suya = Organizacion(nuevo_id(), "Aldana", "aldana", TipoDeOrganizacion.COMUNIDAD)
    sola = Organizacion(nuevo_id(), "Bella", "bella", TipoDeOrganizacion.COMUNIDAD)
    unidad.organizaciones.agregar(suya)
    unidad.organizaciones.agregar(sola)
    de = {"organizacion_id": suya.id, "cargo": "Base"}
    antes = Dirigencia(nuevo_id(), nombre="Antes", hasta=date(2026, 8, 31), **de)
    ahora = Dirigencia(nuevo_id(), nombre="Ahora", desde=DIA, hasta=DIA, **de)
    unidad.dirigencias.agregar(antes)
    unidad.dirigencias.agregar(ahora)
    unidad.dirigencias.agregar(replace(antes, id=nuevo_id(), organizacion_id=sola.id))
    grupos = dict(firmantes(CONTEXTO, unidad, CUMBRE, DIA))
    assert [(f.organizacion, f.dirigencia) for f in grupos["otb"]] == [(suya, ahora), (sola, None)]


def test_el_ejecutivo_presenta_el_poa_y_no_da_la_conformidad():
    unidad = UnidadEnMemoria(CONTEXTO.ambito)
    assert "ejecutivo" in CUMBRE.participan
    quienes = [quien for quien, _ in firmantes(CONTEXTO, unidad, CUMBRE, DIA)]
    assert quienes == [q for q in CUMBRE.participan if q != "ejecutivo"]
