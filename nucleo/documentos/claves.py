"""El archivo de las claves públicas con que se comprueban las actas: la de hoy y las de antes.

Son claves PEM una tras otra, la de hoy primero. Cambiar de llave no deja sin comprobar lo ya
sellado: la clave anterior se queda en el archivo, y con él se publica.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from nucleo.documentos.sellado import ClavePublica

LLAVE, PUBLICA = "llave-de-actas", "clave-de-actas.pem"


def leer_claves(archivo: Path) -> tuple[ClavePublica, ...]:
    """Las que hay; ninguna si no existe. `ClaveIlegible` antes que perder una sin decirlo."""
    try:
        escrito = archivo.read_bytes()
    except FileNotFoundError:
        return ()
    return ClavePublica.todas_de_pem(escrito, archivo.name)


def aceptar(archivo: Path, nuevas: Iterable[ClavePublica]) -> list[ClavePublica]:
    """Las agrega después de las que hay; devuelve las que no estaban."""
    ya = leer_claves(archivo)
    conocidas = {c.cruda for c in ya}
    faltan = [c for c in nuevas if c.cruda not in conocidas]
    if faltan:
        escribir(archivo, (*ya, *faltan))
    return faltan


def poner_primera(archivo: Path, propia: ClavePublica) -> tuple[ClavePublica, ...]:
    """La de hoy adelante y, detrás, las que había; escribe solo si algo cambia."""
    ya = leer_claves(archivo)
    if ya and ya[0].cruda == propia.cruda:
        return ya
    todas = (propia, *(c for c in ya if c.cruda != propia.cruda))
    with suppress(OSError):  # una carpeta de solo lectura no impide sellar ni comprobar
        escribir(archivo, todas)
    return todas


def escribir(archivo: Path, claves: Iterable[ClavePublica]) -> None:
    """Entero o nada: al lado, y después en su lugar."""
    parcial = archivo.with_name(f".{archivo.name}.{os.getpid()}")
    parcial.write_text("".join(c.pem for c in claves), encoding="ascii")
    parcial.replace(archivo)
