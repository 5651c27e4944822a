"""Los frenos: cuántas veces se falla antes de tener que esperar, por cuenta y por dirección.

Viven en la base: valen igual en todos los procesos y sobreviven a un reinicio. Cada clave se guarda
resumida: la tabla no dice a quién quisieron entrar ni desde dónde.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from nucleo.dominio.errores import DemasiadosIntentos
from nucleo.dominio.usuarios import Intentos
from nucleo.servicios import claves
from nucleo.servicios.puertos import Unidad

VENTANA = timedelta(minutes=15)
POR_CUENTA, POR_DIRECCION = 5, 40
"""Fallas que se toleran en la ventana. Un municipio entero puede salir por una sola dirección."""
Frenos = Mapping[str, int]
"""De qué clave («cuenta:ana@…») a cuántas se toleran."""


def exigir_calma(unidad: Unidad, frenos: Frenos, cuando: datetime) -> None:
    """`DemasiadosIntentos` si con alguna clave ya se falló su tope dentro de la ventana."""
    for clave, tope in frenos.items():
        intentos = unidad.frenos.de(claves.resumen_de(clave))
        if intentos and cuando - intentos.desde < VENTANA and intentos.cuenta >= tope:
            faltan = intentos.desde + VENTANA - cuando
            raise DemasiadosIntentos(max(1, round(faltan.total_seconds() / 60)))


def anotar_fallas(unidad: Unidad, frenos: Iterable[str], cuando: datetime) -> None:
    """Una falla más en cada clave; pasada la ventana, se cuenta de nuevo."""
    for clave in frenos:
        resumida = claves.resumen_de(clave)
        intentos = unidad.frenos.de(resumida)
        if intentos is None:
            unidad.frenos.agregar(Intentos(resumida, 1, cuando))
        elif cuando - intentos.desde >= VENTANA:
            intentos.cuenta, intentos.desde = 1, cuando
        else:
            intentos.cuenta += 1
    unidad.frenos.limpiar(cuando - VENTANA)


def perdonar(unidad: Unidad, cuales: Iterable[str]) -> None:
    """Acertó: sus fallas se olvidan. Las de su dirección no: ahí puede haber otros probando."""
    for clave in cuales:
        if intentos := unidad.frenos.de(claves.resumen_de(clave)):
            unidad.frenos.quitar(intentos)
