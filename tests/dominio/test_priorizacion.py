from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.columnas import Matriz
from nucleo.dominio.criterios import Criterio, Faltante, Normalizacion, Sentido
from nucleo.dominio.errores import (
    CriterioDesconocido,
    CriterioRepetido,
    ErrorDePlugin,
    PesoInvalido,
)
from nucleo.dominio.personas import Personas
from nucleo.dominio.priorizacion import MILLON, acordados, calificar, puntos
from nucleo.pruebas import fila_de_prueba


def gente(matriz):
    return matriz.beneficiarias


def criterio(clave="a.gente", peso=1.0, medir=gente, **cambios):
    return Criterio(clave, clave, peso, medir, **cambios)


def matriz_con(*mujeres):
    return Matriz(
        [fila_de_prueba(n, beneficiarios=Personas(m, 0)) for n, m in enumerate(mujeres, 1)]
    )


def normalizados(criterio, *mujeres):
    return (calificar(matriz_con(*mujeres), [criterio]).normalizados[:, 0] / MILLON).tolist()


def test_rango_va_de_la_menor_a_la_mayor():
    assert normalizados(criterio(), 10, 20, 30) == [0, 0.5, 1]
    assert normalizados(criterio(sentido=Sentido.MENOS), 10, 20, 30) == [1, 0.5, 0]


@pytest.mark.parametrize("sentido", Sentido)
def test_en_un_rango_sin_diferencias_nadie_pierde(sentido):
    assert normalizados(criterio(sentido=sentido), 7, 7) == [1, 1]


def test_umbral_no_pasa_de_uno():
    con_tope = criterio(normalizacion=Normalizacion.UMBRAL, tope=20)
    assert normalizados(con_tope, 10, 20, 300) == [0.5, 1, 1]


def test_cuantil_cuenta_cuantas_quedan_por_debajo_sin_mirar_cuanto():
    por_cuantil = criterio(normalizacion=Normalizacion.CUANTIL)
    assert normalizados(por_cuantil, 10, 20, 1_000_000) == [0, 0.5, 1]
    assert normalizados(por_cuantil, 10, 20, 20, 30) == [0, 0.5, 0.5, 1]
    menos = replace(por_cuantil, sentido=Sentido.MENOS)
    assert normalizados(menos, 10, 20, 1_000_000) == [1, 0.5, 0]
    assert normalizados(menos, 7, 7) == [1, 1]


def test_ordinal_reparte_por_peldanos():
    por_peldano = criterio(
        medir=lambda m: m.beneficiarias - 1,
        normalizacion=Normalizacion.ORDINAL,
        escala=("hombres", "ambos", "mujeres"),
    )
    assert normalizados(por_peldano, 1, 2, 3) == [0, 0.5, 1]
    with pytest.raises(ValueError, match="gente"):
        criterio(normalizacion=Normalizacion.ORDINAL, escala=("uno solo",))


def test_a_igual_puntaje_decide_el_criterio_que_desempata():
    """Pesos iguales y opuestos: todas empatan; sin desempate iría primero la registrada antes."""
    primero = criterio("a.mas", desempate=2)
    segundo = criterio("b.menos", sentido=Sentido.MENOS, desempate=1)
    matriz = matriz_con(10, 20, 30)
    assert calificar(matriz, [primero, segundo]).orden == [0, 1, 2]
    alreves = [replace(primero, desempate=1), replace(segundo, desempate=2)]
    assert calificar(matriz, alreves).orden == [2, 1, 0]
    assert calificar(matriz, [replace(c, desempate=0) for c in alreves]).orden == [0, 1, 2]


def test_si_o_no():
    hay = criterio(medir=lambda m: m.beneficiarias - 1, normalizacion=Normalizacion.SI_NO)
    assert normalizados(hay, 1, 2, 30) == [0, 1, 1]
    assert normalizados(replace(hay, sentido=Sentido.MENOS), 1, 2) == [1, 0]


@pytest.mark.parametrize(
    ("faltante", "esperado", "nota"),
    [(Faltante.SIN_PUNTOS, 0, "no le da puntos"), (Faltante.MITAD, 0.5, "la mitad")],
)
@pytest.mark.parametrize("sentido", Sentido)
def test_lo_que_falta_se_dice_y_no_depende_del_sentido(faltante, esperado, nota, sentido):
    c = criterio(faltante=faltante, sentido=sentido)
    calificacion = calificar(matriz_con(10, 0, 30), [c])
    assert calificacion.normalizados[1, 0] == esperado * MILLON
    [aporte] = calificacion.desglose(1)
    assert aporte.crudo is None
    assert nota in str(aporte.nota)
    [sabido] = calificacion.desglose(0)
    assert (sabido.crudo, sabido.nota) == (10, None)


