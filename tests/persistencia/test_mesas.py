"""Lo que la mesa anota, en cada motor: vuelve entero, en orden y solo en su municipio."""

from datetime import timedelta

import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.satisfaccion import PreguntaDeSalida, Quienes
from nucleo.dominio.votaciones import Manos, OpcionDeVoto
from tests.persistencia.conftest import DOS, UNO, sembrar
from tests.persistencia.ejemplos import GESTION
from tests.persistencia.ejemplos_de_mesa import HORA, acuerdo, de_una_mesa, punto, reclamo

usefixtures = pytest.mark.usefixtures


def anotar(unidad):
    unidad.anotar(Hecho("mesa.punto_abierto", "ana", HORA, {}))
    unidad.confirmar()


@pytest.fixture
def una(base):
    with base.unidad(UNO) as unidad:
        suya = sembrar(unidad, "Chipiriri")[0].organizacion_id
        todos = de_una_mesa(GESTION, suya)
        for nuevo in todos:
            unidad.mesas.agregar(nuevo)
        anotar(unidad)
        return [n.id for n in todos], suya


def test_vuelve_entera_y_solo_en_su_municipio(base, una):
    (_, votada, acordado, dicho, *_), organizacion = una
    with base.unidad(UNO) as unidad:
        [tratado] = unidad.mesas.puntos(GESTION, "cumbre-2")
        assert (tratado.inicio, tratado.abierto, tratado.minutos(HORA + timedelta(hours=1))) == (
            HORA,
            True,
            60,
        )
        [votacion] = unidad.mesas.votaciones(GESTION, "cumbre-2")
        assert votacion.id == votada
        assert votacion.conteo[OpcionDeVoto.FAVOR] == Manos(3, 2, 1)
        assert votacion.anulada_en == HORA
        assert unidad.mesas.votacion(votada).disensos[0]["quien"] == "Lo que se dijo"
        assert unidad.mesas.acuerdo(acordado).nota == "Lo que se dijo"
        suyo = unidad.mesas.reclamo(dicho)
        assert (suyo.organizacion_id, suyo.vivo) == (organizacion, False)
        assert unidad.organizaciones.en_uso(organizacion)
        assert list(unidad.mesas.puntos(GESTION, "rdc")) == []
        [tarjetas] = unidad.mesas.salidas(GESTION)
        assert unidad.mesas.salida(GESTION, "cumbre-2") is tarjetas
        assert tarjetas.cuantas(PreguntaDeSalida.SIRVIO, Quienes.MUJERES) == 6
    with base.unidad(DOS) as unidad:
        assert list(unidad.mesas.puntos(GESTION, "cumbre-2")) == []
        assert unidad.mesas.votacion(votada) is None
        assert unidad.mesas.acuerdo(acordado) is None
        assert list(unidad.mesas.reclamos_hasta(GESTION)) == []


def test_lo_de_antes_se_lee_y_lo_de_despues_no(base):
    with base.unidad(UNO) as unidad:
        for gestion in (GESTION + 1, GESTION, GESTION - 1):
            unidad.mesas.agregar(acuerdo(gestion, f"A{gestion}"))
            unidad.mesas.agregar(reclamo(gestion, marca=f"R{gestion}"))
        anotar(unidad)
    with base.unidad(UNO) as unidad:
        assert {a.gestion for a in unidad.mesas.acuerdos_hasta(GESTION)} == {GESTION - 1, GESTION}
        assert {r.gestion for r in unidad.mesas.reclamos_hasta(GESTION)} == {GESTION - 1, GESTION}


def test_vivos_son_los_que_nadie_cerro_de_cualquier_gestion(base):
    cerrado = reclamo(GESTION)
    cerrado.cerrar("Ya está", HORA.date())
    with base.unidad(UNO) as unidad:
        for nuevo in (reclamo(GESTION - 1), reclamo(GESTION + 1), cerrado):
            unidad.mesas.agregar(nuevo)
        anotar(unidad)
    with base.unidad(UNO) as unidad:
        vivos = unidad.mesas.reclamos_vivos()
        assert sorted(r.gestion for r in vivos) == [GESTION - 1, GESTION + 1]
    with base.unidad(DOS) as unidad:
        assert list(unidad.mesas.reclamos_vivos()) == []


@usefixtures("una")
def test_el_mismo_punto_no_se_abre_dos_veces(base):
    with pytest.raises(EdicionConcurrente), base.unidad(UNO) as unidad:
        unidad.mesas.agregar(punto(GESTION))
