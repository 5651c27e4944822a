from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.demandas import DEL_MUNICIPIO, Competencia
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import ErrorDePlugin, TechoExcedido
from nucleo.dominio.mensajes import Mensaje
from nucleo.dominio.seleccion import Candidata, Decision, Eleccion, ReglaDeSeleccion, decidir
from nucleo.pruebas import fila_de_prueba
from plugins.lista_con_techo.reglas import seleccionar

LISTA = ReglaDeSeleccion("lista_con_techo", "Lista", seleccionar, "lista_con_techo")


def candidatas(*costos, **cambios):
    return [
        Candidata(puesto, 0, fila_de_prueba(puesto, costo=Dinero.de(costo), **cambios))
        for puesto, costo in enumerate(costos, 1)
    ]


montos = st.integers(0, 10_000)


@given(
    st.lists(st.tuples(montos, st.sampled_from(Competencia)), max_size=30),
    st.dictionaries(st.sampled_from(["41-113", "41-119", "20-210"]), montos),
)
def test_la_seleccion_nunca_pasa_el_techo(pares, montos_de):
    techos = {fuente: Dinero(monto) for fuente, monto in montos_de.items()}
    todas = [
        Candidata(n, 0, fila_de_prueba(n, costo=Dinero(costo), competencia=competencia))
        for n, (costo, competencia) in enumerate(pares, 1)
    ]
    decisiones = decidir(LISTA, Eleccion(todas, techos))
    usado = Counter()
    for c, d in zip(todas, decisiones, strict=True):
        assert str(d.motivo)
        if d.entra:
            assert c.fila.competencia in DEL_MUNICIPIO
            usado[d.fuente] += c.fila.costo.centavos
    assert all(usado[f] <= techos[f].centavos for f in usado)


def test_lo_ajeno_no_llega_a_la_regla():
    vistas = []

    def espia(eleccion):
        suyas = eleccion.candidatas
        vistas.extend(c.puesto for c in suyas)
        return [Decision(entra=False, motivo=Mensaje("No")) for _ in suyas]

    todas = [
        Candidata(n, 0, fila_de_prueba(n, competencia=competencia))
        for n, competencia in enumerate(Competencia, 1)
    ]
    decisiones = decidir(ReglaDeSeleccion("x", "X", espia), Eleccion(todas, {}))
    assert vistas == [1, 4]
    assert [str(d.motivo) for d in decisiones] == [
        "No",
        "Es competencia departamental: se lleva al EDC.",
        "Es competencia nacional: se lleva al EDC.",
        "No",
    ]


def test_una_regla_que_gasta_de_mas_se_descubre():
    def todo(eleccion):
        si = Decision(entra=True, motivo=Mensaje("Sí"), fuente="41-113")
        return [si for _ in eleccion.candidatas]

    regla = ReglaDeSeleccion("x", "X", todo, "tramposo")
    techos = {"41-113": Dinero.de(150)}
    assert len(decidir(regla, Eleccion(candidatas(100, 50), techos))) == 2
    with pytest.raises(TechoExcedido) as caso:
        decidir(regla, Eleccion(candidatas(100, 51), techos))
    assert caso.value.datos["usado"] == Dinero.de(151)


@pytest.mark.parametrize("cuantas", [0, 1, 3])
def test_una_decision_por_candidata(cuantas):
    def otras(_eleccion):
        return [Decision(entra=False, motivo=Mensaje("No"))] * cuantas

    with pytest.raises(ErrorDePlugin, match="olvidadizo"):
        decidir(
            ReglaDeSeleccion("x", "X", otras, "olvidadizo"), Eleccion(candidatas(1, 2), {}), "Toco"
        )
