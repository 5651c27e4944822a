"""Leer la exportación de un ámbito, hecha por quien sea: entera y como dice ser, o un error."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from nucleo.dominio.ambito import Ambito
from nucleo.dominio.errores import (
    DatosInvalidos,
    ExportacionDanada,
    ExportacionIlegible,
    ResumenDistinto,
)
from nucleo.dominio.volcado import Fila, Tabla, renglon, resumen_de
from nucleo.exportaciones.contenedor import MANIFIESTO, Contenedor
from nucleo.exportaciones.limites import USUALES, Limites
from nucleo.exportaciones.manifiesto import Manifiesto, de_json, no_vale, ruta_de

ADJUNTOS = "adjuntos/"
NUCLEO = "nucleo"
LIBRES = (ADJUNTOS, "sitio/", "LEAME.txt")
"""Lo que no hace falta que el manifiesto diga de qué tabla es."""


@contextmanager
def abrir(ruta: Path, nombre: str = "", limites: Limites = USUALES) -> Iterator["Exportacion"]:
    """La exportación ya verificada: cada archivo es el del manifiesto y el resumen cuadra.

    `nombre` es cómo se la llama en los mensajes y en los hechos, si no es el del archivo.
    Levanta `ExportacionIlegible`, `ExportacionDanada`, `RutaProhibida`, `ExportacionExcesiva`,
    `ResumenDistinto` o `VersionFutura`. Nada se extrae a disco.
    """
    with abierto(ruta) as archivo:
        yield leer(archivo, nombre or ruta.name, limites)


@contextmanager
def abierto(ruta: Path) -> Iterator[IO[bytes]]:
    try:
        archivo = ruta.open("rb")
    except OSError as error:
        raise ExportacionIlegible(ruta.name, f"no se pudo abrir ({error.strerror})") from error
    with archivo:
        yield archivo


def leer(archivo: IO[bytes], nombre: str, limites: Limites = USUALES) -> "Exportacion":
    """Como `abrir`, de un archivo ya abierto que debe seguir así mientras se use."""
    contenedor = Contenedor(archivo, nombre, limites)
    datos = leer_manifiesto(contenedor, limites)
    exportacion = Exportacion(contenedor, Manifiesto.de_json(nombre, datos), limites)
    exportacion.verificar()
    return exportacion


def leer_manifiesto(contenedor: Contenedor, limites: Limites) -> Mapping[str, object]:
    contenido = contenedor.leer(MANIFIESTO, limites.manifiesto)
    try:
        return de_json(contenido)
    except ValueError as error:
        motivo = f"«{MANIFIESTO}» no es JSON válido ({error})"
        raise ExportacionIlegible(contenedor.nombre, motivo) from error


class Exportacion:
    """Cumple `nucleo.servicios.puertos.Exportacion`."""

    def __init__(self, contenedor: Contenedor, manifiesto: Manifiesto, limites: Limites) -> None:
        self.manifiesto = manifiesto
        self.archivo = contenedor.nombre
        self._contenedor = contenedor
        self._limites = limites
        self.sha256 = contenedor.resumen()

    @property
    def ambito(self) -> Ambito:
        return self.manifiesto.ambito

    @property
    def nombre(self) -> str:
        """Cómo se llama el ámbito: «Villa Tunari»."""
        return self.manifiesto.nombre

    @property
    def resumen(self) -> str:
        return self.manifiesto.resumen

    @property
    def paquetes(self) -> Mapping[str, str]:
        """En qué revisión está cada paquete con datos aquí."""
        return {t.paquete: t.revision for t in self.tablas()}

    def cuentas(self) -> dict[str, int]:
        """Cuántas filas trae cada tabla."""
        return {resumida.nombre: resumida.filas for _, resumida in self.manifiesto.tablas}

    def tablas(self) -> Sequence[Tabla]:
        return [tabla for tabla, _ in self.manifiesto.tablas]

    def adjuntos(self) -> Sequence[str]:
        rutas = (r for r in self.manifiesto.archivos if r.startswith(ADJUNTOS))
        return sorted(r.removeprefix(ADJUNTOS) for r in rutas)

    def adjunto(self, resumen: str) -> bytes:
        return self._contenedor.leer(ADJUNTOS + resumen, self._limites.por_archivo)

    def ajustes(self) -> str | None:
        """El TOML propio, tal como estaba escrito."""
        if self.manifiesto.ajustes is None:
            return None
        contenido = self._contenedor.leer(self.manifiesto.ajustes, self._limites.manifiesto)
        try:
            return contenido.decode("utf-8")
        except UnicodeDecodeError as error:
            motivo = f"«{self.manifiesto.ajustes}» no es texto en UTF-8"
            raise ExportacionIlegible(self.archivo, motivo) from error

    def filas(self, tabla: Tabla) -> Iterator[Fila]:
        """Cada renglón es exactamente el que Tinkuy escribiría para su fila, o no vale."""
        renglones = self._contenedor.renglones(ruta_de(tabla.nombre))
        for numero, escrito in enumerate(renglones, 1):
            yield fila_de(tabla, numero, escrito)

    def verificar(self) -> None:
        """El manifiesto cuadra consigo mismo y con cada archivo."""
        self._contenedor.verificar(self.manifiesto.archivos)
        self._verificar_rutas()
        self._verificar_paquetes()
        hallado = resumen_de((r for _, r in self.manifiesto.tablas), self.adjuntos())
        if hallado != self.resumen:
            raise ResumenDistinto(self.nombre, self.resumen, hallado)

    def _verificar_rutas(self) -> None:
        """Cada tabla y cada adjunto en su lugar, y nada de más."""
        archivos, nombrados = self.manifiesto.archivos, {self.manifiesto.ajustes}
        for tabla, resumida in self.manifiesto.tablas:
            ruta = ruta_de(tabla.nombre)
            if ruta in nombrados or archivos.get(ruta) != resumida.resumen:
                raise ExportacionDanada(self.archivo, ruta, "su resumen no es el de la tabla")
            nombrados.add(ruta)
        for ruta in archivos.keys() - nombrados:
            if not ruta.startswith(LIBRES):
                raise ExportacionDanada(self.archivo, ruta, "el manifiesto no dice qué es")
        if (ajustes := self.manifiesto.ajustes) and ajustes not in archivos:
            raise ExportacionDanada(self.archivo, ajustes, "falta en el archivo")
        self.ajustes()
        for resumen in self.adjuntos():
            if archivos[ADJUNTOS + resumen] != resumen:
                raise ExportacionDanada(self.archivo, ADJUNTOS + resumen, "no se llama como es")

    def _verificar_paquetes(self) -> None:
        """Cada paquete en una sola revisión, y el núcleo entre ellos."""
        if len({(t.paquete, t.revision) for t in self.tablas()}) != len(self.paquetes):
            raise ExportacionIlegible(self.archivo, "trae un paquete en dos revisiones")
        if NUCLEO not in self.paquetes:
            raise ExportacionIlegible(self.archivo, "no trae nada del núcleo")


def fila_de(tabla: Tabla, numero: int, escrito: bytes) -> Fila:
    try:
        fila = json.loads(escrito, parse_constant=no_vale)
        igual = isinstance(fila, dict) and renglon(fila) == escrito
    except (ValueError, RecursionError) as error:
        raise DatosInvalidos(tabla.nombre, numero, f"no es JSON válido: {error}") from error
    if not isinstance(fila, dict) or fila.keys() != tabla.columnas.keys():
        raise DatosInvalidos(tabla.nombre, numero, "no tiene las columnas de su tabla")
    if not igual:
        raise DatosInvalidos(tabla.nombre, numero, "no está escrito como lo escribe Tinkuy")
    return fila
