"""Comprobar que la memoria de un ámbito sigue como se escribió."""

from nucleo.dominio.bitacora import primer_roto
from nucleo.servicios.puertos import Unidad


def verificar(unidad: Unidad, *, alta: bool = False) -> int | None:
    """Recorre la cadena del ámbito y da el número del primer eslabón que no cuadra, o `None`.

    Un número mayor que el del último eslabón es la cola cortada. `alta` dice que el municipio
    está hospedado: su cadena tiene al menos ese hecho, y hallarla vacía es hallarla rota.
    """
    with unidad:
        cabeza, firmas = unidad.bitacora.cabeza(), unidad.bitacora.firmas()
        if cabeza is None:
            return 1 if alta or next(firmas, None) else None
        return primer_roto(cabeza.ambito, firmas, cabeza)
