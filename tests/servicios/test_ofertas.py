from datetime import date

import pytest

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.evaluaciones import Etapa
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.ofertas import (
    CompromisoCerrado,
    EstadoDeCompromiso,
    NoEsViable,
    OfertaComprometida,
    OfertaRepetida,
    OfertaRetirada,
    OfertaVencida,
    PasaDelCosto,
    PasaDeLoOfrecido,
    SinPriorizar,
    TipoDeOferente,
    VigenciaInvertida,
)
from nucleo.pruebas import conjunto_de
from nucleo.servicios import compromisos, evaluaciones, ofertas, planilla_de_ofertas
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.evaluaciones import Revisado
from nucleo.servicios.ofertas import DatosDeOferta
from nucleo.servicios.priorizacion import priorizar
from plugins.equidad import ganchos as equidad
from plugins.lista_con_techo import ganchos as lista

CONJUNTO = conjunto_de(equidad, lista)
ACTA = (date(2026, 8, 20), "Acta de la Cumbre 2")


def datos(monto=50_000, que="Infraestructura", **cambios):
    otro = TipoDeOferente.OTRO
    return DatosDeOferta("Cooperación", otro, que, Dinero.de(monto), **cambios)


@pytest.fixture
def oferta(contexto, unidad):
    priorizar(contexto, unidad, CONJUNTO, confirmar=True)
    orden = nuevo_id()
    assert ofertas.registrar(contexto, unidad, orden, datos())
    return orden


def comprometer(contexto, unidad, oferta, codigo="2027-0005", monto=45_000, orden=None):
    orden, pone = orden or nuevo_id(), Dinero.de(monto)
    return compromisos.comprometer(contexto, unidad, orden, oferta, codigo, pone, *ACTA)


def test_registrar_dos_veces_la_misma_pagina_no_duplica(contexto, unidad, oferta):
    assert not ofertas.registrar(contexto, unidad, oferta, datos())
    for otros in (datos(60_000), datos(condiciones="Con contraparte"), datos(sectores=["salud"])):
        with pytest.raises(OrdenUsada):
            ofertas.registrar(contexto, unidad, oferta, otros)
    assert ofertas.listar(contexto, unidad)[0].oferta.monto == Dinero.de(50_000)
    with pytest.raises(OfertaRepetida):
        ofertas.registrar(contexto, unidad, nuevo_id(), datos())
    mal = datos(que="Otra", desde=date(2027, 2, 1), hasta=date(2027, 1, 1))
    with pytest.raises(VigenciaInvertida):
        ofertas.registrar(contexto, unidad, nuevo_id(), mal)


def test_el_compromiso_no_pasa_ni_de_lo_ofrecido_ni_del_costo(contexto, unidad, oferta):
    with pytest.raises(PasaDelCosto):
        comprometer(contexto, unidad, oferta, monto=45_001)
    with pytest.raises(SinPriorizar):
        comprometer(contexto, unidad, oferta, codigo="2027-0003")
    comprometer(contexto, unidad, oferta)
    with pytest.raises(PasaDeLoOfrecido):
        comprometer(contexto, unidad, oferta, codigo="2027-0004", monto=5_001)
    comprometer(contexto, unidad, oferta, codigo="2027-0004", monto=5_000)
    [renglon] = ofertas.listar(contexto, unidad)
    assert renglon.queda == Dinero.de(0)
    cruce = ofertas.cruzar(contexto, unidad)
    assert cruce.atendibles == []
    assert {str(c.comprometido) for c in cruce.demandas} == {"0.00", "5000.00", "45000.00"}
    assert ofertas.como_json(cruce, "villa-tunari", 2027)["calificada"]


def test_comprometer_dos_veces_la_misma_pagina_no_compromete_el_doble(contexto, unidad, oferta):
    orden = nuevo_id()
    uno = comprometer(contexto, unidad, oferta, monto=10_000, orden=orden)
    assert comprometer(contexto, unidad, oferta, monto=10_000, orden=orden) is uno
    with pytest.raises(OrdenUsada):
        comprometer(contexto, unidad, oferta, monto=9_000, orden=orden)
    assert ofertas.listar(contexto, unidad)[0].comprometido == Dinero.de(10_000)


