"""Los archivos de un ámbito en el disco, guardados por su contenido: el nombre es su SHA-256."""

import hashlib
import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from nucleo.dominio.ambito import Ambito

RESUMEN = re.compile(r"[0-9a-f]{64}")


class AdjuntosEnDisco:
    """Cumple `piezas.Adjuntos`: una carpeta por ámbito, y dentro solo archivos con su resumen."""

    def __init__(self, raiz: Path, ambito: Ambito) -> None:
        self._carpeta = raiz / ambito.clave.replace(":", "-")

    def resumenes(self) -> Sequence[str]:
        if not self._carpeta.is_dir():
            return []
        return sorted(a.name for a in self._carpeta.iterdir() if RESUMEN.fullmatch(a.name))

    def leer(self, resumen: str) -> bytes:
        if not RESUMEN.fullmatch(resumen):
            raise FileNotFoundError(resumen)
        return (self._carpeta / resumen).read_bytes()

    def guardar(self, contenido: bytes) -> str:
        """Se escribe al lado y se renombra: un corte no deja un archivo con otro contenido."""
        resumen = hashlib.sha256(contenido).hexdigest()
        destino = self._carpeta / resumen
        if not destino.exists():
            self._carpeta.mkdir(parents=True, exist_ok=True)
            parcial = self._carpeta / f".{resumen}.{os.getpid()}"
            parcial.write_bytes(contenido)
            parcial.replace(destino)
        return resumen

    def quitar(self, resumen: str) -> None:
        if RESUMEN.fullmatch(resumen):
            (self._carpeta / resumen).unlink(missing_ok=True)

    def vaciar(self) -> None:
        shutil.rmtree(self._carpeta, ignore_errors=True)
