"""El formulario presentado, en cada motor: dos a la vez, el recibo releído y la lista."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.formularios import acunar
from nucleo.dominio.identidad import nuevo_id
from nucleo.pruebas import conjunto_de
from nucleo.servicios import borradores
from nucleo.servicios.formularios import Pedido, presentar
from nucleo.servicios.presentaciones import FiltroDeFormularios
from nucleo.servicios.recibos import recibo_de
from tests.persistencia import ejemplos
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import HORA
from tests.persistencia.test_avances import contexto_de

A_LA_VEZ = 6
AULAS = {"demanda": "Dos aulas", "sector": "sin_clasificar", "costo": "90000,50"}
POZO = {"demanda": "Un pozo", "sector": "sin_clasificar", "costo": "1000", "contraparte": "5"}
DIA = HORA.date() - timedelta(days=3)


@pytest.fixture
def organizacion(base):
    nueva = ejemplos.organizacion("Ch’alla")
    with base.unidad(UNO) as unidad:
        unidad.organizaciones.agregar_todas([nueva])
        unidad.confirmar()
    return nueva


def pedido_de(organizacion, demandas=(AULAS, POZO), dia=DIA, **cambios):
    [uno] = acunar(UNO.id, organizacion.id, ejemplos.GESTION, HORA)
    asamblea = {"fecha": dia.isoformat(), "asistentes_mujeres": "12"}
    base = {"id": uno, "asamblea": asamblea, "situacion": {"agua": "Se acarrea"}}
    return Pedido(organizacion_id=organizacion.id, demandas=demandas, **(base | cambios))


def presentado(base, pedido):
    return presentar(contexto_de(UNO), base.base.unidad(UNO), conjunto_de(), (), pedido)


def juntos(*tareas):
    """Todas arrancan en el mismo instante."""
    salida = Barrier(len(tareas))

    def correr(tarea):
        salida.wait()
        return tarea()

    with ThreadPoolExecutor(len(tareas)) as hilos:
        return list(hilos.map(correr, tareas))


def test_el_mismo_presentado_a_la_vez_queda_una_sola_vez(base, organizacion):
    pedido = pedido_de(organizacion)
    recibos = juntos(*[lambda: presentado(base, pedido)] * A_LA_VEZ)
    assert len({(r.id, r.resumen, tuple(d.codigo for d in r.demandas)) for r in recibos}) == 1
    with base.unidad(UNO) as unidad:
        assert len(unidad.demandas.de_gestion(ejemplos.GESTION)) == 2
        assert [e.que for e in unidad.bitacora.eslabones()].count("formularios.presentado") == 1


def test_varios_distintos_a_la_vez_no_chocan_por_el_numero(base, organizacion):
    pedidos = [
        pedido_de(organizacion, [AULAS | {"demanda": f"Obra {n}"}], DIA - timedelta(days=n))
        for n in range(A_LA_VEZ)
    ]
    recibos = juntos(*[lambda p=p: presentado(base, p) for p in pedidos])
    numeros = sorted(d.numero for r in recibos for d in r.demandas)
    assert numeros == list(range(1, A_LA_VEZ + 1))
    assert sorted(d.prioridad for r in recibos for d in r.demandas) == numeros


def test_el_recibo_releido_es_el_mismo_y_sigue_intacto(base, organizacion):
    dirigencia = Dirigencia(nuevo_id(), organizacion.id, "Juana Mamani", "secretaria general")
    with base.unidad(UNO) as unidad:
        unidad.dirigencias.agregar(dirigencia)
        unidad.confirmar()
    nombre = {
        "dirigencia": str(dirigencia.id), "medio": "testigo", "detalle": "Pedro", "motivo": "otro",
    }  # fmt: skip
    dado = presentado(base, pedido_de(organizacion, nombre=nombre, membresia_id=nuevo_id()))
    with base.unidad(UNO) as unidad:
        releido = recibo_de(unidad, dado.id)
    assert releido.intacto
    assert releido.contenido == dado.contenido
    assert (releido.constancia, releido.a_nombre_de) == (dado.constancia, dado.a_nombre_de)
    assert [d.codigo for d in releido.demandas] == [d.codigo for d in dado.demandas]


def test_guardar_el_borrador_a_la_vez_no_lo_duplica(base, organizacion):
    [uno] = acunar(UNO.id, organizacion.id, ejemplos.GESTION, HORA)
    yo = nuevo_id()

    def guardar(n):
        borradores.guardar(
            contexto_de(UNO), base.base.unidad(UNO), uno, yo, organizacion.id,
            f"demandas/{n}", {"demanda": str(n)},
        )  # fmt: skip

    juntos(*[lambda n=n: guardar(n) for n in range(1, A_LA_VEZ + 1)])
    [borrador] = borradores.mios(base.base.unidad_de_lectura(UNO), yo)
    assert len(borrador.datos) == A_LA_VEZ
    assert borradores.mios(base.base.unidad_de_lectura(DOS), yo) == []


@pytest.mark.parametrize("_vez", range(4))
def test_guardar_y_presentar_a_la_vez_no_pierde_lo_escrito(base, organizacion, _vez):
    [uno] = acunar(UNO.id, organizacion.id, ejemplos.GESTION, HORA)
    yo, chocaron = nuevo_id(), []

    def guardar(texto):
        borradores.guardar(
            contexto_de(UNO), base.base.unidad(UNO), uno, yo, organizacion.id,
            "demandas/1", {"demanda": texto},
        )  # fmt: skip

    def intentar(que, hacer):
        try:
            hacer()
        except EdicionConcurrente:
            chocaron.append(que)

    guardar("Un pozo")
    [visto] = borradores.mios(base.base.unidad_de_lectura(UNO), yo)
    pedido = replace(pedido_de(organizacion), id=uno, version=visto.version)
    juntos(
        lambda: intentar("guardar", lambda: guardar("Dos pozos")),
        lambda: intentar("presentar", lambda: presentado(base, pedido)),
    )
    quedan = borradores.mios(base.base.unidad_de_lectura(UNO), yo)
    assert len(chocaron) == 1
    assert [b.datos["demandas/1"]["demanda"] for b in quedan] == (
        ["Dos pozos"] if chocaron == ["presentar"] else []
    )


def test_la_lista_y_la_historia_traen_solo_lo_suyo(base, organizacion):
    mia, ajena = nuevo_id(), nuevo_id()
    primero = presentado(base, pedido_de(organizacion, membresia_id=mia))
    otra = [{"demanda": "Riego", "sector": "sin_clasificar", "costo": "1"}]
    segundo = presentado(
        base, pedido_de(organizacion, otra, DIA - timedelta(days=1), membresia_id=ajena)
    )
    with base.base.leer_municipio(UNO) as lectura:
        todos = lectura.formularios(FiltroDeFormularios(texto="CHALLA"))
        assert {f.presentacion.formulario_id for f in todos.filas} == {primero.id, segundo.id}
        assert lectura.formularios(FiltroDeFormularios(por_pagina=1)).paginas == 2
        assert lectura.formularios(FiltroDeFormularios(organizaciones=frozenset())).total == 0
        assert lectura.formularios(FiltroDeFormularios(texto="%")).total == 0
        [fila] = lectura.historia(frozenset({mia}), frozenset())
        assert (fila.presentacion.formulario_id, fila.organizacion) == (primero.id, "Ch’alla")
        assert [*fila.codigos] == [d.codigo for d in primero.demandas]
        assert lectura.historia(frozenset(), frozenset()) == []
        ficha = lectura.demanda(ejemplos.GESTION, primero.demandas[0].numero)
        assert ficha.presentacion.formulario_id == primero.id
    with base.base.leer_municipio(DOS) as lectura:
        assert lectura.formularios(FiltroDeFormularios()).total == 0
        assert lectura.historia(frozenset({mia}), frozenset()) == []
