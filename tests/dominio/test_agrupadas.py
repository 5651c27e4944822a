import pytest

from nucleo.dominio.agrupadas import (
    Descarte,
    FaltaConQuien,
    NoSeAgrupa,
    SinLugar,
    exigir_juntables,
    propuestas,
    sumar,
)
from nucleo.dominio.columnas import Matriz
from nucleo.dominio.demandas import ClaseDeDemanda, Contraparte, PedidaPor
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.inversiones import Inversion
from nucleo.dominio.inversiones import sumar as sumar_inversion
from nucleo.dominio.matriz import filas_de, primeras
from nucleo.dominio.organizaciones import TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.pruebas import MEDIODIA, demanda_de_prueba, organizacion_de_prueba
from nucleo.servicios.agrupacion import parecido_de_titulos

UNA = organizacion_de_prueba(
    "Aldana", distrito="D1", poblacion=Personas(30, 30), carencias={"agua": 10.0, "luz": 40.0}
)
OTRA = organizacion_de_prueba(
    "Bella Vista", distrito="D1", poblacion=Personas(10, 10), carencias={"agua": 90.0}
)
LEJOS = organizacion_de_prueba("Chimoré", distrito="D2")
GOBIERNO = organizacion_de_prueba("Gobierno", tipo=TipoDeOrganizacion.GOBIERNO)
TODAS = {o.id: o for o in (UNA, OTRA, LEJOS, GOBIERNO)}


def proponer(*demandas, descartes=()):
    grupos = propuestas(demandas, TODAS, descartes, parecido_de_titulos)
    return [[d.numero for d in grupo] for grupo in grupos]


def test_se_proponen_las_parecidas_de_otra_organizacion_y_del_mismo_sector():
    puente = "Puente sobre el río Ichoa"
    igual = demanda_de_prueba(1, UNA, titulo=puente)
    parecida = demanda_de_prueba(2, OTRA, titulo="Puente vehicular sobre el río Ichoa")
    suya = demanda_de_prueba(3, UNA, titulo=puente)
    de_otro_sector = demanda_de_prueba(4, LEJOS, titulo=puente, sector="riego")
    distinta = demanda_de_prueba(5, LEJOS, titulo="Aulas")
    assert proponer(igual, parecida, suya, de_otro_sector, distinta) == [[1, 2]]


def test_el_mismo_distrito_acerca():
    titulo, casi = "Sistema de agua potable", "Sistema de agua potable en la loma"
    cerca = [demanda_de_prueba(1, UNA, titulo=titulo), demanda_de_prueba(2, OTRA, titulo=casi)]
    lejos = [demanda_de_prueba(1, UNA, titulo=titulo), demanda_de_prueba(2, LEJOS, titulo=casi)]
    assert (proponer(*cerca), proponer(*lejos)) == ([[1, 2]], [])


def test_lo_descartado_no_vuelve_y_lo_nuevo_si():
    tres = [demanda_de_prueba(n, o, titulo="Puente") for n, o in enumerate((UNA, OTRA, LEJOS), 1)]
    descarte = Descarte(
        nuevo_id(), 2027, [str(tres[0].id), str(tres[1].id)], MEDIODIA, "consola:ana"
    )
    assert proponer(*tres[:2], descartes=[descarte]) == []
    assert proponer(*tres, descartes=[descarte]) == [[1, 3]]


def test_no_se_junta_lo_que_no_se_puede():
    una, otra = demanda_de_prueba(1, UNA), demanda_de_prueba(2, OTRA)
    with pytest.raises(FaltaConQuien):
        exigir_juntables([una, demanda_de_prueba(3, UNA)], [una], TODAS)
    ocupadas = [demanda_de_prueba(n, UNA, grupo_id=nuevo_id()) for n in (4, 5)]
    with pytest.raises(NoSeAgrupa):
        exigir_juntables([ocupadas[0], otra], [], TODAS)
    with pytest.raises(SinLugar):
        exigir_juntables([una, otra], ocupadas, TODAS)


def test_la_compartida_ocupa_un_lugar_de_cada_una_y_lo_del_municipio_ninguno():
    grupo = demanda_de_prueba(9, GOBIERNO, clase=ClaseDeDemanda.AGRUPADA)
    proyecto = demanda_de_prueba(8, GOBIERNO, clase=ClaseDeDemanda.ESTRUCTURANTE)
    tercera = demanda_de_prueba(3, UNA, prioridad=3, grupo_id=grupo.id)
    de_otra = demanda_de_prueba(4, OTRA, grupo_id=grupo.id)
    sueltas = [demanda_de_prueba(n, UNA, prioridad=n) for n in (1, 2)]
    dentro, fuera = primeras([grupo, proyecto, tercera, de_otra, *sueltas])
    assert [d.numero for d in dentro] == [1, 8, 9]
    assert [d.numero for d in fuera] == [2]


def test_la_fila_de_la_compartida_suma_y_pondera():
    grupo = demanda_de_prueba(9, GOBIERNO, clase=ClaseDeDemanda.AGRUPADA, costo=500)
    suyas = [demanda_de_prueba(1, UNA), demanda_de_prueba(2, OTRA)]
    inversion = sumar_inversion(
        [Inversion(nuevo_id(), o.id, 2026, "Obra", Dinero.de(70)) for o in (UNA, OTRA)], 2027
    )
    [fila] = filas_de([grupo], TODAS, inversion, {grupo.id: suyas})
    assert fila.organizacion == "Aldana y Bella Vista"
    assert (fila.poblacion, fila.inversion) == (Personas(40, 40), Dinero.de(140))
    assert dict(fila.carencias) == {"agua": 30.0, "luz": 40.0}
    assert (fila.distrito, fila.distritos) == ("D1", ["D1"])
    assert fila.tipo_de_organizacion is TipoDeOrganizacion.COMUNIDAD
    valores = {UNA.id: 1.0, OTRA.id: 5.0}
    assert Matriz([fila]).de_organizacion(valores).tolist() == [2.0]


def test_el_proyecto_del_municipio_mira_a_las_otb_de_sus_distritos():
    proyecto = demanda_de_prueba(1, GOBIERNO, clase=ClaseDeDemanda.ESTRUCTURANTE, distritos=["d1"])
    entero = demanda_de_prueba(2, GOBIERNO, clase=ClaseDeDemanda.ESTRUCTURANTE)
    del_distrito, de_todo = filas_de([proyecto, entero], TODAS, None)
    assert {o for o, _ in del_distrito.de_quienes} == {UNA.id, OTRA.id}
    assert {o for o, _ in de_todo.de_quienes} == {UNA.id, OTRA.id, LEJOS.id}
    assert del_distrito.organizacion == "Gobierno"


def test_la_suma_no_inventa_lo_que_no_se_sabe():
    datos = {"beneficiarios": Personas(5, 5), "pedida_por": PedidaPor.MUJERES}
    una = demanda_de_prueba(1, UNA, **datos, contraparte=Contraparte("arena", Dinero.de(10)))
    otra = demanda_de_prueba(2, OTRA, **datos, prioridad=2, simulada=True)
    suma = sumar([una, otra])
    assert (suma.costo, suma.beneficiarios) == (Dinero.de(2000), Personas(10, 10))
    assert suma.contraparte == Contraparte("arena", Dinero.de(10))
    assert (suma.familias, suma.pedida_por, suma.prioridad) == (None, PedidaPor.MUJERES, 1)
    assert suma.simulada
