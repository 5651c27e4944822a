"""La gestión abierta y sus encuentros, en cada motor."""

from datetime import date

import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.eventos import EstadoDeEvento
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import GESTION, HORA, evento, gestion_abierta

usefixtures = pytest.mark.usefixtures


def anotar(unidad):
    unidad.anotar(Hecho("gestion.abierta", "ana", HORA, {}))
    unidad.confirmar()


@pytest.fixture
def abierta(base):
    with base.unidad(UNO) as unidad:
        unidad.calendarios.abrir(
            gestion_abierta(), [evento("rdc", orden=2), evento("acs", orden=1)]
        )
        anotar(unidad)


@usefixtures("abierta")
def test_vuelve_entera_en_su_orden_y_solo_en_su_municipio(base):
    with base.unidad(UNO) as unidad:
        assert unidad.calendarios.abierta(GESTION).limite == date(2026, 9, 8)
        [primero, segundo] = unidad.calendarios.eventos(GESTION)
        assert (primero.clave, segundo.clave) == ("acs", "rdc")
        assert (primero.fecha, primero.hora, primero.lugar) == (
            date(2026, 8, 18),
            "09:00",
            "Coliseo",
        )
        assert primero.estado is EstadoDeEvento.PROGRAMADO
        assert [g.gestion for g in unidad.calendarios.abiertas()] == [GESTION]
    with base.unidad(DOS) as unidad:
        assert unidad.calendarios.abierta(GESTION) is None
        assert list(unidad.calendarios.eventos(GESTION)) == []


@usefixtures("abierta")
def test_no_se_abre_dos_veces(base):
    with pytest.raises(EdicionConcurrente), base.unidad(UNO) as unidad:
        unidad.calendarios.abrir(gestion_abierta(), [])


@usefixtures("abierta")
def test_cada_cambio_sube_la_version(base):
    with base.unidad(UNO) as unidad:
        suyo = unidad.calendarios.eventos(GESTION)[0]
        assert suyo.version == 1
        suyo.lugar = "Escuela"
        anotar(unidad)
    with base.unidad(UNO) as unidad:
        assert unidad.calendarios.eventos(GESTION)[0].version == 2
