"""Un lote da lo mismo que preguntar de a una; lo ajeno no compite en ninguna variante."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.demandas import Competencia
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import ErrorDePlugin
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.seleccion import Candidata, Decision, Eleccion, ReglaDeSeleccion, decidir
from nucleo.dominio.variantes import Lote, entran
from nucleo.pruebas import fila_de_prueba
from plugins.lista_con_techo.reglas import en_lote, seleccionar

montos = st.integers(1, 100)
MOTIVO = Mensaje("Porque sí")


def hasta_donde_alcance(eleccion):
    """Una regla mínima: entra en orden lo que quepa en el único techo."""
    saldo, decisiones = eleccion.techo.centavos, []
    for c in eleccion.candidatas:
        cabe = c.fila.costo.centavos <= saldo
        saldo -= c.fila.costo.centavos * cabe
        decisiones.append(Decision(cabe, MOTIVO, "41-113"))
    return decisiones


REGLA = ReglaDeSeleccion("x", "X", hasta_donde_alcance, "x")


@given(
    st.lists(st.tuples(montos, st.sampled_from(Competencia)), min_size=1, max_size=8),
    st.randoms(),
    montos,
)
def test_de_a_una_es_como_decidir_cada_variante(pares, azar, techo):
    candidatas = [
        Candidata(n, 0, fila_de_prueba(n, costo=Dinero(costo), competencia=competencia))
        for n, (costo, competencia) in enumerate(pares, 1)
    ]
    eleccion = Eleccion(candidatas, {"41-113": Dinero(techo)})
    lugares = range(len(pares))
    ordenes = np.array([azar.sample(lugares, len(pares)) for _ in range(4)])
    costos = np.array([[c for c, _ in pares]])
    dicho = entran(REGLA, Lote(eleccion, ordenes, costos, np.zeros_like(ordenes)))
    for v, orden in enumerate(ordenes):
        una = Eleccion([candidatas[i] for i in orden], eleccion.techos)
        esperado = [d.entra for d in decidir(REGLA, una)]
        assert dicho[v, orden].tolist() == esperado


def test_una_respuesta_de_otra_forma_se_atribuye_al_plugin():
    torcida = ReglaDeSeleccion("x", "X", hasta_donde_alcance, "x", en_lote=lambda _: [True])
    eleccion = Eleccion([Candidata(1, 0, fila_de_prueba(1))], {})
    uno = np.zeros((1, 1), dtype=np.intp)
    with pytest.raises(ErrorDePlugin, match="reglas_de_seleccion"):
        entran(torcida, Lote(eleccion, uno, uno, uno))


@given(
    st.lists(st.tuples(st.integers(0, 100), st.sampled_from(Competencia)), min_size=1, max_size=9),
    st.lists(st.integers(0, 200), max_size=3),
    st.booleans(),
    st.randoms(),
)
def test_lista_con_techo_en_lote_es_exactamente_la_de_a_una(pares, montos_de, varia, azar):
    candidatas = [
        Candidata(n, 0, fila_de_prueba(n, costo=Dinero(costo), competencia=competencia))
        for n, (costo, competencia) in enumerate(pares, 1)
    ]
    techos = {f"41-{n}": Dinero(monto) for n, monto in enumerate(montos_de)}
    cuantas = len(pares)
    ordenes = np.array([azar.sample(range(cuantas), cuantas) for _ in range(5)], dtype=np.intp)
    una = [costo for costo, _ in pares]
    costos = [[azar.randint(0, 100) for _ in una] for _ in ordenes] if varia else [una]
    lote = Lote(
        Eleccion(candidatas, techos),
        ordenes.reshape(5, cuantas),
        np.array(costos, dtype=np.int64).reshape(-1, cuantas),
        np.zeros((5, cuantas), dtype=np.int64),
    )
    sola = ReglaDeSeleccion("x", "X", seleccionar, "x")
    junta = ReglaDeSeleccion("x", "X", seleccionar, "x", en_lote=en_lote)
    assert np.array_equal(entran(junta, lote), entran(sola, lote))
