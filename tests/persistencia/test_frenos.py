"""Los frenos de entrar, en cada motor: la cuenta empieza de nuevo y la tabla no crece."""

import threading

import pytest

from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.errores import DemasiadosIntentos
from nucleo.dominio.usuarios import Intentos
from nucleo.servicios.frenos import VENTANA, anotar_fallas, exigir_calma
from tests.persistencia.ejemplos import HORA

PLATAFORMA = EnPlataforma()
FRENOS = {"cuenta:ana@ejemplo.bo": 2, "direccion:10.0.0.1": 9}


def fallar(base, cuando, frenos=FRENOS):
    with base.unidad(PLATAFORMA) as unidad:
        unidad.reservar()
        exigir_calma(unidad, frenos, cuando)
        anotar_fallas(unidad, frenos, cuando)
        unidad.confirmar_pasajero()


def test_pasada_la_ventana_la_misma_clave_se_cuenta_de_nuevo(base):
    fallar(base, HORA)
    fallar(base, HORA)
    with pytest.raises(DemasiadosIntentos):
        fallar(base, HORA)
    fallar(base, HORA + VENTANA)
    fallar(base, HORA + VENTANA)
    with pytest.raises(DemasiadosIntentos):
        fallar(base, HORA + VENTANA)


def test_inventar_correos_no_llena_la_tabla(base):
    for n in range(20):
        fallar(base, HORA, {f"cuenta:{n}": 5})
    fallar(base, HORA + VENTANA * 2)
    with base.unidad(PLATAFORMA) as unidad:
        assert unidad._sesion.query(Intentos).count() == len(FRENOS)


def test_dos_que_fallan_a_la_vez_cuentan_dos(base):
    listos = threading.Barrier(4)

    def uno():
        listos.wait()
        fallar(base, HORA, {"cuenta:ana": 99})

    hilos = [threading.Thread(target=uno) for _ in range(4)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    with base.unidad(PLATAFORMA) as unidad, pytest.raises(DemasiadosIntentos):
        exigir_calma(unidad, {"cuenta:ana": 4}, HORA)
