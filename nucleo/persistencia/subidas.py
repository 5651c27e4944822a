"""Las planillas que esperan confirmación, en el disco: una carpeta por ámbito y persona."""

import hashlib
import os
import re
import time
from pathlib import Path
from uuid import UUID

from nucleo.dominio.ambito import Ambito
from nucleo.dominio.subidas import POR_PERSONA, VIGENCIA, Subida, SubidaVencida, nombre_llano

RESUMEN = re.compile(r"[0-9a-f]{64}")
NOMBRE = ".nombre"
SOLO_NUESTRA = 0o700


class SubidasEnDisco:
    """Cumple `piezas.Subidas`. El contenido se llama por su resumen; su nombre va al lado.

    Nada de lo que la persona escribió es parte de una ruta, y lo vencido no se lee aunque siga ahí.
    """

    def __init__(self, raiz: Path, ambito: Ambito, usuario_id: UUID) -> None:
        self._raiz = raiz
        self._carpeta = raiz / ambito.clave.replace(":", "-") / usuario_id.hex

    def guardar(self, nombre: str, contenido: bytes) -> str:
        """Guardar lo mismo otra vez le renueva el plazo."""
        self._limpiar()
        resumen = hashlib.sha256(contenido).hexdigest()
        self._carpeta.mkdir(mode=SOLO_NUESTRA, parents=True, exist_ok=True)
        self._escribir(resumen + NOMBRE, nombre_llano(nombre).encode())
        self._escribir(resumen, contenido)
        mias = sorted(self._mias(), key=lambda a: a.stat().st_mtime, reverse=True)
        for vieja in mias[POR_PERSONA:]:
            self.quitar(vieja.name)
        return resumen

    def leer(self, resumen: str) -> Subida:
        if not RESUMEN.fullmatch(resumen):
            raise SubidaVencida
        archivo = self._carpeta / resumen
        try:
            if _vencido(archivo):
                raise SubidaVencida
            nombre = (self._carpeta / (resumen + NOMBRE)).read_text("utf-8")
            return Subida(resumen, nombre, archivo.read_bytes())
        except FileNotFoundError:
            raise SubidaVencida from None

    def quitar(self, resumen: str) -> None:
        if RESUMEN.fullmatch(resumen):
            for archivo in (resumen, resumen + NOMBRE):
                (self._carpeta / archivo).unlink(missing_ok=True)

    def _mias(self) -> list[Path]:
        return [a for a in self._carpeta.iterdir() if RESUMEN.fullmatch(a.name)]

    def _escribir(self, nombre: str, contenido: bytes) -> None:
        """Se escribe al lado y se renombra: un corte no deja un archivo a medias."""
        parcial = self._carpeta / f".{nombre}.{os.getpid()}"
        parcial.write_bytes(contenido)
        parcial.replace(self._carpeta / nombre)

    def _limpiar(self) -> None:
        """Lo vencido de todos: son pocos archivos, y nadie más pasa a recogerlos."""
        for archivo in self._raiz.glob("*/*/*"):
            try:
                if _vencido(archivo):
                    archivo.unlink(missing_ok=True)
            except FileNotFoundError:  # otro proceso lo recogió antes
                continue


def _vencido(archivo: Path) -> bool:
    return time.time() - archivo.stat().st_mtime > VIGENCIA.total_seconds()
