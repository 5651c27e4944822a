"""Calificar 100 000 demandas con ocho criterios, contra numpy puro.

Son los seis de `equidad`, con sus dos de desempate, y dos más: lo que pone la comunidad y si pone.

Los dos parten de arreglos ya dispuestos: lo nuestro, de la matriz en columnas, que los criterios
todavía tienen que medir; el piso, de las medidas hechas. Y hacen la misma cuenta: normalizar,
pesar, redondear y ordenar. Aparte se dice la razón cuando lo nuestro arma además las columnas
desde las demandas. El orden tiene que ser el mismo.
"""

import random
import time
from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from nucleo.arranque import Casa
from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.columnas import Matriz
from nucleo.dominio.criterios import Criterio, Faltante, Normalizacion, Sentido
from nucleo.dominio.demandas import Competencia, PedidaPor
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.organizaciones import TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.dominio.priorizacion import acordados, calificar, claves_de_desempate
from nucleo.dominio.priorizacion import medir as medidas_de
from nucleo.servicios.recogida import recoger

from .medicion import Medicion, medir

CUANTAS = 100_000
DE_EQUIDAD = 6
GESTION = 2027
MILLON = 1_000_000
CARENCIAS = ("agua", "energia", "desague", "seguro")
Reales = NDArray[np.float64]


def medir_calificacion(casa: Casa) -> list[Medicion]:
    """Razones entre `calificar` y la misma cuenta en numpy; falla si el orden no es idéntico."""
    azar = random.Random(CUANTAS)
    matriz = Matriz([fila(numero, azar) for numero in range(1, CUANTAS + 1)])
    criterios = ocho_criterios(casa)
    medidas = [medidas_de(c, matriz, "") for c in criterios]
    pesos = np.array([c.peso for c in criterios])

    def piso() -> NDArray:
        return en_numpy(criterios, medidas, pesos, matriz.numeros)

    if list(calificar(matriz, criterios).orden) != piso().tolist():
        raise AssertionError("calificar y numpy puro no dan el mismo orden")
    caso = f"Calificar {CUANTAS} demandas x {len(criterios)} criterios"
    dispuesta = partial(calificar, matriz, criterios)
    hecha = calificar(matriz, criterios)
    claves = (*claves_de_desempate(matriz, criterios, hecha.normalizados), -hecha.puntajes)
    return [
        medir(
            f"{caso}, contra solo ordenarlas en numpy con las claves ya hechas",
            3,
            dispuesta,
            lambda: np.lexsort(claves),
            time.perf_counter,
            11,
        ),
        medir(f"{caso}, contra numpy puro", 3, dispuesta, piso, time.perf_counter, 11),
        medir(
            f"{caso}, armando además las columnas",
            None,
            lambda: calificar(Matriz(matriz.filas), criterios),
            piso,
            time.perf_counter,
            turnos=5,
        ),
    ]


def ocho_criterios(casa: Casa) -> list[Criterio]:
    """Los de equidad y dos más, con pesos de un decimal: muchos redondeos caen en la mitad."""
    propios = [
        Criterio("prueba.aporte", "", 0.5, lambda m: m.contraparte, faltante=Faltante.SIN_PUNTOS),
        Criterio(
            "prueba.pone", "", 1.5, lambda m: m.contraparte, normalizacion=Normalizacion.SI_NO
        ),
    ]
    return [*criterios_de_equidad(casa), *propios]


def criterios_de_equidad(casa: Casa) -> list[Criterio]:
    """Los del plugin, tal como los recibe un municipio que lo tiene activo."""
    tunari = EnMunicipio(31003)
    contexto = casa.contexto(tunari, GESTION)
    todos = recoger(casa.ganchos(tunari), "criterios_de_priorizacion", Criterio, contexto)
    suyos = acordados([c for c in todos if c.plugin == "equidad"], {})
    if len(suyos) != DE_EQUIDAD:
        raise AssertionError(f"se esperaban {DE_EQUIDAD} criterios de equidad y hay {len(suyos)}")
    return suyos


def fila(numero: int, azar: random.Random) -> FilaDeMatriz:
    """Una demanda verosímil; a una de cada diez le falta algún dato."""
    otb = nuevo_id()
    falta = azar.random() < 0.1
    poblacion = Personas(azar.randint(10, 900), azar.randint(10, 900))
    return FilaDeMatriz(
        demanda_id=nuevo_id(),
        gestion=GESTION,
        numero=numero,
        titulo=f"Demanda {numero}",
        sector="saneamiento",
        costo=Dinero(azar.randint(500_000, 90_000_000)),
        contraparte=Dinero(azar.choice((0, 100_000, 900_000))),
        beneficiarios=Personas(0, 0) if falta else poblacion,
        pedida_por=azar.choice(list(PedidaPor)),
        competencia=Competencia.MUNICIPAL,
        prioridad=azar.randint(1, 2),
        organizacion_id=otb,
        organizacion=f"OTB {numero}",
        tipo_de_organizacion=TipoDeOrganizacion.COMUNIDAD,
        poblacion=None if falta else poblacion,
        carencias={} if falta else {c: round(azar.uniform(0, 100), 1) for c in CARENCIAS},
        inversion=Dinero(azar.choice((0, 0, azar.randint(1, 50_000_000)))),
    )


def en_numpy(
    criterios: Sequence[Criterio], medidas: Sequence[Reales], pesos: Reales, numeros: NDArray
) -> NDArray:
    """La cuenta entera, sin demandas ni criterios que recorrer: solo arreglos."""
    puntajes = np.zeros(len(numeros), dtype=np.int64)
    desempates = []
    for criterio, crudos, peso in zip(criterios, medidas, pesos / pesos.sum(), strict=True):
        normales = np.rint(normales_en_numpy(criterio, crudos) * MILLON)
        puntajes += np.rint(normales * peso).astype(np.int64)
        if criterio.desempate:
            desempates.append((criterio.desempate, -normales))
    claves = [normales for _, normales in sorted(desempates, key=lambda d: -d[0])]
    return np.lexsort((numeros, *claves, -puntajes))


def normales_en_numpy(criterio: Criterio, crudos: Reales) -> Reales:
    """De la medida a 0…1, según lo que el criterio declara."""
    faltan = np.isnan(crudos)
    al_reves = criterio.sentido is Sentido.MENOS
    match criterio.normalizacion:
        case Normalizacion.RANGO:
            menor, mayor = np.nanmin(crudos), np.nanmax(crudos)
            normales = (crudos - menor) / (mayor - menor)
        case Normalizacion.UMBRAL:
            normales = np.clip(crudos / criterio.tope, 0, 1)
        case Normalizacion.ORDINAL:
            normales = crudos / (len(criterio.escala) - 1)
        case Normalizacion.CUANTIL:
            medidas = np.sort(crudos[~faltan])
            debajo, hasta = (np.searchsorted(medidas, crudos, lado) for lado in ("left", "right"))
            normales = (debajo + hasta - 1) / 2 / (len(medidas) - 1)
        case _:
            normales = (crudos != 0).astype(np.float64)
    normales = 1 - normales if al_reves else normales
    return np.where(faltan, 0.5 if criterio.faltante is Faltante.MITAD else 0.0, normales)