def test_si_falta_en_todas_no_hay_orden_que_inventar():
    calificacion = calificar(matriz_con(0, 0), [criterio(faltante=Faltante.MITAD)])
    assert calificacion.puntajes.tolist() == [MILLON // 2] * 2
    assert list(calificacion.orden) == [0, 1]


def test_a_igual_puntaje_va_primero_la_registrada_antes():
    matriz = Matriz([fila_de_prueba(n) for n in (3, 1, 2)])
    assert matriz.numeros[calificar(matriz, [criterio()]).orden].tolist() == [1, 2, 3]


def test_la_matriz_vacia_se_califica():
    pide_el_mayor = criterio(medir=lambda m: m.personas / m.personas.max())
    assert list(calificar(Matriz([]), [pide_el_mayor]).orden) == []


medidas = st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False))
CRITERIOS = st.lists(
    st.builds(
        lambda peso, normalizacion, sentido, faltante, tope: (
            peso, normalizacion, sentido, faltante, tope,
        ),
        st.floats(0.01, 1000),
        st.sampled_from(Normalizacion),
        st.sampled_from(Sentido),
        st.sampled_from(Faltante),
        st.floats(0.01, 1000),
    ),
    min_size=1,
    max_size=5,
)  # fmt: skip


@given(CRITERIOS, st.lists(st.lists(medidas, min_size=5, max_size=5), max_size=12), st.randoms())
def test_el_desglose_suma_exacto_y_permutar_no_cambia_nada(formas, tabla, azar: Random):
    filas = [fila_de_prueba(n) for n in range(1, len(tabla) + 1)]
    criterios = [
        Criterio(
            f"p.{k}", "", peso, lambda m, k=k: m.por_fila(lambda f: tabla[f.numero - 1][k]),
            sentido, normalizacion, tope, faltante, escala=("no", "algo", "todo"), desempate=k % 3,
        )
        for k, (peso, normalizacion, sentido, faltante, tope) in enumerate(formas)
    ]  # fmt: skip
    derecha = calificar(Matriz(filas), criterios)
    for i in range(len(filas)):
        assert sum(a.aporte for a in derecha.desglose(i)) == derecha.puntajes[i]
    assert ((derecha.normalizados >= 0) & (derecha.normalizados <= MILLON)).all()
    mezcladas = azar.sample(filas, len(filas))
    mezclada = calificar(Matriz(mezcladas), criterios)
    assert [mezcladas[i].numero for i in mezclada.orden] == [filas[i].numero for i in derecha.orden]
    de_nuevo = calificar(Matriz(filas), criterios)
    assert np.array_equal(de_nuevo.aportes, derecha.aportes)


def test_los_pesos_cuentan_en_proporcion():
    dos = [criterio("a.x", 3.0), criterio("b.y", 1.0, medir=lambda m: -m.beneficiarias)]
    calificacion = calificar(matriz_con(10, 20), dos)
    assert [puntos(int(p)) for p in calificacion.puntajes] == [25, 75]


def test_acordados_cambia_pesos_ordena_y_deja_fuera_los_ceros():
    ofrecidos = [criterio("b.y", 2.0), criterio("a.x"), criterio("c.z", 0.0)]
    acuerdo = acordados(ofrecidos, {"a.x": 5, "b.y": 0, "c.z": 4})
    assert [(c.clave, c.peso) for c in acuerdo] == [("a.x", 5), ("c.z", 4)]
    assert [c.clave for c in acordados(ofrecidos, {})] == ["a.x", "b.y"]


@pytest.mark.parametrize("peso", [-1, float("nan"), float("inf")])
def test_un_peso_que_no_sirve(peso):
    with pytest.raises(PesoInvalido):
        acordados([criterio()], {"a.gente": peso})
    with pytest.raises(PesoInvalido):
        acordados([criterio(peso=peso)], {})


def test_todos_en_cero_no_ordena():
    with pytest.raises(PesoInvalido):
        acordados([criterio()], {"a.gente": 0})


def test_un_peso_para_un_criterio_que_no_hay():
    with pytest.raises(CriterioDesconocido, match=r"a\.gente"):
        acordados([criterio()], {"x.y": 1})


def test_dos_plugins_con_la_misma_clave():
    uno, otro = criterio(plugin="uno"), criterio(plugin="otro")
    with pytest.raises(CriterioRepetido, match="uno, otro"):
        acordados([uno, otro], {})


def test_lo_que_falla_al_medir_se_atribuye():
    with pytest.raises(ErrorDePlugin) as caso:
        calificar(matriz_con(1), [criterio(medir=lambda _: 1 / 0, plugin="malo")], "Toco")
    assert (caso.value.datos["plugin"], caso.value.datos["ambito"]) == ("malo", "Toco")


def test_una_medida_puede_ser_entera_o_de_si_o_no():
    enteras = criterio(medir=lambda m: m.numeros)
    si_o_no = criterio("b.y", medir=lambda m: m.numeros > 1, normalizacion=Normalizacion.SI_NO)
    calificacion = calificar(matriz_con(1, 1), [enteras, si_o_no])
    assert calificacion.crudos.tolist() == [[1, 0], [2, 1]]


def test_de_otro_sector_no_se_mide():
    matriz = Matriz([fila_de_prueba(n, sector=s) for n, s in ((1, "salud"), (2, "riego"))])
    calificacion = calificar(matriz, [criterio(solo_sector="salud")])
    assert calificacion.puntajes.tolist() == [MILLON, 0]
    vacia = calificar(matriz, [criterio(medir=lambda m: m.costo / m.costo[0], solo_sector="x")])
    assert vacia.puntajes.tolist() == [0, 0]


@pytest.mark.parametrize("tope", [0, -5])
def test_un_tope_que_no_es_positivo_no_es_un_criterio(tope):
    with pytest.raises(ValueError, match=r"a\.gente"):
        criterio(tope=tope)
