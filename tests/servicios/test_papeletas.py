"""Las papeletas: cuándo se llenan, qué cuentan y cómo llegan a la regla."""

import pytest

from nucleo.dominio.asambleas import Constancia, MedioDeConstancia
from nucleo.dominio.errores import EdicionConcurrente, NoExiste
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.papeletas import (
    NoEstaEnLaMatriz,
    PapeletasCerradas,
    PapeletasSinAbrir,
    Ventana,
)
from nucleo.pruebas import conjunto_de
from nucleo.servicios.elecciones import apoyos_de, sin_peso
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.papeletas import ANombreDe, abrir, contar, importar, registrar
from nucleo.servicios.priorizacion import acordar, congelar
from plugins.equidad import ganchos as equidad
from plugins.lista_con_techo import ganchos as lista
from tests.ejemplos import GESTION

CONJUNTO = conjunto_de(equidad, lista)
AGUA, POSTA, EMPEDRADO, AULAS = "2027-0005", "2027-0004", "2027-0001", "2027-0002"


def aldana(unidad):
    return next(o for o in unidad.organizaciones.todas() if o.nombre == "Aldana")


def planilla(*filas):
    return Planilla("p.csv", [(n, f.split("|")) for n, f in enumerate(filas, 1)])


def test_se_llenan_entre_congelar_y_acordar(contexto, unidad):
    quien = aldana(unidad).id
    with pytest.raises(PapeletasSinAbrir):
        registrar(contexto, unidad, quien, [AGUA], 0)
    congelar(contexto, unidad)
    assert registrar(contexto, unidad, quien, [AGUA], 0).demandas == [AGUA]
    acordar(contexto, unidad, CONJUNTO, {})
    with pytest.raises(PapeletasCerradas):
        registrar(contexto, unidad, quien, [], 0)
    with pytest.raises(PapeletasCerradas):
        importar(contexto, unidad, planilla("OTB|Código", f"Aldana|{POSTA}"))
    assert abrir(contexto, unidad, quien).ventana is Ventana.CERRADA


def test_lo_suyo_no_se_escribe_y_lo_que_no_compite_se_rechaza(contexto, unidad):
    congelar(contexto, unidad)
    quien = aldana(unidad).id
    papeleta = registrar(contexto, unidad, quien, [POSTA, EMPEDRADO, AULAS, AGUA, AGUA], 0)
    assert papeleta.demandas == [POSTA, AGUA]
    assert abrir(contexto, unidad, quien).suyas == {EMPEDRADO, AULAS}
    for ajeno in ("2027-0003", "2027-0099", "nada"):
        with pytest.raises(NoEstaEnLaMatriz):
            registrar(contexto, unidad, quien, [ajeno], papeleta.version)
    with pytest.raises(NoExiste):
        registrar(contexto, unidad, nuevo_id(), [AGUA], 0)


def test_quien_guarda_con_otra_version_se_entera(contexto, unidad):
    congelar(contexto, unidad)
    quien = aldana(unidad).id
    with pytest.raises(EdicionConcurrente):
        registrar(contexto, unidad, quien, [AGUA], 3)
    registrar(contexto, unidad, quien, [AGUA], 0)
    unidad.papeletas.filas[0].version = 1
    with pytest.raises(EdicionConcurrente):
        registrar(contexto, unidad, quien, [POSTA], 0)
    assert len(unidad.papeletas.filas) == 1


def test_a_nombre_de_otra_queda_el_medio_y_no_el_detalle(contexto, unidad):
    congelar(contexto, unidad)
    constancia = Constancia(MedioDeConstancia.PAPEL, "folio 12, firma de Ana", "prefiere_papel")
    registrar(contexto, unidad, aldana(unidad).id, [AGUA], 0, ANombreDe(constancia))
    hecho = unidad.hechos[-1]
    assert (hecho.que, hecho.carga["medio"]) == ("papeletas.registrada", "papel")
    assert "Ana" not in str(hecho.carga)


def test_la_regla_recibe_lo_propio_y_lo_marcado_de_quien_tiene_poblacion(contexto, unidad):
    congelar(contexto, unidad)
    registrar(contexto, unidad, aldana(unidad).id, [AGUA], 0)
    challa = unidad.organizaciones.todas()[2]
    registrar(contexto, unidad, challa.id, [POSTA], 0)
    filas = abrir(contexto, unidad, challa.id).filas
    codigo = {f.demanda_id: f.codigo for f in filas}
    organizaciones, papeletas = unidad.organizaciones.todas(), unidad.papeletas.filas
    apoyos = apoyos_de(filas, organizaciones, papeletas)
    assert {a.organizacion: sorted(codigo[d] for d in a.demandas) for a in apoyos} == {
        "Aldana": [EMPEDRADO, AULAS, AGUA],
        "Bella Vista": [POSTA, AGUA],
    }
    assert [a.poblacion for a in apoyos] == [600, 100]
    assert [o.nombre for o in sin_peso(filas, organizaciones, papeletas)] == ["Ch’alla Pampa"]


def test_el_recuento_suma_la_gente_y_dice_quien_no_pesa(contexto, unidad):
    congelar(contexto, unidad)
    registrar(contexto, unidad, aldana(unidad).id, [AGUA], 0)
    recuento = contar(contexto, unidad)
    assert [(d.fila.codigo, d.personas) for d in recuento.demandas[:3]] == [
        (AGUA, 700),
        (EMPEDRADO, 600),
        (AULAS, 600),
    ]
    assert recuento.llenas == 1
    assert [v.organizacion.nombre for v in recuento.sin_peso] == ["Ch’alla Pampa"]


def test_la_planilla_agrega_lo_que_falta_y_repetirla_no_hace_nada(contexto, unidad):
    congelar(contexto, unidad)
    registrar(contexto, unidad, aldana(unidad).id, [POSTA], 0)
    filas = (
        "OTB|Código|Fuente|Simulado",
        f"aldana|{AGUA}|acta de la Cumbre|",
        f"Aldana|{EMPEDRADO}||",
        f"Bella Vista|{EMPEDRADO}|ejemplo|sí",
        "Bella Vista|2027-0003||",
        f"Nadie|{AGUA}||",
    )
    entera = importar(contexto, unidad, planilla(*filas))
    assert (entera.creadas, entera.detenidas, entera.filas_rechazadas) == (0, 2, 2)
    assert importar(contexto, unidad, planilla(*filas), ensayo=True, parcial=True).creadas == 2
    assert len(unidad.papeletas.filas) == 1
    assert importar(contexto, unidad, planilla(*filas), parcial=True).creadas == 2
    suya, otra = unidad.papeletas.filas
    assert (suya.demandas, suya.simulada) == ([POSTA, AGUA], False)
    assert (otra.demandas, otra.simulada, otra.procedencia) == ([EMPEDRADO], True, "ejemplo")
    assert importar(contexto, unidad, planilla(*filas[:4])).repetidas == 3
    assert contar(contexto, unidad).proceso.gestion == GESTION
