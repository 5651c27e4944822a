"""Un zip ajeno, leído sin confiar: nada se extrae a disco y nada se cree hasta contarlo."""

import hashlib
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any, cast

from nucleo.dominio.errores import (
    ExportacionDanada,
    ExportacionExcesiva,
    ExportacionIlegible,
    RutaProhibida,
)
from nucleo.exportaciones.limites import Limites, legible

TROZO = 1 << 16
CIFRADA = 0x1
METODOS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
MANIFIESTO = "manifiesto.json"
PERMITIDAS = re.compile(
    r"""
      manifiesto\.json | LEAME\.txt | claves-de-actas\.pem
    | datos/[a-z][a-z0-9_]*\.jsonl
    | bitacora/(eslabones|cabezas)\.jsonl
    | adjuntos/[0-9a-f]{64}
    | ajustes/[a-z0-9-]+\.toml
    | sitio/([A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/){0,5}[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}
    | ambitos/[a-z]+(-[a-z0-9-]+)?\.tinkuy\.zip
    | configuraciones/([a-z0-9_-]+/){0,4}[a-z0-9_-]+\.toml
    """,
    re.VERBOSE | re.ASCII,
)
"""Los nombres que puede tener una entrada, en una exportación o en un respaldo."""
AL_LEER = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, OverflowError,
)  # fmt: skip
"""Lo que `zipfile` levanta ante bytes cambiados; aquí todo eso es un archivo dañado."""


class Contenedor:
    """Las entradas de un zip cuyos nombres están todos permitidos y no se repiten."""

    def __init__(self, archivo: IO[bytes], nombre: str, limites: Limites) -> None:
        self.nombre = nombre
        self._limites = limites
        self._archivo = archivo
        try:
            self._zip = zipfile.ZipFile(archivo)
        except AL_LEER as error:
            motivo = "no es un zip, o está cortado"
            raise ExportacionIlegible(nombre, motivo) from error
        self._ocupa = archivo.seek(0, io.SEEK_END)
        self._entradas = self._revisadas()

    def _revisadas(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > self._limites.entradas:
            raise ExportacionExcesiva(self.nombre, "zip", f"{self._limites.entradas} entradas")
        entradas: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            ruta = info.orig_filename
            if ruta != info.filename or not PERMITIDAS.fullmatch(ruta) or es_enlace(info):
                raise RutaProhibida(self.nombre, ascii(ruta))
            if ruta in entradas:
                raise ExportacionIlegible(self.nombre, f"la entrada «{ruta}» está dos veces")
            if info.compress_type not in METODOS or info.flag_bits & CIFRADA:
                motivo = f"«{ruta}» está cifrada o comprimida de un modo que aquí no se usa"
                raise ExportacionIlegible(self.nombre, motivo)
            entradas[ruta] = info
        return entradas

    def verificar(self, archivos: Mapping[str, str]) -> None:
        """Que estén los archivos del manifiesto y ningún otro, y que cada uno sea el que dice."""
        hay = self._entradas.keys() - {MANIFIESTO}
        for ruta in sorted(archivos.keys() - hay):
            raise ExportacionDanada(self.nombre, ruta, "falta en el archivo")
        for ruta in sorted(hay - archivos.keys()):
            raise ExportacionDanada(self.nombre, ruta, "sobra: el manifiesto no la nombra")
        total = 0
        for ruta, esperado in archivos.items():
            sha = hashlib.sha256()
            for trozo in self.trozos(ruta):
                sha.update(trozo)
                total += len(trozo)
                self._exigir_razonable(ruta, total)
            if sha.hexdigest() != esperado:
                raise ExportacionDanada(self.nombre, ruta, "su SHA-256 no es el del manifiesto")

    def _exigir_razonable(self, ruta: str, total: int) -> None:
        """Entre todas las entradas no ocupan más de lo debido, ni crecen como una bomba."""
        limites = self._limites
        if total > limites.total:
            raise ExportacionExcesiva(self.nombre, ruta, legible(limites.total))
        if total > limites.sin_razon and total > self._ocupa * limites.razon:
            raise ExportacionExcesiva(self.nombre, ruta, f"{limites.razon} veces su tamaño")

    def trozos(self, ruta: str) -> Iterator[bytes]:
        """El contenido de una entrada, contado mientras se lee."""
        cuanto = 0
        with self._abierta(ruta) as entrada:
            while trozo := entrada.read(TROZO):
                cuanto += len(trozo)
                if cuanto > self._limites.por_archivo:
                    limite = legible(self._limites.por_archivo)
                    raise ExportacionExcesiva(self.nombre, ruta, limite)
                yield trozo

    def leer(self, ruta: str, limite: int) -> bytes:
        """Una entrada entera, si no pasa del límite."""
        if ruta not in self._entradas:
            raise ExportacionIlegible(self.nombre, f"no trae «{ruta}»")
        with self._abierta(ruta) as entrada:
            contenido = entrada.read(limite + 1)
        if len(contenido) > limite:
            raise ExportacionExcesiva(self.nombre, ruta, legible(limite))
        return contenido

    def renglones(self, ruta: str) -> Iterator[bytes]:
        """Una entrada ya verificada, de a un renglón acotado."""
        with self._abierta(ruta) as entrada:
            bufer = io.BufferedReader(cast("io.RawIOBase", entrada), TROZO)
            while renglon := bufer.readline(self._limites.renglon + 1):
                if len(renglon) > self._limites.renglon:
                    raise ExportacionExcesiva(self.nombre, ruta, legible(self._limites.renglon))
                yield renglon

    @contextmanager
    def _abierta(self, ruta: str) -> Iterator[IO[bytes]]:
        """Lo que falle al leer es del archivo; lo que falle al usar lo leído, no."""
        try:
            entrada = self._zip.open(self._entradas[ruta])
        except AL_LEER as error:
            raise danada(self.nombre, ruta, error) from error
        with entrada:
            yield cast("IO[bytes]", Vigilada(entrada, self.nombre, ruta))

    def resumen(self) -> str:
        """El SHA-256 de todo el archivo, como lo daría `sha256sum`."""
        sha = hashlib.sha256()
        self._archivo.seek(0)
        while trozo := self._archivo.read(TROZO):
            sha.update(trozo)
        return sha.hexdigest()


class Vigilada(io.RawIOBase):
    """Una entrada abierta: cualquier falla de su lectura se dice como archivo dañado."""

    def __init__(self, entrada: IO[bytes], archivo: str, ruta: str) -> None:
        self._entrada = entrada
        self._de = archivo, ruta

    def readable(self) -> bool:
        return True

    def read(self, cuanto: int = -1) -> bytes:
        try:
            return self._entrada.read(cuanto)
        except AL_LEER as error:
            raise danada(*self._de, error) from error

    def readinto(self, bufer: Any) -> int:
        leido = self.read(len(bufer))
        bufer[: len(leido)] = leido
        return len(leido)


def danada(archivo: str, ruta: str, error: BaseException) -> ExportacionDanada:
    return ExportacionDanada(archivo, ruta, f"no se puede descomprimir ({error})")


def es_enlace(info: zipfile.ZipInfo) -> bool:
    """Un enlace simbólico, una carpeta o cualquier cosa que no sea un archivo común."""
    tipo = stat.S_IFMT(info.external_attr >> 16)
    return tipo not in {0, stat.S_IFREG} or info.is_dir()
