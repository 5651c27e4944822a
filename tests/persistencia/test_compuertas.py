"""Mirar las compuertas no trae las demandas ni las inversiones: pregunta si hay y cuántas."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.demandas import Demanda, Estado
from nucleo.dominio.evaluaciones import FINALES, Etapa, Evaluacion
from nucleo.dominio.inversiones import Inversion
from nucleo.pruebas import contexto_de_prueba
from nucleo.servicios import calendarios, compuertas, gestiones
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import GESTION, HORA, evaluacion, inversion

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
CONTEXTO = replace(contexto_de_prueba(), ciclo=MGMP, gestion=GESTION)
PESADAS = (Demanda, Evaluacion, Inversion)


@pytest.fixture
def llena(base, dos):
    """Con todo lo que las compuertas miran: demandas que entraron, una evaluada, e inversiones."""
    gestiones.abrir(CONTEXTO, base.base.unidad(UNO), date(GESTION - 1, 9, 8))
    with base.unidad(UNO) as unidad:
        for demanda in unidad.demandas.de_gestion(GESTION):
            demanda.estado = Estado.EN_POA
        dictaminada = evaluacion(f"{GESTION}-0001")
        dictaminada.etapa = Etapa.VIABLE
        unidad.evaluaciones.agregar(dictaminada)
        suyas = [o for o in unidad.organizaciones.todas() if o.id == dos[UNO][0].organizacion_id]
        unidad.inversiones.agregar_todas([inversion(o) for o in suyas])
        unidad.anotar(Hecho("prueba", "ana", HORA, {}))
        unidad.confirmar()
    return base


def cargadas(tarea):
    """Qué entidades se armaron de filas de la base mientras tanto."""
    vistas = []

    def apuntar(objeto, _contexto):
        vistas.append(type(objeto))

    for clase in PESADAS:
        event.listen(clase, "load", apuntar)
    tarea()
    for clase in PESADAS:
        event.remove(clase, "load", apuntar)
    return vistas


def test_mirar_todas_las_compuertas_no_arma_ni_una_demanda(llena):
    with llena.unidad(UNO) as unidad:
        eventos = list(unidad.calendarios.eventos(GESTION))
    con = [e for e in eventos if MGMP.eventos[e.clave].compuertas]

    def mirar():
        with llena.unidad(UNO) as unidad:
            for e in con:
                compuertas.todas(CONTEXTO, unidad, calendarios.evento_de(unidad, GESTION, e.clave))

    assert len(con) > 3
    assert cargadas(mirar) == []


def test_cada_pregunta_dice_lo_de_su_municipio_y_gestion(llena):
    with llena.unidad(UNO) as unidad:
        assert unidad.demandas.hay(GESTION)
        assert not unidad.demandas.hay(GESTION + 9)
        assert list(unidad.demandas.numeros(GESTION, Estado.EN_POA)) == [1, 2]
        assert list(unidad.demandas.numeros(GESTION, Estado.RETIRADA)) == []
        [suya] = unidad.inversiones.todas()
        assert unidad.inversiones.hay_entre(suya.gestion, suya.gestion)
        assert not unidad.inversiones.hay_entre(suya.gestion + 1, suya.gestion + 5)
        [hecha] = unidad.evaluaciones.de_gestion(GESTION)
        assert unidad.evaluaciones.codigos(GESTION, FINALES) == {hecha.codigo}
        assert unidad.evaluaciones.codigos(GESTION, [Etapa.NO_VIABLE]) == set()
    with llena.unidad(DOS) as unidad:
        assert list(unidad.demandas.numeros(GESTION, Estado.EN_POA)) == []
        assert not unidad.inversiones.hay_entre(0, 9999)
