"""Lo que comparten las pruebas de la mesa, los acuerdos y los reclamos de un encuentro."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.votaciones import (
    Manos,
    OpcionDeVoto,
)
from nucleo.pruebas import MEDIODIA, conjunto_de
from nucleo.servicios import (
    calendarios,
    eventos,
    mesas,
    votaciones,
)  # fmt: skip

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
NADIE = conjunto_de()
EDA, EDA_2 = "eda-1", "eda-2"
NUMEROS = {
    OpcionDeVoto.FAVOR: Manos(40, 21, 19),
    OpcionDeVoto.CONTRA: Manos(3, 1, 2),
    OpcionDeVoto.ABSTENCION: Manos(0, 0, 0),
}


def empezar(con, unidad, clave):
    version = calendarios.evento_de(unidad, con.gestion, clave).version
    eventos.avanzar(con, unidad, clave, version, EstadoDeEvento.EN_CURSO, saltar="prueba")


def pasar(con, minutos):
    return replace(con, ahora=lambda: MEDIODIA + timedelta(minutes=minutos))


def abrir(con, unidad, punto, encuentro=EDA):
    return mesas.abrir(con, unidad, NADIE, encuentro, punto)


def leida(con, unidad):
    return mesas.mesa_de(con, unidad, NADIE, EDA)


def dichos(unidad, prefijo):
    return [h.que for h in unidad.hechos if h.que.startswith(prefijo)]


def votar(con, unidad, pregunta="¿Se aprueba?", punto="reclamos", orden=None):
    return votaciones.abrir(con, unidad, EDA, orden or nuevo_id(), punto, pregunta)
