"""Lo que un acta dice ahora de más no cambia ni una letra de lo que ya se cerró."""

from dataclasses import replace
from pathlib import Path

from nucleo.dominio.actas import leer_acta, resumen_de
from nucleo.dominio.constancias import conformidad_de
from nucleo.dominio.llano import en_llano
from nucleo.dominio.observaciones_de_acta import Suerte, observacion_de
from tests.actas import acta_de_cumbre

DE_ANTES = Path(__file__).parents[1] / "datos" / "acta-de-antes.json"
SU_RESUMEN = "a1892519705c3d3b3a1200bad609724a40a8293294af6d38497e4f96227c9305"


def test_un_acta_cerrada_antes_se_lee_y_da_el_mismo_resumen():
    """Escrita por la versión que no respondía observaciones: el archivo no se regenera nunca."""
    canonica = DE_ANTES.read_text(encoding="utf-8")
    acta = leer_acta(canonica)
    assert acta.resumen == resumen_de(canonica) == SU_RESUMEN
    assert acta.canonica == canonica
    assert acta.observaciones[0].suerte is Suerte.SIN_RESPONDER
    assert (acta.sin_modulos, acta.constancias[0].sal) == ((), "")


def test_lo_respondido_va_y_vuelve_y_cambia_el_resumen():
    acta = acta_de_cumbre(2)
    [antes] = acta.observaciones
    respondida = replace(antes, suerte=Suerte.NO_ACOGIDA, respuesta="No llovió", version=1)
    con = replace(acta, observaciones=(respondida,), sin_modulos=("salud",))
    assert leer_acta(con.canonica) == con
    assert con.resumen != acta.resumen
    assert observacion_de(en_llano(respondida)) == respondida


def test_la_clave_de_una_observacion_no_cambia_al_responderla_y_es_solo_suya():
    [antes] = acta_de_cumbre(2).observaciones
    assert replace(antes, suerte=Suerte.ACOGIDA, respuesta="Sí", version=3).clave == antes.clave
    otras = [replace(antes, **{c: "otra"}) for c in ("texto", "nombre", "organizacion", "cuando")]
    assert len({antes.clave, *(o.clave for o in otras)}) == 5


def test_el_rastro_de_una_constancia_no_dice_de_quien_es_y_cambia_con_todo():
    una = replace(acta_de_cumbre(2).constancias[0], sal="ab" * 16)
    assert una.nombre not in str(una.rastro)
    assert replace(una, nombre="Otra").rastro["compromiso"] != una.rastro["compromiso"]
    assert replace(una, sal="cd" * 16).compromiso != una.compromiso
    assert "compromiso" not in replace(una, sal="").rastro
    assert conformidad_de(en_llano(una)) == una
