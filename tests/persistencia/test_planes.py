"""Los planes y la estructura, guardados: sus partes vuelven iguales y se van con su plan."""

import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.planes import ElementoDePlan
from nucleo.pruebas import contexto_de_prueba
from nucleo.servicios import partes_de_plan, planes
from tests.persistencia.conftest import UNO
from tests.persistencia.ejemplos import HORA, sembrar_un_plan


@pytest.fixture
def plan(base):
    with base.unidad(UNO) as unidad:
        nuevo = sembrar_un_plan(unidad)
        unidad.anotar(Hecho("prueba.plan", "prueba", HORA, {}))
        unidad.confirmar()
    return nuevo


def test_las_partes_vuelven_iguales_y_se_van_con_su_plan(base, plan):
    with base.base.unidad_de_lectura(UNO) as unidad:
        leido = planes.leer(unidad, plan.id)
        assert leido.elementos[0].montos == {2027: Dinero.de("10.50")}
        assert leido.indicadores[0].metas == {"2027": "5"}
        assert leido.alianzas[0].monto == Dinero(5)
    planes.descartar(contexto_de_prueba(), base.unidad(UNO), plan.id, leido.plan.version)
    with base.base.unidad_de_lectura(UNO) as unidad:
        assert unidad.planes.todos() == []
        assert unidad.planes.elementos(plan.id) == []


def test_quien_corrige_despues_no_pisa(base, plan):
    with base.base.unidad_de_lectura(UNO) as unidad:
        [parte] = unidad.planes.elementos(plan.id)
    for nombre in ("Agua segura", "Otra"):
        corregir = (contexto_de_prueba(), base.unidad(UNO), ElementoDePlan, parte.id)
        if nombre == "Otra":
            with pytest.raises(EdicionConcurrente):
                partes_de_plan.corregir(*corregir, parte.version, {"nombre": nombre})
        else:
            partes_de_plan.corregir(*corregir, parte.version, {"nombre": nombre})


def test_la_version_nueva_copia_todo_y_no_toca_la_que_rige(base, plan):
    contexto = contexto_de_prueba()
    planes.poner_a_regir(contexto, base.unidad(UNO), plan.id, plan.version, "Ley 1")
    with base.base.unidad_de_lectura(UNO) as unidad:
        version = unidad.planes.de(plan.id).version
    nueva = planes.abrir_version(contexto, base.unidad(UNO), plan.id, version)
    with base.base.unidad_de_lectura(UNO) as unidad:
        assert planes.objetivos_vigentes(unidad, 2027) == {"OE1": "Agua"}
        copia = planes.leer(unidad, nueva.id)
        assert [len(p) for p in (copia.elementos, copia.indicadores, copia.alianzas)] == [1, 1, 1]
