"""Lo que el control social lleva, en cada motor: vuelve entero y solo en su municipio."""

from datetime import date

import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.encargos import QueSeSigue
from nucleo.dominio.seguimientos import Hallazgo
from tests.persistencia.conftest import DOS, UNO, sembrar
from tests.persistencia.ejemplos import GESTION
from tests.persistencia.ejemplos_de_mesa import reclamo
from tests.persistencia.ejemplos_de_seguimiento import DIA, HORA, del_control_social, seguimiento


def anotar(unidad):
    unidad.anotar(Hecho("encargo.dado", "ana", HORA, {}))
    unidad.confirmar()


@pytest.fixture
def suyos(base):
    with base.unidad(UNO) as unidad:
        organizacion = sembrar(unidad, "Chipiriri")[0].organizacion_id
        encargo, hecha = del_control_social(GESTION, organizacion)
        dicho = reclamo(GESTION, organizacion)
        for nuevo in (encargo, hecha):
            unidad.seguimientos.agregar(nuevo)
        unidad.mesas.agregar(dicho)
        hecha.reclamar(dicho.id)
        anotar(unidad)
        return encargo.id, hecha.id, organizacion, dicho.id


def test_vuelve_entero_y_solo_en_su_municipio(base, suyos):
    encargo_id, hecha_id, organizacion, reclamo_id = suyos
    with base.unidad(UNO) as unidad:
        [encargo] = unidad.seguimientos.encargos(GESTION)
        assert unidad.seguimientos.encargo(encargo_id) is encargo
        assert (encargo.sigue, encargo.organizacion_id) == (QueSeSigue.OBRA, organizacion)
        [hecha] = unidad.seguimientos.de_gestion(GESTION)
        assert unidad.seguimientos.de(hecha_id) is hecha
        assert (hecha.resultado, hecha.hecho_el, hecha.reclamo_id) == (
            Hallazgo.OBSERVADO,
            DIA,
            reclamo_id,
        )
        assert [c["a"] for c in hecha.cambios] == ["2027-03-20"]
        assert not unidad.seguimientos.encargos(GESTION + 1)
    with base.unidad(DOS) as unidad:
        assert unidad.seguimientos.encargo(encargo_id) is None
        assert unidad.seguimientos.de(hecha_id) is None
        assert not unidad.seguimientos.encargos(GESTION)
        assert not unidad.seguimientos.de_gestion(GESTION)


def test_van_por_su_dia_y_se_quitan(base, suyos):
    with base.unidad(UNO) as unidad:
        [encargo] = unidad.seguimientos.encargos(GESTION)
        antes = seguimiento(GESTION, encargo)
        antes.fecha = date(2027, 1, 2)
        unidad.seguimientos.agregar(antes)
        anotar(unidad)
        assert [s.id for s in unidad.seguimientos.de_gestion(GESTION)] == [antes.id, suyos[1]]
        unidad.seguimientos.quitar(antes)
        anotar(unidad)
        assert [s.id for s in unidad.seguimientos.de_gestion(GESTION)] == [suyos[1]]


def test_la_organizacion_que_sigue_algo_esta_en_uso(base, suyos):
    with base.unidad(UNO) as unidad:
        suya = unidad.organizaciones.de(suyos[2])
        assert unidad.organizaciones.en_uso(suya.id)
