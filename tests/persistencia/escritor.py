"""Un proceso que lee y escribe: `python -m tests.persistencia.escritor URL QUIEN CUANTAS`.

Dice «listo», espera una línea para empezar a la vez que los demás, y termina con 0 si confirmó
cada una de sus transacciones.
"""

import sys

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.bitacora import Hecho
from nucleo.persistencia.base import Base
from tests.persistencia.ejemplos import HORA, organizacion

DONDE = EnMunicipio(31003)


def escribir(url: str, quien: str, cuantas: int) -> None:
    """En cada transacción: mirar cuánto se hizo, agregar algo y anotar lo visto."""
    base = Base(url)
    sys.stdout.write("listo\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for n in range(cuantas):
        with base.unidad(DONDE) as unidad:
            cabeza = unidad.bitacora.cabeza()
            unidad.organizaciones.agregar_todas([organizacion(f"OTB {quien} {n}")])
            unidad.anotar(Hecho("prueba", quien, HORA, {"vistos": cabeza.numero if cabeza else 0}))
            unidad.confirmar()
    base.cerrar()


if __name__ == "__main__":
    escribir(sys.argv[1], sys.argv[2], int(sys.argv[3]))
