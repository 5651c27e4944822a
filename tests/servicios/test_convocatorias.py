"""A quién se llama a un encuentro, y la constancia de que le llegó."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.convocatorias import (
    ConvocatoriaCerrada,
    EntregaPorVenir,
    MedioDeConvocatoria,
)
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.pruebas import MEDIODIA
from nucleo.servicios import calendarios, convocatorias, gestiones
from nucleo.servicios.convocatorias import DatosDeConvocatoria
from tests.ejemplos import GESTION

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
HOY = dia_en_bolivia(MEDIODIA)
CORREO, VERBAL = MedioDeConvocatoria.CORREO, MedioDeConvocatoria.VERBAL


@pytest.fixture
def con_ciclo(contexto):
    return replace(contexto, ciclo=MGMP)


@pytest.fixture
def abierta(con_ciclo, unidad):
    gestiones.abrir(con_ciclo, unidad, date(GESTION - 1, 9, 8))
    return unidad


def constatar(contexto, unidad, de, medio=VERBAL, orden=None, **mas):
    datos = DatosDeConvocatoria(de.id, medio, **mas)
    return convocatorias.constatar(contexto, unidad, "eda-1", orden or nuevo_id(), datos)


def test_dice_a_quien_le_llego_y_a_quien_no(con_ciclo, abierta):
    una, otra, _ = abierta.organizaciones.todas()
    constatar(con_ciclo, abierta, una, recibio="Ana Quispe")
    constatar(con_ciclo, abierta, una, CORREO)
    constatar(con_ciclo, abierta, otra, fecha=HOY - timedelta(days=2))
    leido = convocatorias.llamado(con_ciclo, abierta, "eda-1")
    assert (leido.avisadas, len(leido.constancias)) == (2, 3)
    assert leido.por_medio == {CORREO: 1, VERBAL: 2}
    hecho = abierta.hechos[-3]
    assert hecho.que == "convocatoria.constatada"
    assert "Ana" not in str(hecho.carga)


def test_repetir_el_envio_no_la_duplica(con_ciclo, abierta):
    una, otra, _ = abierta.organizaciones.todas()
    orden = nuevo_id()
    for _ in range(2):
        assert constatar(con_ciclo, abierta, una, orden=orden).fecha == HOY
    assert len(abierta.convocatorias.filas) == 1
    with pytest.raises(OrdenUsada):
        constatar(con_ciclo, abierta, otra, orden=orden)


def test_ni_manana_ni_con_el_acta_cerrada(con_ciclo, abierta):
    una, *_ = abierta.organizaciones.todas()
    with pytest.raises(EntregaPorVenir):
        constatar(con_ciclo, abierta, una, fecha=HOY + timedelta(days=1))
    dada = constatar(con_ciclo, abierta, una)
    evento = calendarios.evento_de(abierta, GESTION, "eda-1")
    evento.estado = EstadoDeEvento.ACTA_CERRADA
    with pytest.raises(ConvocatoriaCerrada):
        constatar(con_ciclo, abierta, una)
    with pytest.raises(ConvocatoriaCerrada):
        convocatorias.quitar(con_ciclo, abierta, "eda-1", dada.id)


def test_quitar_la_que_se_anoto_por_error(con_ciclo, abierta):
    una, *_ = abierta.organizaciones.todas()
    dada = constatar(con_ciclo, abierta, una)
    with pytest.raises(NoExiste):
        convocatorias.quitar(con_ciclo, abierta, "eda-2", dada.id)
    convocatorias.quitar(con_ciclo, abierta, "eda-1", dada.id)
    assert abierta.convocatorias.filas == []
    assert abierta.hechos[-1].que == "convocatoria.quitada"


def test_hoy_si_y_la_de_otra_gestion_no_se_quita_desde_esta(con_ciclo, abierta):
    una, *_ = abierta.organizaciones.todas()
    dada = constatar(con_ciclo, abierta, una, fecha=HOY)
    otra = replace(con_ciclo, gestion=GESTION + 1)
    gestiones.abrir(otra, abierta, date(GESTION, 9, 8))
    with pytest.raises(NoExiste):
        convocatorias.quitar(otra, abierta, "eda-1", dada.id)
    with pytest.raises(OrdenUsada):
        constatar(otra, abierta, una, orden=dada.id)
    assert abierta.convocatorias.filas == [dada]
