"""El techo se reparte sin perder un centavo, y cada demanda gasta de lo de su distrito."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.seleccion import Candidata, Eleccion, ReglaDeSeleccion, decidir
from nucleo.dominio.variantes import Lote, entran
from nucleo.pruebas import conjunto_de, contexto_de_prueba, fila_de_prueba
from plugins.reparto_por_distrito import ganchos
from plugins.reparto_por_distrito.ajustes import Ajustes, Esquema, Metodo, Sobrante
from plugins.reparto_por_distrito.reglas import seleccionar
from plugins.reparto_por_distrito.reparto import COMUN, repartir

HABITANTES = {"Distrito 1": 1000, "Distrito 2": 3000, "": 0}


def ajustes(**datos):
    return Esquema().load(datos)


def eleccion(*pares, techos=None, **cambios):
    """Cada par es el costo en Bs y el distrito, de la primera a la última."""
    candidatas = [
        Candidata(n, 0, fila_de_prueba(n, costo=Dinero.de(costo), distrito=distrito))
        for n, (costo, distrito) in enumerate(pares, 1)
    ]
    montos = {f: Dinero.de(m) for f, m in (techos or {"41-113": 1000}).items()}
    return Eleccion(candidatas, montos, distritos=cambios.pop("distritos", HABITANTES), **cambios)


def montos(una, ajuste):
    return {parte.nombre: str(parte.total) for parte in repartir(una, ajuste).values()}


def regla(ajuste):
    contexto = contexto_de_prueba(ajuste)
    [(_, dada)] = conjunto_de(ganchos).recoger("reglas_de_seleccion", "Toco", contexto=contexto)
    return dada


@pytest.mark.parametrize(
    ("ajuste", "esperado"),
    [
        ({}, ("250.00", "750.00", "0.00")),
        ({"comun": 10}, ("225.00", "675.00", "100.00")),
        ({"metodo": "monto_fijo", "monto_fijo": "300.50"}, ("300.50", "300.50", "399.00")),
        ({"metodo": "monto_fijo", "monto_fijo": 900}, ("500.00", "500.00", "0.00")),
        ({"metodo": "porcentaje", "porcentajes": ["DISTRITO 2 = 33,3"]},
         ("0.00", "333.00", "667.00")),
        ({"metodo": "manual", "montos": ["Distrito 1 = 100", "distrito 2=0.07"]},
         ("100.00", "0.07", "899.93")),
        ({"metodo": "manual", "montos": ["Distrito 1 = 3000", "Distrito 2 = 1000"]},
         ("750.00", "250.00", "0.00")),
        ({"metodo": "formula", "igual": 1, "poblacion": 1, "carencia": 0},
         ("375.00", "625.00", "0.00")),
        ({"metodo": "formula", "igual": 0, "poblacion": 0, "carencia": 5},
         ("900.00", "100.00", "0.00")),
    ],
)  # fmt: skip
def test_cada_metodo_dice_cuanto_toca(ajuste, esperado):
    una = eleccion(con_carencia={"Distrito 1": 900, "Distrito 2": 100})
    assert tuple(montos(una, ajustes(**ajuste)).values()) == esperado


def test_los_centavos_que_no_se_parten_van_al_mayor_residuo():
    una = eleccion(techos={"41-113": "100.00"}, distritos={"A": 1, "B": 1, "C": 1})
    assert montos(una, ajustes()) == {"A": "33.34", "B": "33.33", "C": "33.33", "": "0.00"}


def test_sin_poblacion_de_nadie_se_reparte_por_igual():
    una = eleccion(distritos={"A": 0, "B": 0})
    assert montos(una, ajustes()) == {"A": "500.00", "B": "500.00", "": "0.00"}


def test_dos_maneras_de_escribir_un_distrito_son_el_mismo():
    una = eleccion((1, "DISTRITO  1"), distritos={"Distrito 1": 5, "distrito 1": 5, "B": 10})
    assert list(montos(una, ajustes()).values()) == ["500.00", "500.00", "0.00"]


nombres = st.sampled_from(["", "1", "2", "3", "4"])
pesos = st.integers(0, 3)
ajustes_posibles = st.builds(
    Ajustes,
    metodo=st.sampled_from(Metodo),
    comun=st.integers(0, 100),
    sobrante=st.sampled_from(Sobrante),
    monto_fijo=st.builds(Dinero, st.integers(0, 300)),
    montos=st.dictionaries(nombres.filter(bool), st.integers(0, 400)),
    porcentajes=st.dictionaries(
        nombres.filter(bool), st.decimals(0, 20, places=2).map(Decimal), max_size=4
    ),
    igual=pesos,
    poblacion=pesos,
    carencia=pesos,
)
elecciones = st.builds(
    lambda pares, techos, gente, carencia: Eleccion(
        [
            Candidata(n, 0, fila_de_prueba(n, costo=Dinero(costo), distrito=distrito))
            for n, (costo, distrito) in enumerate(pares, 1)
        ],
        {f"41-{n}": Dinero(monto) for n, monto in enumerate(techos)},
        distritos=gente,
        con_carencia=carencia,
    ),
    st.lists(st.tuples(st.integers(0, 300), nombres), min_size=1, max_size=9),
    st.lists(st.integers(0, 700), max_size=3),
    st.dictionaries(nombres, st.integers(0, 99)),
    st.dictionaries(nombres, st.integers(0, 99)),
)


@given(elecciones, ajustes_posibles)
def test_la_suma_es_exactamente_el_techo_de_cada_fuente(una, ajuste):
    partes = repartir(una, ajuste)
    assert list(partes)[-1] == COMUN
    assert all(c >= 0 for p in partes.values() for c in p.centavos)
    sumas = [sum(p.centavos[j] for p in partes.values()) for j in range(len(una.techos))]
    assert sumas == [t.centavos for t in una.techos.values()]


@given(elecciones, ajustes_posibles, st.randoms())
def test_en_lote_es_exactamente_la_de_a_una(una, ajuste, azar):
    cuantas = len(una.candidatas)
    ordenes = np.array([azar.sample(range(cuantas), cuantas) for _ in range(4)], dtype=np.intp)
    costos = np.array([[azar.randint(0, 300) for _ in range(cuantas)] for _ in ordenes])
    lote = Lote(una, ordenes, costos, np.zeros_like(costos))
    sola = ReglaDeSeleccion("x", "X", lambda e: seleccionar(e, ajuste), "x")
    assert np.array_equal(entran(regla(ajuste), lote), entran(sola, lote))


def test_ningun_distrito_gasta_lo_de_otro_y_el_motivo_dice_cuanto_le_tocaba():
    una = eleccion((200, "Distrito 1"), (100, "Distrito 1"), (700, "Distrito 2"), (20, ""))
    decisiones = decidir(regla(ajustes(sobrante="se_reserva")), una)
    assert [d.entra for d in decisiones] == [True, False, True, False]
    assert [str(d.motivo) for d in decisiones] == [
        (
            "Entra con lo de su distrito (Distrito 1), al que le tocan Bs 250,00: cuesta Bs "
            "200,00 con la fuente 41-113 y al distrito le quedan Bs 50,00."
        ),
        (
            "No entra: a su distrito (Distrito 1) le tocan Bs 250,00. Al llegar a esta "
            "demanda su fuente de mayor saldo, la 41-113, tenía Bs 50,00; cuesta Bs 100,00 y "
            "le faltan Bs 50,00."
        ),
        (
            "Entra con lo de su distrito (Distrito 2), al que le tocan Bs 750,00: cuesta Bs "
            "700,00 con la fuente 41-113 y al distrito le quedan Bs 50,00."
        ),
        (
            "No entra: para lo que no es de un solo distrito hay Bs 0,00. Al llegar a esta "
            "demanda la fuente de mayor saldo, la 41-113, tenía Bs 0,00; cuesta Bs 20,00 y le"
            " faltan Bs 20,00."
        ),
    ]


def test_lo_que_sobra_se_junta_y_se_baja_otra_vez_por_la_lista():
    una = eleccion((200, "Distrito 1"), (100, "Distrito 1"), (700, "Distrito 2"), (20, ""))
    decisiones = decidir(regla(ajustes()), una)
    assert [d.entra for d in decisiones] == [True, True, True, False]
    assert [str(decisiones[i].motivo) for i in (1, 3)] == [
        (
            "Entra con lo que sobró en todos los distritos: cuesta Bs 100,00 con la fuente "
            "41-113. En lo de su distrito no cabía: le faltaban Bs 50,00."
        ),
        (
            "No entra: para lo que no es de un solo distrito hay Bs 0,00 y le faltaban Bs "
            "20,00. Tampoco cabe en lo que sobró en todos los distritos: cuesta Bs 20,00 y la"
            " fuente de mayor saldo, la 41-113, tenía Bs 0,00."
        ),
    ]


def test_lo_de_un_distrito_sin_demandas_se_reserva_o_se_junta():
    una = eleccion((600, "Distrito 1"))
    assert decidir(regla(ajustes()), una)[0].entra
    assert not decidir(regla(ajustes(sobrante="se_reserva")), una)[0].entra


def test_sin_techo_no_entra_nada_y_se_dice():
    una = Eleccion(eleccion((1, "A")).candidatas, {})
    [decision] = decidir(regla(ajustes()), una)
    assert str(decision.motivo) == "No entra: la gestión no tiene techo fijado."


@pytest.mark.parametrize(
    ("dicho", "campo"),
    [
        ({"montos": ["Distrito 3"]}, "montos"),
        ({"montos": ["Distrito 3 = -1"]}, "montos"),
        ({"montos": ["Distrito 3 = 0.001"]}, "montos"),
        ({"montos": ["D 3 = 1", "d3 = 1", "D 3 = 2"]}, "montos"),
        ({"porcentajes": ["A = 60", "B = 50"]}, "porcentajes"),
        ({"monto_fijo": "0.001"}, "monto_fijo"),
        ({"igual": 0, "poblacion": 0, "carencia": 0}, "igual"),
    ],
)
def test_un_ajuste_que_no_se_entiende_dice_cual(dicho, campo):
    with pytest.raises(ValidationError) as error:
        ajustes(**dicho)
    assert list(error.value.messages) == [campo]
