"""El orden y los puntos de producción son los de la referencia en Python puro, siempre."""

import math
from functools import partial

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nucleo.dominio.columnas import Matriz
from nucleo.dominio.criterios import Criterio, Faltante, Normalizacion, Sentido
from nucleo.dominio.priorizacion import calificar
from nucleo.pruebas import fila_de_prueba
from tests.dominio import referencia

SECTORES = ("agua", "salud")
MEDIDAS = st.one_of(
    st.none(),
    st.integers(-3, 12).map(float),
    st.integers(0, 2_000_000).map(float),
    st.floats(-1e9, 1e9, allow_nan=False, allow_subnormal=False),
)
PESOS = st.one_of(
    st.integers(1, 9).map(float),
    st.sampled_from([0.1, 0.3, 2.5, 1 / 3, 1e-7, 123456.789]),
)


def repetir(de, matriz):
    return matriz.por_fila(lambda f: de[f.demanda_id])


@st.composite
def criterios(dibujar, filas):
    """Uno por vuelta, con cualquier forma y una medida por fila."""
    todos = []
    for k in range(dibujar(st.integers(1, 5))):
        medidas = dibujar(st.lists(MEDIDAS, min_size=len(filas), max_size=len(filas)))
        sector = dibujar(st.sampled_from(("", "", *SECTORES)))
        de = {f.demanda_id: m for f, m in zip(filas, medidas, strict=True)}
        criterio = Criterio(
            clave=f"prueba.c{k}",
            nombre="",
            peso=dibujar(PESOS),
            medir=partial(repetir, de),
            sentido=dibujar(st.sampled_from(Sentido)),
            normalizacion=dibujar(st.sampled_from(Normalizacion)),
            tope=dibujar(st.sampled_from((1.0, 100.0, 0.5, 3.0, 640.0))),
            faltante=dibujar(st.sampled_from(Faltante)),
            solo_sector=sector,
            escala=("poco", "algo", "mucho", "todo")[: dibujar(st.integers(2, 4))],
            desempate=dibujar(st.integers(0, 3)),
        )
        todos.append((criterio, medidas))
    return todos


@st.composite
def casos(dibujar):
    numeros = dibujar(st.lists(st.integers(1, 999), min_size=1, max_size=12, unique=True))
    filas = [fila_de_prueba(n, sector=dibujar(st.sampled_from(SECTORES))) for n in numeros]
    return filas, dibujar(criterios(filas))


@settings(max_examples=400)
@given(casos())
def test_produccion_y_referencia_dan_lo_mismo(caso):
    filas, con_medidas = caso
    hecha = calificar(Matriz(filas), [c for c, _ in con_medidas])
    aportes, puntajes, orden = referencia.calificar(filas, con_medidas)
    assert hecha.aportes.tolist() == aportes
    assert hecha.puntajes.tolist() == puntajes
    assert list(hecha.orden) == orden


def test_el_empate_exacto_del_redondeo_no_depende_de_los_reales():
    """Un 640 parte en 1562,5 millonésimas, que con reales puede caer para cualquier lado."""
    filas = [fila_de_prueba(n) for n in range(1, 642)]
    medidas = [float(n) for n in range(641)]
    for peso in ((0.1, 0.2), (1 / 3, 1e-7), (7.0, 3.0)):
        dos = [
            Criterio(f"prueba.{k}", "", p, lambda _m: np.array(medidas), desempate=k)
            for k, p in enumerate(peso)
        ]
        hecha = calificar(Matriz(filas), dos)
        aportes, _, orden = referencia.calificar(filas, [(c, medidas) for c in dos])
        assert hecha.aportes.tolist() == aportes
        assert list(hecha.orden) == orden
    assert not math.isnan(hecha.pesos.sum())
