"""Lo que la mesa anota, en cada motor: vuelve entero, en orden y solo en su municipio."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.errores import EdicionConcurrente, ErrorDeNegocio
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.mesas import OtroPuntoAbierto
from nucleo.dominio.satisfaccion import PreguntaDeSalida, Quienes
from nucleo.dominio.votaciones import Manos, OpcionDeVoto, VotacionAbierta
from nucleo.pruebas import conjunto_de, contexto_de_prueba
from nucleo.servicios import gestiones, mesas, votaciones
from tests.persistencia.conftest import DOS, UNO, sembrar
from tests.persistencia.ejemplos import GESTION
from tests.persistencia.ejemplos_de_mesa import HORA, acuerdo, de_una_mesa, punto, reclamo

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
CONTEXTO = replace(contexto_de_prueba(), ciclo=MGMP, gestion=GESTION)
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


def a_la_vez(tareas):
    """Lo que dio cada una, corriendo juntas; el error, si lo hubo, es su resultado."""
    salida = Barrier(len(tareas))

    def una(tarea):
        salida.wait()
        try:
            return tarea()
        except ErrorDeNegocio as error:
            return error

    with ThreadPoolExecutor(len(tareas)) as hilos:
        return list(hilos.map(una, tareas))


@pytest.fixture
def en_curso(base, dos):
    assert dos
    gestiones.abrir(CONTEXTO, base.base.unidad(UNO), date(GESTION - 1, 9, 8))
    with base.unidad(UNO) as unidad:
        evento = next(e for e in unidad.calendarios.eventos(GESTION) if e.clave == "eda-1")
        evento.estado = EstadoDeEvento.EN_CURSO
        anotar(unidad)
    return base


def test_de_dos_telefonos_que_abren_puntos_a_la_vez_queda_uno_abierto(en_curso):
    def abrir(punto):
        return mesas.abrir(CONTEXTO, en_curso.base.unidad(UNO), conjunto_de(), "eda-1", punto)

    claves = [r.clave for r in MGMP.eventos["eda-1"].agenda[:3]]
    dados = a_la_vez([partial(abrir, c) for c in (*claves, claves[0])])
    with en_curso.unidad(UNO) as unidad:
        [abierto] = unidad.mesas.puntos(GESTION, "eda-1")
        assert abierto.abierto
        assert len(abierto.tramos) == 1
    assert all(isinstance(d, OtroPuntoAbierto) or d.clave == abierto.clave for d in dados)


def test_de_varios_envios_a_la_vez_hay_una_votacion_y_se_cuenta_una_vez(en_curso):
    unidad_de = en_curso.base.unidad
    [punto] = [r.clave for r in MGMP.eventos["eda-1"].agenda[:1]]
    mesas.abrir(CONTEXTO, unidad_de(UNO), conjunto_de(), "eda-1", punto)
    ordenes = [nuevo_id(), nuevo_id()]
    tareas = [
        partial(votaciones.abrir, CONTEXTO, unidad_de(UNO), "eda-1", orden, punto, "¿Va?")
        for orden in (*ordenes, *ordenes)
    ]
    dadas = [d for d in a_la_vez(tareas) if not isinstance(d, VotacionAbierta)]
    [cual] = {d.id for d in dadas}
    conteos = [{o: Manos(n) for o in OpcionDeVoto} for n in (5, 5, 6)]
    cierres = a_la_vez(
        [partial(votaciones.cerrar, CONTEXTO, unidad_de(UNO), cual, c) for c in conteos]
    )
    buenas = [c for c in cierres if not isinstance(c, ErrorDeNegocio)]
    with en_curso.unidad(UNO) as unidad:
        votada = unidad.mesas.votacion(cual)
        hechos = [e for e in unidad.bitacora.eslabones() if e.que == "votacion.cerrada"]
    assert len(hechos) == 1
    assert {b.votaron for b in buenas} == {votada.votaron}
