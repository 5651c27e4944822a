"""Lo que se decide con los apoyos: con varias fuentes, con lo que sobra y en qué palabras."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.papeletas import Apoyo
from nucleo.dominio.seleccion import Candidata, Eleccion, ReglaDeSeleccion, decidir
from nucleo.dominio.variantes import Lote, entran
from nucleo.pruebas import conjunto_de, contexto_de_prueba, fila_de_prueba
from plugins.partes_iguales import ganchos
from plugins.partes_iguales.ajustes import Ajustes, Completado, Desempate, Esquema, Satisfaccion
from plugins.partes_iguales.reglas import seleccionar


def eleccion(costos, apoyos, **techos):
    """`apoyos`: personas y los números de las demandas que apoyan."""
    filas = [fila_de_prueba(n, costo=Dinero(costo)) for n, costo in enumerate(costos, 1)]
    return Eleccion(
        [Candidata(n, 0, fila) for n, fila in enumerate(filas, 1)],
        {fuente: Dinero(monto) for fuente, monto in techos.items()},
        [
            Apoyo(nuevo_id(), "OTB", gente, frozenset(filas[n - 1].demanda_id for n in cuales))
            for gente, cuales in apoyos
        ],
    )


def regla(**dichos):
    contexto = contexto_de_prueba(Esquema().load(dichos))
    [(_, dada)] = conjunto_de(ganchos).recoger("reglas_de_seleccion", "Toco", contexto=contexto)
    return dada


def motivos(una, **dichos):
    return [str(d.motivo) for d in decidir(regla(**dichos), una)]


def test_solo_depende_del_orden_de_la_lista_si_se_completa_con_ella():
    assert not regla().usa_puntajes
    assert regla(completado="incremento_y_lista").usa_puntajes


def test_un_grupo_chico_tambien_consigue_lo_suyo():
    una = eleccion([6000, 6000, 3000], [(60, {1, 2}), (40, {3})], a=10000)
    decisiones = decidir(regla(completado="ninguno"), una)
    assert [d.entra for d in decisiones] == [True, False, True]
    assert [str(d.motivo) for d in decisiones[:2]] == [
        (
            "Entra. Organizaciones que la apoyan: 1, con 60 personas. De los Bs 1,00 que le tocan "
            "a cada persona, puso hasta Bs 1,00. Se paga con la fuente a."
        ),
        (
            "No entra. Organizaciones que la apoyan: 1, con 60 personas. Entre todas les quedaban "
            "Bs 0,00 y cuesta Bs 60,00: le faltan Bs 60,00."
        ),
    ]


def test_con_aumento_se_dice_cuanto_se_conto():
    una = eleccion([9000], [(50, {1}), (50, set())], a=10000)
    [dicho] = motivos(una, incremento="0.10")
    assert dicho == (
        "Entra. Organizaciones que la apoyan: 1, con 50 personas. Cada persona puso hasta Bs 1,80: "
        "para no dejar dinero sin usar, lo que le toca a cada una se contó como Bs 1,80 en vez de "
        "Bs 1,00. Se paga con la fuente a."
    )


def test_lo_que_no_cabe_entero_en_ninguna_fuente_no_entra_y_su_gente_conserva_lo_suyo():
    una = eleccion([6000, 6000, 2000], [(1, {1, 2, 3})], a=7000, b=7000)
    decisiones = decidir(regla(satisfaccion="cardinal"), una)
    assert [d.fuente for d in decisiones] == ["b", "", "a"]
    assert str(decisiones[1].motivo) == (
        "No entra. Organizaciones que la apoyan: 1, con 1 personas, y podían pagarla; pero cuesta "
        "Bs 60,00 y no cabe entera en ninguna fuente: la de mayor saldo, la a, tenía Bs 50,00."
    )


def test_lo_que_sobra_baja_por_la_lista_si_asi_se_ajusta():
    una = eleccion([6000, 2000, 5000], [(9, {1})], a=9000)
    assert [d.entra for d in decidir(regla(), una)] == [True, False, False]
    dichos = motivos(una, completado="lista")
    assert dichos[1] == (
        "Entra con el dinero que los apoyos dejaron sin usar, bajando por la lista: cuesta "
        "Bs 20,00 con la fuente a y después quedan Bs 10,00."
    )
    assert dichos[2] == (
        "No entra: no la apoya ninguna organización que tenga anotada su población. Bajando por la "
        "lista tampoco cabe en lo que quedó sin usar: cuesta Bs 50,00 y la fuente de mayor saldo, "
        "la a, tenía Bs 10,00."
    )


def test_sin_techo_o_sin_apoyos_no_entra_nada_y_se_dice():
    assert motivos(eleccion([1], [])) == ["No entra: la gestión no tiene techo fijado."]
    assert motivos(eleccion([1], [], a=5)) == [
        "No entra: no la apoya ninguna organización que tenga anotada su población."
    ]


@given(
    st.lists(st.integers(0, 60), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(1, 9), st.sets(st.integers(1, 6))), max_size=5),
    st.lists(st.integers(0, 90), max_size=2),
    st.builds(
        Ajustes,
        st.sampled_from(Satisfaccion),
        st.sampled_from(Completado),
        st.builds(Dinero, st.integers(1, 9)),
        st.sampled_from(Desempate),
    ),
    st.booleans(),
    st.randoms(),
)
def test_en_lote_es_exactamente_la_de_a_una(costos, apoyos, montos, ajuste, varia, azar):
    cuantas = len(costos)
    apoyos = [(gente, {n for n in cuales if n <= cuantas}) for gente, cuales in apoyos]
    una = eleccion(costos, apoyos, **{f"f{n}": monto for n, monto in enumerate(montos)})
    ordenes = np.array([azar.sample(range(cuantas), cuantas) for _ in range(3)], dtype=np.intp)
    otros = [[azar.choice([c, 7]) for c in costos] for _ in ordenes]
    lote = Lote(una, ordenes, np.array(otros if varia else [costos]), np.zeros_like(ordenes))
    contexto = contexto_de_prueba(ajuste)
    [(_, junta)] = conjunto_de(ganchos).recoger("reglas_de_seleccion", "Toco", contexto=contexto)
    sola = ReglaDeSeleccion("x", "X", lambda e: seleccionar(e, ajuste), "x")
    assert np.array_equal(entran(junta, lote), entran(sola, lote))
