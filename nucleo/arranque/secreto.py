"""El secreto de la instalación, con que se firman las cookies."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

ARCHIVO, LARGO = "secreto", 32


def secreto_de(instancia: Path) -> bytes:
    """`TINKUY_SECRETO` o, sin él, el archivo `secreto` de la instancia, que nace la primera vez.

    Varios servidores detrás de un balanceador comparten el mismo: ahí va en el entorno.
    """
    if del_entorno := os.environ.get("TINKUY_SECRETO"):
        return del_entorno.encode()
    archivo = instancia / ARCHIVO
    if not archivo.exists():
        instancia.mkdir(parents=True, exist_ok=True)
        nacer(archivo)
    return archivo.read_bytes()


def nacer(archivo: Path) -> None:
    """Se escribe al lado y se enlaza: dos procesos que arrancan a la vez leen el mismo."""
    parcial = archivo.with_name(f".{ARCHIVO}.{os.getpid()}")
    descriptor = os.open(parcial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as abierto:
        abierto.write(secrets.token_bytes(LARGO))
    with suppress(FileExistsError):
        os.link(parcial, archivo)
    parcial.unlink()
