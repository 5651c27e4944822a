"""La matriz en columnas: qué trae cada una y dónde dice que no se sabe."""

import numpy as np
import pytest

from nucleo.dominio.columnas import Matriz
from nucleo.dominio.demandas import PedidaPor
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.personas import Personas
from nucleo.pruebas import fila_de_prueba as fila

NADIE = Personas(0, 0)
LLENA = fila(
    7,
    costo=Dinero.de("1000.50"),
    contraparte=Dinero.de(250),
    beneficiarios=Personas(6, 0),
    poblacion=Personas(20, 30),
    inversion=Dinero.de(900),
    carencias={"agua": 80.0, "seguro": 40.0},
)
VACIA = fila(9, costo=CERO, contraparte=CERO, beneficiarios=NADIE, poblacion=None, inversion=None)
COLUMNAS = {
    "costo": 1000.5,
    "contraparte": 250,
    "beneficiarias": 6,
    "beneficiarios": 0,
    "personas": 6,
    "poblacion": 50,
    "inversion": 900,
    "carencia": 60,
}


@pytest.mark.parametrize("nombre", COLUMNAS)
def test_cada_columna_trae_lo_suyo_y_dice_lo_que_no_sabe(nombre):
    columna = getattr(Matriz([LLENA, VACIA]), nombre)
    sin_dato = 0 if nombre == "contraparte" else np.nan
    assert np.array_equal(columna, [COLUMNAS[nombre], sin_dato], equal_nan=True)
    assert columna.dtype == np.float64


@pytest.mark.parametrize("nombre", [*COLUMNAS, "numeros"])
def test_nadie_cambia_una_columna_que_otros_van_a_leer(nombre):
    matriz = Matriz([LLENA, VACIA])
    with pytest.raises(ValueError, match="read-only"):
        getattr(matriz, nombre)[0] = 1
    assert getattr(matriz, nombre) is getattr(matriz, nombre)


@pytest.mark.parametrize("nombre", [*COLUMNAS, "numeros"])
def test_la_matriz_vacia_tiene_columnas_vacias(nombre):
    assert getattr(Matriz([]), nombre).shape == (0,)


def test_una_poblacion_de_cero_no_se_sabe():
    assert np.isnan(Matriz([fila(poblacion=NADIE)]).poblacion).all()


def test_una_sola_carencia():
    columna = Matriz([LLENA, VACIA]).carencia_de("seguro")
    assert np.array_equal(columna, [40, np.nan], equal_nan=True)


def test_el_promedio_de_carencias_no_depende_de_como_se_guardaron():
    carencias = {"agua": 0.1, "desague": 0.2, "energia": 0.3, "seguro": 1e-9}
    al_reves = dict(reversed(carencias.items()))
    derecha, reves = Matriz([fila(carencias=carencias), fila(carencias=al_reves)]).carencia
    assert derecha == reves


def test_segun_quien_pide_y_lo_que_no_se_nombra_no_se_sabe():
    matriz = Matriz([fila(pedida_por=p) for p in PedidaPor])
    columna = matriz.segun_quien_pide({PedidaPor.HOMBRES: 0.0, PedidaPor.MUJERES: 1.0})
    assert np.array_equal(columna, [1, 0, np.nan, np.nan], equal_nan=True)


def test_de_organizacion_y_la_que_no_esta_no_se_sabe():
    una, otra = nuevo_id(), nuevo_id()
    matriz = Matriz([fila(organizacion_id=o) for o in (una, otra, una)])
    columna = matriz.de_organizacion({una: 45})
    assert np.array_equal(columna, [45, np.nan, 45], equal_nan=True)


def test_por_fila_mide_lo_que_no_tiene_columna():
    columna = Matriz([LLENA, VACIA]).por_fila(lambda f: f.prioridad if f.inversion else None)
    assert np.array_equal(columna, [1, np.nan], equal_nan=True)


def test_de_sector_dice_donde_estan_y_las_aparta_en_su_orden():
    matriz = Matriz([fila(n, sector=s) for n, s in enumerate(("salud", "riego", "salud"), 1)])
    lugares, suyas = matriz.de_sector("salud")
    assert (lugares.tolist(), suyas.numeros.tolist()) == ([0, 2], [1, 3])
    assert len(matriz.de_sector("agua")[1]) == 0
