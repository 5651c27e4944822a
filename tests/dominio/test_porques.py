"""El cambio más pequeño que la hace entrar: aplicarlo alcanza y un paso menos no."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.corridas import Renglon
from nucleo.dominio.criterios import Criterio, Normalizacion, Sentido
from nucleo.dominio.demandas import Competencia
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.palancas import Caso, normalizar_variantes
from nucleo.dominio.porques import Alcance, delante_de, responder
from nucleo.dominio.priorizacion import normalizar
from nucleo.dominio.seleccion import Decision, Eleccion
from nucleo.pruebas import fila_de_prueba
from tests.rendimiento.porques import LISTA, armar, contar

medidas = st.one_of(st.just(np.nan), st.integers(0, 6).map(float), st.floats(0, 1e7))
SI_O_NO = {"normalizacion": Normalizacion.SI_NO}
TECHO = {"41-113": Dinero.de(100_000)}


def gente(**mas: object) -> Criterio:
    return Criterio("x.gente", "Gente", 1, lambda m: m.personas, **mas)


def lista_de(*costos: int, criterios=(), techos=TECHO, regla=LISTA, **ultima: object) -> Caso:
    """La primera tiene más gente que la segunda, y así; `ultima` cambia la última."""
    filas = [
        fila_de_prueba(n, costo=Dinero.de(c), beneficiarios=replace(BASE, mujeres=100 - n))
        for n, c in enumerate(costos, 1)
    ]
    filas[-1] = replace(filas[-1], **ultima)
    return armar(filas, criterios or [gente()], regla, Eleccion([], techos))


BASE = fila_de_prueba().beneficiarios


def test_son_verdad_en_una_muestra_de_listas_generadas():
    cuenta = contar(25, semilla=11, barrida=6)
    assert cuenta.falsas == []
    assert cuenta.barridos > 10
    assert {"costo: alcanza", "peso: alcanza"} <= set(cuenta.respuestas)


def test_el_costo_baja_hasta_lo_que_queda_libre():
    costo, contraparte, peso = responder(lista_de(60_000, 70_000), 1, entra=False)
    assert (costo.alcance, costo.despues) == (Alcance.ALCANZA, Dinero.de(40_000))
    assert contraparte.alcance is Alcance.NO_ALCANZA
    assert contraparte.despues == Dinero.de(70_000)  # hasta poner tanto como pide
    assert peso.alcance is Alcance.NO_ALCANZA  # es el único criterio: moverlo no cambia nada


def test_de_la_que_entra_se_dice_cuanto_podria_subir_antes_de_salir():
    costo = responder(lista_de(60_000, 70_000), 0, entra=True)[0]
    assert (costo.alcance, costo.despues) == (Alcance.ALCANZA, Dinero.de(101_000))


def test_lo_que_no_es_del_municipio_no_tiene_palanca():
    caso = lista_de(60_000, 70_000, competencia=Competencia.NACIONAL)
    assert responder(caso, 1, entra=False) == []


def test_donde_la_regla_no_mira_puntos_el_peso_no_aplica():
    caso = lista_de(60_000, 70_000, regla=replace(LISTA, usa_puntajes=False))
    assert responder(caso, 1, entra=False)[-1].alcance is Alcance.NO_APLICA


def test_un_criterio_que_mira_a_las_demas_no_se_da_por_cierto():
    la_menor = Criterio("x.t", "T", 3, lambda m: m.costo == np.nanmin(m.costo), **SI_O_NO)
    caso = lista_de(60_000, 90_000, criterios=[la_menor, gente(sentido=Sentido.MENOS)])
    costo = responder(caso, 1, entra=False)[0]
    assert (costo.alcance, costo.pasos) == (Alcance.SIN_COMPROBAR, -16)


@pytest.mark.parametrize("sentido", Sentido)
@pytest.mark.parametrize("clase", [Normalizacion.RANGO, Normalizacion.CUANTIL])
@given(st.data())
def test_normalizar_de_una_vez_es_normalizar_de_a_una(clase, sentido, data):
    crudos = np.array(data.draw(st.lists(medidas, min_size=1, max_size=9)))
    lugar = data.draw(st.integers(0, len(crudos) - 1))
    nuevas = np.array(data.draw(st.lists(medidas, min_size=1, max_size=5)))
    criterio = gente(normalizacion=clase, sentido=sentido)
    juntas = normalizar_variantes(criterio, crudos, lugar, nuevas)
    for fila, nueva in zip(juntas, nuevas, strict=True):
        crudos[lugar] = nueva
        assert fila.tolist() == normalizar(criterio, crudos).tolist()


def test_la_primera_que_la_dejo_fuera_es_la_que_gasto_lo_que_le_hacia_falta():
    costos, motivo = (60_000, 20_000, 30_000, 10_000, 90_000), Mensaje("Porque sí")
    entran = (True, True, False, True, False)
    renglones = [
        Renglon(n, fila_de_prueba(n, costo=Dinero.de(c)), 0, [], Decision(e, motivo, "41-113"))
        for n, (c, e) in enumerate(zip(costos, entran, strict=True), 1)
    ]
    tercera = delante_de(renglones, renglones[2], TECHO)
    assert (tercera.cuantas, tercera.primera) == (2, renglones[1])
    assert tercera.gastado == {"41-113": Dinero.de(80_000)}
    assert delante_de(renglones, renglones[4], TECHO).primera is renglones[0]
    assert delante_de(renglones, renglones[4], {"41-113": Dinero.de(9)}).primera is None