def test_no_se_compromete_lo_vencido_antes_de_acordarlo(contexto, unidad, oferta):
    vence = datos(hasta=date(2026, 8, 19))
    ofertas.corregir(contexto, unidad, oferta, 0, vence)
    with pytest.raises(OfertaVencida):
        comprometer(contexto, unidad, oferta)


def test_el_cruce_mira_el_costo_revisado_y_no_ofrece_lo_no_viable(contexto, unidad, oferta):
    revisado = Revisado(costo=Dinero.de(48_000), razon_del_costo="precios de hoy")
    evaluaciones.revisar(contexto, unidad, 5, 0, revisado)
    costos = {c.demanda.codigo: c.demanda.costo for c in ofertas.cruzar(contexto, unidad).demandas}
    assert costos["2027-0005"] == Dinero.de(48_000)
    comprometer(contexto, unidad, oferta, monto=48_000)
    for etapa in (Etapa.ADMISIBILIDAD, Etapa.NO_VIABLE):
        evaluaciones.pasar(contexto, unidad, 4, 0, etapa, "sin terreno", "otro lugar")
    [cruzada] = [
        c for c in ofertas.cruzar(contexto, unidad).demandas if c.demanda.codigo == "2027-0004"
    ]
    assert not cruzada.calces
    with pytest.raises(NoEsViable):
        comprometer(contexto, unidad, oferta, codigo="2027-0004", monto=1_000)


def test_con_compromisos_no_se_retira_ni_baja(contexto, unidad, oferta):
    acordado = comprometer(contexto, unidad, oferta)
    with pytest.raises(OfertaComprometida):
        ofertas.retirar(contexto, unidad, oferta, "no")
    with pytest.raises(OfertaComprometida):
        ofertas.corregir(contexto, unidad, oferta, 0, datos(44_999))
    with pytest.raises(EdicionConcurrente):
        ofertas.corregir(contexto, unidad, oferta, 7, datos(60_000))
    retirado = EstadoDeCompromiso.RETIRADO
    for _ in "12":
        compromisos.cerrar(contexto, unidad, acordado.id, retirado, "Sin presupuesto")
        ofertas.retirar(contexto, unidad, oferta, "Sin presupuesto")
    with pytest.raises(CompromisoCerrado):
        compromisos.cerrar(contexto, unidad, acordado.id, retirado, "Otra razón")
    with pytest.raises(OfertaRetirada):
        ofertas.retirar(contexto, unidad, oferta, "Otra razón")
    assert [h.que for h in unidad.hechos[-2:]] == ["compromisos.retirado", "ofertas.retirada"]
    assert ofertas.listar(contexto, unidad)[0].oferta.motivo == "Sin presupuesto"


def test_sin_calificar_no_hay_cruce(contexto, unidad):
    ofertas.registrar(contexto, unidad, nuevo_id(), datos())
    cruce = ofertas.cruzar(contexto, unidad)
    assert (cruce.calificada, len(cruce.ofertas), cruce.demandas) == (False, 1, [])


def test_la_planilla_entra_y_reimportar_no_duplica(contexto, unidad):
    renglones = [
        ("Quién ofrece", "Tipo", "Qué ofrece", "Monto (Bs)", "Distritos", "Hasta", "Competencias"),
        ("Gobernación", "gobernación", "Riego", "1.000", "D1; D2", "31/12/2027", "municipal"),
        ("Ministerio", "nacional", "Salud", "-5", "", "", ""),
    ]
    planilla = Planilla("o.csv", [*enumerate(renglones, 1)])
    for creadas in (1, 0):
        importacion = planilla_de_ofertas.importar(
            contexto, unidad, conjunto_de(), (), planilla, parcial=True
        )
        assert (importacion.creadas, importacion.filas_rechazadas) == (creadas, 1)
    [renglon] = ofertas.listar(contexto, unidad, "riego")
    assert renglon.oferta.distritos == ("D1", "D2")
    assert ofertas.listar(contexto, unidad, tipo="diputacion") == []
