import pytest

from nucleo.dominio.agrupadas import VaEnCompartida
from nucleo.dominio.demandas import ClaseDeDemanda, Estado, ListaCerrada
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.personas import Personas
from nucleo.pruebas import conjunto_de
from nucleo.servicios import agrupacion, correcciones, estructurantes
from nucleo.servicios.importacion import FilaRechazada
from nucleo.servicios.priorizacion import congelar, ensayar, priorizar
from plugins.equidad import ganchos as equidad
from plugins.lista_con_techo import ganchos as lista

CONJUNTO = conjunto_de(equidad, lista)
PROYECTO = {"demanda": "Mercado central", "costo": Dinero.de(50_000), "beneficiarias": 100}


def de(unidad, numero):
    return unidad.demandas.de(2027, numero)


@pytest.fixture
def compartida(contexto, unidad):
    """Aulas (Aldana, la 2) y Mobiliario escolar (Ch’alla, la 6), juntas."""
    return agrupacion.agrupar(contexto, unidad, [2, 6], "Aulas y mobiliario")


def test_la_compartida_compite_y_las_suyas_siguen_vivas(contexto, unidad, compartida):
    assert (compartida.costo, compartida.beneficiarios) == (Dinero.de(50_000), Personas(100, 90))
    assert [d.grupo_id for d in (de(unidad, 2), de(unidad, 6))] == [compartida.id] * 2
    assert de(unidad, 2).historial[-1].cambios == [("grupo", "", "2027-0007")]
    resultado = ensayar(contexto, unidad, CONJUNTO)
    assert {r.fila.numero for r in resultado.renglones} == {1, 4, 5, 7}
    assert [f.codigo for f in resultado.fuera] == ["2027-0003"]
    assert unidad.hechos[-1].que == "demandas.agrupadas"


def test_mirar_dice_a_quien_desplaza(contexto, unidad):
    vista = agrupacion.mirar(contexto, unidad, [3, 6])
    assert [p.demanda.numero for p in vista.desplazadas] == [2]
    assert [p.demanda.numero for p in agrupacion.mirar(contexto, unidad, [2, 6]).desplazadas] == []


def test_al_publicar_las_suyas_corren_su_suerte(contexto, unidad, compartida):
    resultado = priorizar(contexto, unidad, CONJUNTO, confirmar=True)
    assert compartida.id in {r.fila.demanda_id for r in resultado.renglones}
    assert de(unidad, 2).estado is de(unidad, 6).estado is compartida.estado
    assert compartida.estado in {Estado.EN_POA, Estado.EN_ESPERA}
    assert de(unidad, 3).estado is Estado.REGISTRADA
    repetido = priorizar(contexto, unidad, CONJUNTO)
    assert repetido.resumen == resultado.resumen


def test_se_separa_hasta_que_se_cierra_la_lista(contexto, unidad, compartida):
    agrupacion.separar(contexto, unidad, 7, "No era lo mismo")
    assert compartida.estado is Estado.RETIRADA
    assert de(unidad, 2).grupo_id is None
    otra = agrupacion.agrupar(contexto, unidad, [2, 6], "Otra vez", Dinero.de(45_000))
    assert otra.costo == Dinero.de(45_000)
    congelar(contexto, unidad)
    assert de(unidad, 2).estado is Estado.CONGELADA
    with pytest.raises(ListaCerrada):
        agrupacion.separar(contexto, unidad, otra.numero, "tarde")


def test_retirar_a_la_penultima_la_deshace(contexto, unidad, compartida):
    with pytest.raises(VaEnCompartida):
        correcciones.retirar(contexto, unidad, 7, "no")
    correcciones.retirar(contexto, unidad, 6, "ya no")
    assert compartida.estado is Estado.RETIRADA
    assert (de(unidad, 2).grupo_id, de(unidad, 2).viva) == (None, True)


def test_corregir_a_una_vuelve_a_sumar_y_no_toca_el_costo(contexto, unidad, compartida):
    antes = correcciones.lo_registrado(de(unidad, 2))
    valores = antes | {"beneficiarias": 1, "beneficiarios": 1, "costo": Dinero.de(1)}
    correcciones.corregir(contexto, unidad, CONJUNTO, 2, 0, valores)
    assert (compartida.beneficiarios, compartida.costo) == (Personas(1, 1), Dinero.de(50_000))


def test_de_la_compartida_se_corrige_lo_suyo_y_no_lo_sumado(contexto, unidad, compartida):
    datos = correcciones.lo_registrado(compartida)
    assert "beneficiarias" not in datos
    datos["costo"] = Dinero.de(40_000)
    correcciones.corregir(contexto, unidad, CONJUNTO, 7, 0, datos)
    assert (compartida.costo, compartida.beneficiarios) == (Dinero.de(40_000), Personas(100, 90))


def test_lo_descartado_no_se_vuelve_a_proponer(contexto, unidad):
    iguales = [de(unidad, 1), de(unidad, 4)]
    for demanda in iguales:
        demanda.titulo, demanda.clave, demanda.sector = "Puente Ichoa", "puente ichoa", "vialidad"
    [propuesta] = agrupacion.proponer(contexto, unidad)
    assert propuesta.codigos == ["2027-0001", "2027-0004"]
    agrupacion.descartar(contexto, unidad, [1, 4])
    assert agrupacion.proponer(contexto, unidad) == []


def test_el_proyecto_del_municipio_compite_sin_ocupar_lugares(contexto, unidad):
    proyecto = estructurantes.proponer(contexto, unidad, CONJUNTO, PROYECTO)
    estructurantes.proponer(contexto, unidad, CONJUNTO, PROYECTO | {"demanda": "Terminal"})
    tercero = estructurantes.proponer(contexto, unidad, CONJUNTO, PROYECTO | {"demanda": "Plaza"})
    assert (proyecto.clase, tercero.prioridad) == (ClaseDeDemanda.ESTRUCTURANTE, 3)
    resultado = ensayar(contexto, unidad, CONJUNTO)
    assert {r.fila.numero for r in resultado.renglones} == {1, 2, 4, 5, 6, 7, 8, 9}
    assert [f.codigo for f in resultado.fuera] == ["2027-0003"]
    with pytest.raises(FilaRechazada):
        estructurantes.proponer(contexto, unidad, CONJUNTO, PROYECTO)
    gobiernos = [o for o in unidad.organizaciones.todas() if o.del_gobierno]
    assert len(gobiernos) == 1
    assert unidad.avances.cuentas(2027).organizaciones == 3
