"""La llave con que la instalación sella sus actas."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from nucleo.documentos.claves import LLAVE, PUBLICA, poner_primera
from nucleo.documentos.sellado import Llave, LlaveIlegible

LARGO = 32
VARIABLE = "TINKUY_LLAVE_DE_ACTAS"


def llave_de(instancia: Path) -> Llave:
    """`TINKUY_LLAVE_DE_ACTAS` (64 letras hexadecimales) o el archivo de la instancia.

    El archivo nace la primera vez, y a su lado la clave pública. Quien la pierde o la cambia no
    pierde las actas ya selladas: se siguen comprobando con la pública de entonces, que queda
    detrás de la nueva en el mismo archivo. `LlaveIlegible` si no tiene la forma debida.
    """
    semilla, donde = _semilla(instancia)
    if len(semilla) != LARGO:
        raise LlaveIlegible(donde)
    propia = Llave(semilla)
    return Llave(semilla, poner_primera(instancia / PUBLICA, propia.clave))


def _semilla(instancia: Path) -> tuple[bytes, str]:
    """La llave y de dónde salió."""
    instancia.mkdir(parents=True, exist_ok=True)
    if del_entorno := os.environ.get(VARIABLE):
        try:
            return bytes.fromhex(del_entorno), VARIABLE
        except ValueError as error:
            raise LlaveIlegible(VARIABLE) from error
    archivo = instancia / LLAVE
    if not archivo.exists():
        nacer(archivo)
    return archivo.read_bytes(), str(archivo)


def nacer(archivo: Path) -> None:
    """Se escribe al lado y se enlaza: dos procesos que arrancan a la vez leen la misma."""
    parcial = archivo.with_name(f".{LLAVE}.{os.getpid()}")
    descriptor = os.open(parcial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as abierto:
        abierto.write(secrets.token_bytes(LARGO))
    with suppress(FileExistsError):
        os.link(parcial, archivo)
    parcial.unlink()
