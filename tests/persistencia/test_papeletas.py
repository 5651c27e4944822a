"""Una papeleta por organización y gestión: vuelve entera y dos personas no se pisan."""

import pytest

from nucleo.dominio.asambleas import MedioDeConstancia
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.errores import EdicionConcurrente
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import GESTION, HORA, organizacion, papeleta


def anotar(unidad):
    unidad.anotar(Hecho("papeletas.registrada", "ana", HORA, {}))
    unidad.confirmar()


@pytest.fixture
def otb(base):
    with base.unidad(UNO) as unidad:
        nueva = organizacion("Chipiriri")
        unidad.organizaciones.agregar_todas([nueva])
        unidad.papeletas.agregar_todas([papeleta(nueva, "2027-0001", "2027-0002")])
        anotar(unidad)
    return nueva


def test_vuelve_con_sus_marcas_y_su_constancia_y_solo_en_su_municipio(base, otb):
    with base.unidad(UNO) as unidad:
        leida = unidad.papeletas.de(GESTION, otb.id)
        assert list(leida.demandas) == ["2027-0001", "2027-0002"]
        assert leida.constancia.medio is MedioDeConstancia.PAPEL
        assert leida.version == 1
        assert unidad.organizaciones.en_uso(otb.id)
    with base.unidad(DOS) as unidad:
        assert list(unidad.papeletas.de_gestion(GESTION)) == []


def test_no_hay_dos_de_la_misma_organizacion(base, otb):
    with pytest.raises(EdicionConcurrente), base.unidad(UNO) as unidad:
        unidad.papeletas.agregar_todas([papeleta(otb)])
