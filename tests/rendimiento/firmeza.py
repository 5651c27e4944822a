"""La firmeza de 500 demandas con 10 000 combinaciones de pesos, contra numpy puro.

El piso hace una cuenta más sencilla, sin redondear criterio por criterio ni desempatar: producto
de matrices, `argsort` y bajar por la lista. Las dos tienen que decir lo mismo salvo redondeos.
"""

import random
import time
from functools import partial

import numpy as np

from nucleo.arranque import Casa
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.columnas import Enteros, Matriz
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.firmezas import DENOMINADOR, MUESTRAS, medir_firmeza, sortear
from nucleo.dominio.priorizacion import calificar
from nucleo.dominio.seleccion import Eleccion
from nucleo.servicios.calculo import candidatas_de
from plugins.lista_con_techo.ganchos import reglas_de_seleccion

from .calificacion import fila, ocho_criterios
from .medicion import Medicion, medir

CUANTAS = 500
SEMILLA = 7
TOLERANCIA = 20  # de 10 000: lo que mueven los redondeos y los empates


def medir_la_firmeza(casa: Casa) -> Medicion:
    """La razón; falla si lo nuestro y el piso no dicen lo mismo."""
    azar = random.Random(CUANTAS)
    matriz = Matriz([fila(numero, azar) for numero in range(1, CUANTAS + 1)])
    calificacion = calificar(matriz, ocho_criterios(casa))
    hay = sum(f.costo.centavos for f in matriz.filas) // 4
    eleccion = Eleccion(candidatas_de(calificacion), {"41-113": Dinero(hay)})
    [regla] = reglas_de_seleccion(casa.contexto(EnMunicipio(31003), 2027))
    nuestra = partial(medir_firmeza, matriz, calificacion, eleccion, regla, SEMILLA)
    pesos = sortear(calificacion.pesos.tolist(), MUESTRAS, SEMILLA)
    normales = calificacion.normalizados[np.array(calificacion.orden)].T.astype(np.float64)
    costos = np.array([c.fila.costo.centavos for c in eleccion.candidatas])
    piso = partial(en_numpy, pesos / DENOMINADOR, normales, costos, hay)
    veces = np.array([nuestra().veces[c.fila.demanda_id] for c in eleccion.candidatas])
    if abs(veces - piso()).max() > TOLERANCIA:
        raise AssertionError("la firmeza y numpy puro no dicen lo mismo")
    caso = f"Firmeza de {CUANTAS} demandas x {MUESTRAS} combinaciones, contra numpy puro"
    return medir(caso, 2, nuestra, piso, time.perf_counter, 7)


def en_numpy(pesos: np.ndarray, normales: np.ndarray, costos: Enteros, hay: int) -> Enteros:
    """En cuántas combinaciones entra cada una."""
    ordenes = np.argsort(-(pesos @ normales), axis=1)
    por_puesto = costos[ordenes.T]
    saldo = np.full(len(pesos), hay)
    dentro = np.empty(por_puesto.shape, dtype=np.bool_)
    for puesto, costo in enumerate(por_puesto):
        cabe = dentro[puesto] = costo <= saldo
        saldo -= costo * cabe
    entran = np.empty(dentro.T.shape, dtype=np.bool_)
    np.put_along_axis(entran, ordenes, dentro.T, axis=1)
    veces: Enteros = entran.sum(axis=0)
    return veces
