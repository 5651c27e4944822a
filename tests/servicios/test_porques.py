"""La tarjeta sale de lo guardado; lo que pide recalcular solo se dice si sale igual."""

from dataclasses import replace
from itertools import pairwise

import pytest

from nucleo.dominio.corridas import Renglon
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.palancas import Palanca
from nucleo.dominio.personas import Personas
from nucleo.dominio.porques import Alcance
from nucleo.pruebas import conjunto_de
from nucleo.servicios.porques import Fuente, Lista, Tarjeta, abrir_lista, tarjeta_de
from nucleo.servicios.priorizacion import priorizar
from nucleo.textos.porques import LARGO, NO_REHECHA, cambios, decir_tarjeta, mensaje
from plugins.equidad import ganchos as equidad
from plugins.lista_con_techo import ganchos as lista_con_techo
from tests.ejemplos import municipio_sembrado

CONJUNTO = conjunto_de(equidad, lista_con_techo)
ENLACE = "https://ejemplo.bo/villa-tunari/demandas/2027-0001/porque"


@pytest.fixture
def publicada(contexto):
    unidad = municipio_sembrado()
    priorizar(contexto, unidad, CONJUNTO, confirmar=True)
    return unidad


def abierta(contexto, unidad) -> Lista:
    with unidad:
        lista = abrir_lista(contexto, unidad, CONJUNTO)
    assert lista
    return lista


def tarjetas(lista: Lista) -> list[Tarjeta]:
    return [tarjeta_de(lista, r) for r in lista.renglones]


def test_sin_calificar_no_hay_lista(contexto):
    unidad = municipio_sembrado()
    with unidad:
        assert abrir_lista(contexto, unidad, CONJUNTO) is None


def test_dice_lo_guardado_y_la_palanca_mas_corta(contexto, publicada):
    todas = tarjetas(abierta(contexto, publicada))
    assert [t.puesto for t in todas] == [1, 2, 3, 4, 5]
    assert all(t.rehecha for t in todas)
    for t in todas:
        assert sum(r.aporte.aporte for r in t.razones) == t.puntaje
        costo = next(r for r in t.respuestas if r.palanca is Palanca.COSTO)
        assert (costo.despues < costo.antes) is not t.entra
        assert {r.criterio for r in t.respuestas if r.palanca is Palanca.PESO} == set(t.criterios)
    assert all(a.puesto < b.puesto for a, b in pairwise(todas))


def test_el_peldano_se_dice_por_su_nombre_y_cada_dato_con_su_fuente(contexto, publicada):
    una = publicada.inversiones.todas()[0]
    una.fuente, una.simulada = "Ejecución del municipio", True
    aldana = next(o for o in publicada.organizaciones.todas() if o.nombre == "Aldana")
    aldana.fuente = "Censo 2024"
    suya = next(t for t in tarjetas(abierta(contexto, publicada)) if t.organizacion == "Aldana")
    razones = {r.aporte.clave: r for r in suya.razones}
    assert razones["equidad.mujeres"].peldano in {"mujeres", "mujeres y hombres"}
    assert Fuente("Ejecución del municipio", simulada=True) in razones["equidad.inversion"].fuentes
    dicha = decir_tarjeta(suya, "")
    inversion = next(r for r in dicha.razones if r.criterio.startswith("Inversión"))
    assert inversion.simulada
    assert {dicha.fuentes[n - 1] for n in inversion.fuentes} == {
        "Ejecución del municipio", "Censo 2024"
    }  # fmt: skip


def test_si_los_datos_cambiaron_no_se_inventa(contexto, publicada):
    for o in publicada.organizaciones.todas():
        o.poblacion = Personas(1, 2)
    for t in tarjetas(abierta(contexto, publicada)):
        assert not t.rehecha
        assert cambios(t) == [NO_REHECHA]
        assert t.motivo.texto  # lo guardado sigue dicho


def test_sin_el_plugin_de_la_regla_queda_lo_guardado(contexto, publicada):
    with publicada:
        lista = abrir_lista(contexto, publicada, conjunto_de(equidad))
    assert lista
    assert lista.caso is None
    assert len(tarjetas(lista)) == 5


def test_el_mensaje_cabe_en_una_lectura(contexto, publicada):
    lista = abierta(contexto, publicada)
    for renglon in lista.renglones:
        largo = replace(renglon.fila, titulo="Construcción " * 40, organizacion="Sindicato " * 40)
        con_todo = tarjeta_de(lista, Renglon(
            renglon.puesto, largo, renglon.puntaje, renglon.aportes, renglon.decision
        ))  # fmt: skip
        texto = mensaje(con_todo, ENLACE)
        assert len(texto) <= LARGO
        assert texto.endswith(ENLACE)


def test_la_que_no_recibio_nada_hereda_el_rotulo_del_historial(contexto, publicada):
    for i in publicada.inversiones.todas():
        i.simulada = True
    bella = next(
        t for t in tarjetas(abierta(contexto, publicada)) if t.organizacion == "Bella Vista"
    )
    inversion = next(r for r in bella.razones if r.aporte.clave == "equidad.inversion")
    assert any(f.simulada for f in inversion.fuentes)


def test_una_palanca_del_costo_alcanza_en_las_que_quedan_fuera(contexto, publicada):
    fuera = [t for t in tarjetas(abierta(contexto, publicada)) if not t.entra]
    assert fuera
    for t in fuera:
        costo = next(r for r in t.respuestas if r.palanca is Palanca.COSTO)
        assert costo.alcance is Alcance.ALCANZA
        assert isinstance(costo.despues, Dinero)
