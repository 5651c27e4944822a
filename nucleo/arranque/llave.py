"""La llave con que la instalación sella sus actas."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from nucleo.documentos.sellado import Llave

ARCHIVO, PUBLICA, LARGO = "llave-de-actas", "clave-de-actas.pem", 32


def llave_de(instancia: Path) -> Llave:
    """`TINKUY_LLAVE_DE_ACTAS` (64 letras hexadecimales) o el archivo de la instancia.

    El archivo nace la primera vez, y a su lado la clave pública. Quien la pierde no pierde las
    actas ya selladas: se siguen comprobando con la pública, que conviene guardar en otra parte.
    """
    if del_entorno := os.environ.get("TINKUY_LLAVE_DE_ACTAS"):
        return Llave(bytes.fromhex(del_entorno))
    archivo = instancia / ARCHIVO
    if not archivo.exists():
        instancia.mkdir(parents=True, exist_ok=True)
        nacer(archivo)
    llave = Llave(archivo.read_bytes())
    publica = instancia / PUBLICA
    if not publica.exists():
        publica.write_text(llave.clave.pem, encoding="ascii")
    return llave


def nacer(archivo: Path) -> None:
    """Se escribe al lado y se enlaza: dos procesos que arrancan a la vez leen la misma."""
    parcial = archivo.with_name(f".{ARCHIVO}.{os.getpid()}")
    descriptor = os.open(parcial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as abierto:
        abierto.write(secrets.token_bytes(LARGO))
    with suppress(FileExistsError):
        os.link(parcial, archivo)
    parcial.unlink()
