"""Carpetas que desaparecen al terminar, y las de quien murió, cuando llega el siguiente."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from nucleo.dominio.errores import BaseInaccesible

SOLO_DEL_DUENO = 0o700
CANDADO = "candado"


@contextmanager
def carpeta_pasajera(donde: Path | None) -> Iterator[Path]:
    """Una carpeta propia dentro de `donde`; sin `donde`, en la de temporales del sistema.

    Antes quita las que dejó un proceso que murió de golpe. Cada una vive mientras alguien tenga
    su candado, y el sistema lo suelta con el proceso: no importa de qué máquina virtual sea.
    """
    if donde is None:
        with TemporaryDirectory(prefix="tinkuy-") as temporal:
            yield Path(temporal)
        return
    with ExitStack() as pila:
        try:
            carpeta = crear(donde, pila)
        except OSError as error:
            raise BaseInaccesible(str(error)) from error
        pila.callback(shutil.rmtree, carpeta, ignore_errors=True)
        yield carpeta


def crear(donde: Path, pila: ExitStack) -> Path:
    """De a uno: nadie barre la que otro acaba de crear y todavía no cerró con su candado."""
    donde.mkdir(mode=SOLO_DEL_DUENO, parents=True, exist_ok=True)
    with ExitStack() as turno:
        cerrar_con(donde / CANDADO, turno, esperar=True)
        barrer(donde)
        carpeta = Path(mkdtemp(dir=donde))
        cerrar_con(carpeta / CANDADO, pila, esperar=False)
    return carpeta


def barrer(donde: Path) -> None:
    for carpeta in donde.iterdir():
        if carpeta.is_dir() and not carpeta.is_symlink():
            with ExitStack() as prueba:
                try:
                    cerrar_con(carpeta / CANDADO, prueba, esperar=False)
                except OSError:
                    continue  # alguien la usa, o la acaba de quitar
                shutil.rmtree(carpeta, ignore_errors=True)


def cerrar_con(candado: Path, pila: ExitStack, *, esperar: bool) -> None:
    """Hasta que la pila se cierre; `BlockingIOError` si no se espera y es de otro."""
    abierto = pila.enter_context(candado.open("wb"))
    fcntl.flock(abierto, fcntl.LOCK_EX | (0 if esperar else fcntl.LOCK_NB))
