"""La firmeza: combinaciones bien repartidas, cada una con los puntos que daría `calificar`."""

import random
from dataclasses import replace

import numpy as np
import pytest

from nucleo.dominio.columnas import Matriz
from nucleo.dominio.criterios import Criterio, Normalizacion, Sentido
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.firmezas import (
    DENOMINADOR,
    Region,
    lotes,
    medir_firmeza,
    sortear,
)
from nucleo.dominio.priorizacion import calificar
from nucleo.dominio.seleccion import Candidata, Eleccion, decidir
from nucleo.pruebas import fila_de_prueba
from plugins.lista_con_techo.ganchos import reglas_de_seleccion

[REGLA] = reglas_de_seleccion(None)


def criterios(*pesos):
    return [
        Criterio(
            f"prueba.{k}",
            "",
            peso,
            lambda m, k=k: np.array([f.numero * (k + 3) % 17 for f in m.filas]),
            sentido=list(Sentido)[k % 2],
            normalizacion=Normalizacion.CUANTIL if k == 1 else Normalizacion.RANGO,
            desempate=k,
        )
        for k, peso in enumerate(pesos)
    ]


@pytest.fixture
def caso():
    azar = random.Random(3)
    filas = [fila_de_prueba(n, costo=Dinero.de(azar.randint(1, 90))) for n in range(1, 61)]
    matriz = Matriz(filas)
    return matriz, *eleccion_de(matriz, criterios(3, 2, 1, 1))


def eleccion_de(matriz, con):
    calificacion = calificar(matriz, con)
    candidatas = [
        Candidata(p, int(calificacion.puntajes[i]), calificacion.filas[i])
        for p, i in enumerate(calificacion.orden, 1)
    ]
    return calificacion, Eleccion(candidatas, {"41-113": Dinero.de(700)})


def test_cada_combinacion_da_lo_que_daria_calificar(caso):
    matriz, calificacion, eleccion = caso
    pesos = sortear([3 / 7, 2 / 7, 1 / 7, 1 / 7], 40, 9)
    [lote] = lotes(matriz, calificacion, eleccion, pesos)
    for v, renglon in enumerate(pesos.tolist()):
        otra, _ = eleccion_de(matriz, criterios(*renglon))
        numeros = [otra.filas[i].numero for i in otra.orden]
        assert [eleccion.candidatas[i].fila.numero for i in lote.ordenes[v]] == numeros
        puntajes = [lote.puntajes[v][i] for i in lote.ordenes[v]]
        assert puntajes == [otra.puntajes[i] for i in otra.orden]


def test_las_combinaciones_son_razonables_y_se_repiten():
    acordados = [0.4, 0.3, 0.2, 0.1]
    pesos = sortear(acordados, 5000, 42)
    assert (pesos.sum(axis=1) == DENOMINADOR).all()
    for parte, acordado in zip(pesos.T / DENOMINADOR, acordados, strict=True):
        assert acordado / 2 - 1e-5 <= parte.min()
        assert parte.max() <= acordado * 2 + 1e-5
    assert (sortear(acordados, 5000, 42) == pesos).all()
    assert (sortear(acordados, 5000, 43) != pesos).any()
    todos = sortear(acordados, 5000, 42, Region.TODOS) / DENOMINADOR
    assert abs(todos.mean(axis=0) - 0.25).max() < 0.01
    assert sortear([1.0], 3, 1).tolist() == [[DENOMINADOR]] * 3


def test_el_porcentaje_es_el_de_preguntar_de_a_una(caso):
    matriz, calificacion, eleccion = caso
    hecha = medir_firmeza(matriz, calificacion, eleccion, REGLA, 5, muestras=60)
    lenta = medir_firmeza(
        matriz, calificacion, eleccion, replace(REGLA, en_lote=None), 5, muestras=60
    )
    assert hecha == lenta
    porcentajes = [hecha.porcentaje(c.fila.demanda_id) for c in eleccion.candidatas]
    assert {0, 100} <= set(porcentajes)
    assert any(hecha.en_el_filo(c.fila.demanda_id) for c in eleccion.candidatas)
    entran = [d.entra for d in decidir(REGLA, eleccion)]
    siempre = [p == 100 for p in porcentajes]
    assert all(entra for entra, s in zip(entran, siempre, strict=True) if s)


def test_una_regla_que_no_mira_los_puntajes_no_depende_de_los_pesos(caso):
    matriz, calificacion, eleccion = caso
    sorda = replace(REGLA, usa_puntajes=False)
    assert not medir_firmeza(matriz, calificacion, eleccion, sorda, 5).depende
