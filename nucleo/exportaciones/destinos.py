"""Un archivo que aparece entero o no aparece."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp

from nucleo.dominio.errores import DestinoInaccesible, DestinoOcupado

A_MEDIAS = ".a-medias"


@contextmanager
def provisional(destino: Path, *, reemplazar: bool = False) -> Iterator[Path]:
    """Da dónde escribir, al lado del destino; al terminar bien lo renombra, y si no, lo quita.

    Quien muera a la mitad deja a lo sumo un `….a-medias`. Levanta `DestinoOcupado` si ya hay un
    archivo y no se pidió reemplazarlo, y `DestinoInaccesible` si no se pudo escribir.
    """
    exigir_libre(destino, reemplazar=reemplazar)
    try:
        descriptor, nombre = mkstemp(A_MEDIAS, f".{destino.name}.", destino.parent)
        os.close(descriptor)
        temporal = Path(nombre)
        try:
            yield temporal
            asentar(temporal)
            exigir_libre(destino, reemplazar=reemplazar)
            temporal.replace(destino)
            asentar(destino.parent)
        finally:
            temporal.unlink(missing_ok=True)
    except OSError as error:
        raise DestinoInaccesible(str(destino), error.strerror or repr(error)) from error


def exigir_libre(destino: Path, *, reemplazar: bool) -> None:
    if destino.exists() and not reemplazar:
        raise DestinoOcupado(str(destino))


def asentar(ruta: Path) -> None:
    """Que esté en el disco, y no solo en la memoria del sistema, antes de seguir."""
    descriptor = os.open(ruta, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
