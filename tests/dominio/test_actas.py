"""Lo que un acta dice: una sola forma escrita, un resumen, y nada cambia después de cerrarla."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from nucleo.dominio.actas import (
    Acta,
    ActaCerrada,
    CuorumEnActa,
    EstadoDeActa,
    leer_acta,
    votos_en_llano,
)
from nucleo.dominio.constancias import Conformidad, MedioDeConformidad
from nucleo.dominio.documentos_de_punto import DocumentoEnActa
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.llano import NoTieneLaForma
from tests.actas import acta_de_cumbre

HORA = datetime(2026, 8, 18, 22, 0, tzinfo=UTC)


def en_observacion():
    return Acta(
        nuevo_id(), 2027, "cumbre-2", HORA, "Ana",
        estado=EstadoDeActa.EN_OBSERVACION, plazo=date(2026, 8, 20),
    )  # fmt: skip


def test_va_y_vuelve_entera_y_su_resumen_es_de_todo():
    acta = acta_de_cumbre(60)
    assert leer_acta(acta.canonica) == acta
    assert json.loads(acta.canonica)["formato"] == "tinkuy-acta-1"
    [primera, *otras] = acta.partes.votaciones
    cuenta = replace(primera.cuentas[0], a_favor=primera.cuentas[0].a_favor + 1)
    cambiada = replace(primera, cuentas=(cuenta, *primera.cuentas[1:]))
    con_otro_voto = replace(acta.partes, votaciones=(cambiada, *otras))
    assert replace(acta, partes=con_otro_voto).resumen != acta.resumen


DE_ANTES = "b1a4babb751d18943f38b21bba79e1b99ecaf992323b5aee7834801dc6114dd2"
"""El resumen de esta acta cuando los puntos todavía no llevaban documentos."""


def test_una_cerrada_antes_de_que_hubiera_documentos_da_el_mismo_resumen():
    vieja = acta_de_cumbre(6)
    assert "documentos" not in vieja.canonica
    assert vieja.resumen == leer_acta(vieja.canonica).resumen == DE_ANTES


def test_los_documentos_de_un_punto_son_parte_de_lo_que_se_resume():
    acta = acta_de_cumbre(6)
    primero, *otros = acta.partes.puntos
    presentado = DocumentoEnActa("Informe de obras", "ab" * 32, publico=True)
    con = replace(primero, documentos=(presentado,))
    nueva = replace(acta, partes=replace(acta.partes, puntos=(con, *otros)))
    assert nueva.resumen != acta.resumen
    assert leer_acta(nueva.canonica) == nueva


def test_lo_que_no_es_un_acta_no_se_lee():
    with pytest.raises(NoTieneLaForma):
        leer_acta('{"municipio": "Villa Tunari"}')
    with pytest.raises(NoTieneLaForma):
        leer_acta(acta_de_cumbre(1, formato="tinkuy-acta-2").canonica)
    with pytest.raises(ValueError, match="Expecting"):
        leer_acta("no es JSON")


def test_la_constancia_que_falta_se_ve():
    acta = acta_de_cumbre(60)
    dieron = acta.constancias
    assert len(acta.faltan(dieron)) == 60 - len(dieron)
    sin_lista = replace(acta, partes=replace(acta.partes, participantes=()))
    assert [p.organizacion for p in sin_lista.faltan(())] == [n for _, n in sin_lista.llamados]


def test_la_bitacora_recuerda_los_votos_sin_nombres():
    acta = acta_de_cumbre(60)
    texto = json.dumps(votos_en_llano(acta.partes.votaciones), ensure_ascii=False)
    assert acta.partes.votaciones[0].disensos[0].nombre not in texto
    assert votos_en_llano(acta.partes.votaciones)[0]["cuentas"][0]["a_favor"] > 0


def test_cerrada_no_cambia_y_las_constancias_siguen_llegando():
    acta = en_observacion()
    assert acta.observable(date(2026, 8, 20))
    assert not acta.observable(date(2026, 8, 21))
    acta.sellar(acta_de_cumbre(3), {"firma": "x"})
    acta.pasar(EstadoDeActa.CERRADA, HORA, "Ana")
    assert not acta.observable(date(2026, 8, 19))
    with pytest.raises(ActaCerrada):
        acta.sellar(acta_de_cumbre(4), {"firma": "y"})
    with pytest.raises(ActaCerrada):
        acta.pasar(EstadoDeActa.BORRADOR, HORA, "Ana")
    medio = MedioDeConformidad.PAPEL
    tarde = Conformidad(medio, "p1", "Ana", "OTB", HORA.isoformat(), "Beto", escaneo="ab")
    assert tarde.quien_es == ("p1", "Ana", "OTB")


@pytest.mark.parametrize(("hay", "alcanza"), [(30, False), (31, True), (32, True)])
def test_con_los_justos_hay_cuorum(hay, alcanza):
    assert CuorumEnActa(hay, 31, "La mitad más una").alcanza is alcanza
