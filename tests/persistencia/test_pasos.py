"""Varios procesos dando el mismo paso a la vez: se da una sola vez, en cada motor."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import (
    EdicionConcurrente,
    ErrorDeNegocio,
    NadaQueEntregar,
    PasoYaDado,
)
from nucleo.dominio.regiones import Region, TipoDeRegion
from nucleo.pruebas import conjunto_de
from nucleo.servicios import entregas, priorizacion, techos
from plugins.equidad import ganchos as equidad
from plugins.equidad.ajustes import Ajustes
from plugins.lista_con_techo import ganchos as lista
from tests.persistencia.conftest import UNO
from tests.persistencia.ejemplos import GESTION, HORA

GANCHOS = conjunto_de(equidad, lista)
REGION = Region(
    "uninominal-24", TipoDeRegion.UNINOMINAL, "Circunscripción 24", ("03",), {UNO.id: 1}
)
CUANTOS = 4


@pytest.fixture
def contexto():
    ajustes = {Ajustes: Ajustes()}
    return Contexto(UNO, "Municipio", "ana", GESTION, ajustes, ahora=lambda: HORA)


def a_la_vez(hacer):
    """Lo que cada hilo obtuvo: su resultado, o la clase del error de negocio que levantó."""

    def intentar(numero):
        try:
            return hacer(numero)
        except ErrorDeNegocio as error:
            return type(error)

    with ThreadPoolExecutor(CUANTOS) as hilos:
        return list(hilos.map(intentar, range(CUANTOS)))


def hechos(base):
    with base.base.unidad_de_lectura(UNO) as unidad:
        return Counter(e.que for e in unidad.bitacora.eslabones())


def uno_solo(obtenidos, *tarde):
    """Uno lo logró y los demás supieron que llegaron tarde."""
    errores = [o for o in obtenidos if isinstance(o, type)]
    assert len(errores) == CUANTOS - 1, obtenidos
    assert set(errores) <= set(tarde)


@pytest.mark.usefixtures("dos")
def test_cada_paso_se_da_una_sola_vez(base, contexto):
    tarde = (PasoYaDado, EdicionConcurrente)
    uno_solo(a_la_vez(lambda _: priorizacion.congelar(contexto, base.base.unidad(UNO))), *tarde)
    pesos = {"equidad.poblacion": 2.0}
    uno_solo(
        a_la_vez(lambda _: priorizacion.acordar(contexto, base.base.unidad(UNO), GANCHOS, pesos)),
        *tarde,
    )
    priorizacion.calificar(contexto, base.base.unidad(UNO), GANCHOS)
    uno_solo(a_la_vez(lambda _: priorizacion.publicar(contexto, base.base.unidad(UNO))), *tarde)
    for que in ("congelada", "acordada", "publicada"):
        assert hechos(base)[f"priorizacion.{que}"] == 1


@pytest.mark.usefixtures("dos")
def test_entregar_y_retirar_a_la_vez_no_duplica(base, contexto):
    priorizacion.priorizar(contexto, base.base.unidad(UNO), GANCHOS, confirmar=True)
    obtenidos = a_la_vez(lambda _: entregas.entregar(contexto, base.base.unidad(UNO), REGION))
    assert sorted(len(o.entregadas) for o in obtenidos) == [0, 0, 0, 2]
    retiros = a_la_vez(lambda _: entregas.retirar(contexto, base.base.unidad(UNO), REGION))
    uno_solo(retiros, NadaQueEntregar)
    assert (hechos(base)["entregas.hechas"], hechos(base)["entregas.retiradas"]) == (1, 1)


@pytest.mark.usefixtures("dos")
def test_el_techo_no_se_pisa_sin_verlo(base, contexto):
    vacio = techos.resumen_de({})

    def fijar(numero):
        montos = {"41-113": Dinero.de(100 + numero)}
        return techos.fijar(contexto, base.base.unidad(UNO), montos, vacio)

    uno_solo(a_la_vez(fijar), EdicionConcurrente)
    assert hechos(base)["techo.fijado"] == 1
