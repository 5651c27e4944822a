"""Un POA pequeño en memoria y quien lo lleva de un paso a otro."""

from datetime import UTC, datetime

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.techos import Techo
from nucleo.pruebas import UnidadEnMemoria
from nucleo.pruebas.memoria import TUNARI
from nucleo.servicios import poa
from nucleo.servicios.pasos_de_poa import avanzar

HORA = datetime(2026, 9, 1, 12, tzinfo=UTC)
COMPLETA = {
    "denominacion": "Sistema de agua potable Chipiriri",
    "monto": Dinero.de("1000.50"),
    "programa": "110",
    "proyecto": "0001",
    "actividad": "000",
    "objeto": "42230",
    "fuente": "41",
    "organismo": "113",
    "unidad": "SOP",
    "objetivo": "OE1",
}


def contexto(quien="Ana Flores, técnica municipal", gestion=2027):
    return Contexto(TUNARI, "Villa Tunari", quien, gestion, ahora=lambda: HORA)


def unidad_con_techo(monto="5000"):
    unidad = UnidadEnMemoria()
    techo = Techo(nuevo_id(), 2027, "41", "113", Dinero.de(monto), 1)
    unidad.techos.reemplazar(2027, [techo])
    return unidad


def agregar(en, **cambios):
    return poa.agregar_linea(contexto(), en, {**COMPLETA, **cambios})


def dar(unidad, *pasos, numero=1):
    """Los pasos, cada uno con su constancia; devuelve el POA."""
    for paso in pasos:
        avanzar(contexto(), unidad, numero, paso, constancia=f"Nota de {paso}")
    return unidad.poas.de(2027, numero)
