"""Saltar las vueltas que comprarían lo mismo da lo que darlas todas, y siempre termina."""

import random
from fractions import Fraction
from uuid import UUID

import pytest
from marshmallow import ValidationError

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.papeletas import Apoyo
from nucleo.dominio.seleccion import Candidata, Eleccion
from nucleo.pruebas import fila_de_prueba
from plugins.partes_iguales.ajustes import (
    Ajustes,
    Completado,
    Desempate,
    Esquema,
    Satisfaccion,
)
from plugins.partes_iguales.compras import comprar, falta_algo, instancia_de, una_vuelta
from plugins.partes_iguales.reglas import seleccionar


def eleccion_de(costos, apoyos, techos):
    filas = [
        fila_de_prueba(n, costo=Dinero(costo), demanda_id=UUID(int=n))
        for n, costo in enumerate(costos, 1)
    ]
    candidatas = [Candidata(puesto, 0, fila) for puesto, fila in enumerate(filas, 1)]
    de = [
        Apoyo(UUID(int=n), f"OTB {n}", personas, frozenset(UUID(int=d) for d in demandas))
        for n, (personas, demandas) in enumerate(apoyos, 1000)
    ]
    return Eleccion(candidatas, {f"41-{n}": Dinero(t) for n, t in enumerate(techos)}, de)


def generar(semilla):
    azar = random.Random(semilla)
    cuantas = azar.randint(1, 9)
    costos = [azar.choice([0, 1, 1]) * azar.randint(0, 400) for _ in range(cuantas)]
    apoyos = [
        (azar.randint(0, 9), [d for d in range(1, cuantas + 1) if azar.random() < 0.5])
        for _ in range(azar.randint(1, 7))
    ]
    techos = [azar.randint(0, max(1, sum(costos))) for _ in range(azar.randint(1, 3))]
    return eleccion_de(costos, apoyos, techos)


def una_por_una(instancia, incremento):
    """La definición, sin atajos."""
    personas = instancia.personas
    vuelta, _ = una_vuelta(
        instancia, Fraction(instancia.techo, personas) if personas else Fraction(0)
    )
    while personas and falta_algo(instancia, vuelta):
        siguiente, cabe = una_vuelta(instancia, vuelta.parte + incremento)
        if not cabe:
            break
        vuelta = siguiente
    return vuelta


@pytest.mark.parametrize("satisfaccion", Satisfaccion)
def test_saltar_vueltas_da_lo_mismo_que_darlas_todas(satisfaccion):
    saltaron = 0
    for semilla in range(250):
        eleccion, incremento = generar(semilla), 1 + semilla % 5
        desempate = list(Desempate)[semilla % 3]
        ajustes = Ajustes(satisfaccion, Completado.INCREMENTO, Dinero(incremento), desempate)
        instancia = instancia_de(eleccion, ajustes)
        rapida, lenta = comprar(instancia, incremento), una_por_una(instancia, incremento)
        assert list(rapida.compras.items()) == list(lenta.compras.items()), semilla
        assert (rapida.parte, rapida.dinero, rapida.saldos, rapida.sueltas) == (
            lenta.parte,
            lenta.dinero,
            lenta.saldos,
            lenta.sueltas,
        ), semilla
        inicial, _ = una_vuelta(instancia, rapida.parte)
        saltaron += inicial.holgura is not None and inicial.holgura > incremento
    assert saltaron > 25


def test_un_paso_de_un_centavo_con_montos_enormes_termina_pronto():
    """Vuelta por vuelta serían billones."""
    eleccion = eleccion_de([40_00, 10**16 - 7], [(1, [1]), (2, [1]), (1, [2])], [10**16])
    ajustes = Ajustes(completado=Completado.INCREMENTO, incremento=Dinero(1))
    entran = [d.entra for d in seleccionar(eleccion, ajustes)]
    assert entran == [True, False]


def test_quien_no_tiene_poblacion_no_paga_ni_detiene_la_cuenta():
    eleccion = eleccion_de([0, 100], [(0, [1, 2]), (-3, [2])], [500])
    ajustes = Ajustes(completado=Completado.INCREMENTO, incremento=Dinero(1))
    assert [d.entra for d in seleccionar(eleccion, ajustes)] == [False, False]


@pytest.mark.parametrize("incremento", ["1E+400000", "0.001", "-1", "NaN", "Infinity"])
def test_un_incremento_sin_sentido_se_rechaza(incremento):
    with pytest.raises(ValidationError):
        Esquema().load({"incremento": incremento})
