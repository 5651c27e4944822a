"""Toda una instalación en un archivo: un zip de exportaciones, escrito y leído con lo mismo."""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, cast

from nucleo.dominio.ambito import Ambito, EnPlataforma, ambito_de
from nucleo.dominio.errores import DestinoInaccesible, ExportacionDanada, ExportacionIlegible
from nucleo.exportaciones.contenedor import MANIFIESTO, Contenedor
from nucleo.exportaciones.escritura import LEAME, Contenido, Paquete, Portada, escribir
from nucleo.exportaciones.leame import DE_RESPALDO
from nucleo.exportaciones.lectura import Exportacion, abierto, leer, leer_manifiesto
from nucleo.exportaciones.limites import USUALES, Limites
from nucleo.exportaciones.manifiesto import Incluida, ManifiestoDeRespaldo, a_json

AMBITOS, CONFIGURACIONES = "ambitos/", "configuraciones/"
CLAVES = "claves-de-actas.pem"
"""Las públicas con que se comprueban las actas. La llave privada nunca va."""


def ruta_de(clave: str) -> str:
    """Dónde va la exportación de un ámbito dentro del respaldo."""
    return f"{AMBITOS}{clave.replace(':', '-')}.tinkuy.zip"


class Flujo:
    """Lo justo para que un zip se escriba dentro de otro, sin volver atrás."""

    def __init__(self, anadir: Callable[[bytes], object]) -> None:
        self._anadir = anadir

    def write(self, trozo: bytes) -> int:
        self._anadir(bytes(trozo))
        return len(trozo)

    def flush(self) -> None:
        """No guarda nada: lo escrito ya pasó."""


def escribir_respaldo(
    salida: IO[bytes],
    portada: Portada,
    ambitos: Iterable[tuple[Portada, Contenido]],
    configuraciones: Iterable[tuple[str, bytes]],
    claves: bytes = b"",
) -> ManifiestoDeRespaldo:
    """Escribe la exportación de cada ámbito antes de pedir el siguiente.

    `claves` son las públicas de las actas, en PEM; sin ninguna, no van.
    """
    incluidas, paquetes = [], {}
    with zipfile.ZipFile(salida, "w") as zip_:
        paquete = Paquete(zip_, portada.creado)
        paquete.guardar(LEAME, DE_RESPALDO.encode())
        for suya, contenido in ambitos:
            ruta = ruta_de(suya.ambito.clave)
            with paquete.abrir(ruta, zipfile.ZIP_STORED) as anadir:
                hecha = escribir(cast("IO[bytes]", Flujo(anadir)), suya, contenido)
            paquetes.update({t.paquete: t.revision for t, _ in hecha.tablas})
            incluidas.append(Incluida(suya.ambito.clave, suya.nombre, ruta, hecha.resumen))
        for ruta, texto in configuraciones:
            paquete.guardar(CONFIGURACIONES + ruta, texto)
        if claves:
            paquete.guardar(CLAVES, claves)
        manifiesto = ManifiestoDeRespaldo(
            portada.nombre, portada.creado, portada.quien, paquetes, incluidas, paquete.resumenes
        )
        paquete.guardar(MANIFIESTO, a_json(manifiesto.como_json()))
    return manifiesto


@contextmanager
def abrir_respaldo(
    ruta: Path, nombre: str = "", limites: Limites = USUALES
) -> Iterator["Respaldo"]:
    """El respaldo con cada archivo verificado contra su manifiesto; los errores, los de `abrir`."""
    with abierto(ruta) as archivo:
        contenedor = Contenedor(archivo, nombre or ruta.name, limites)
        datos = leer_manifiesto(contenedor, limites)
        yield Respaldo(contenedor, ManifiestoDeRespaldo.de_json(contenedor.nombre, datos), limites)


class Respaldo:
    """Cumple `nucleo.servicios.puertos.Respaldo`."""

    def __init__(
        self, contenedor: Contenedor, manifiesto: ManifiestoDeRespaldo, limites: Limites
    ) -> None:
        self.archivo, self.manifiesto = contenedor.nombre, manifiesto
        self._contenedor, self._limites = contenedor, limites
        contenedor.verificar(manifiesto.archivos)
        self._incluidas = self._reconocidas()
        for ruta in manifiesto.archivos:
            if not ruta.startswith((AMBITOS, CONFIGURACIONES)) and ruta not in {LEAME, CLAVES}:
                raise ExportacionDanada(self.archivo, ruta, "un respaldo no la trae")
        self.sha256 = contenedor.resumen()

    def _reconocidas(self) -> list[tuple[Ambito, Incluida]]:
        """La plataforma primero: su cadena dice qué municipios tienen que venir después."""
        hay = {r for r in self.manifiesto.archivos if r.startswith(AMBITOS)}
        por_clave = {i.ambito: i for i in self.manifiesto.ambitos}
        reconocidas = [(ambito_de(clave), i) for clave, i in sorted(por_clave.items())]
        conocidas = [(ambito, i) for ambito, i in reconocidas if ambito and i.archivo in hay]
        if not len(conocidas) == len(self.manifiesto.ambitos) == len(hay):
            raise ExportacionIlegible(self.archivo, "el manifiesto no dice bien sus ámbitos")
        return sorted(conocidas, key=lambda par: par[0] != EnPlataforma())

    @property
    def ambitos(self) -> Sequence[Ambito]:
        return [ambito for ambito, _ in self._incluidas]

    def configuraciones(self) -> Iterator[tuple[str, bytes]]:
        """Ruta y contenido de cada TOML de la instalación."""
        for ruta in self.manifiesto.archivos:
            if ruta.startswith(CONFIGURACIONES):
                contenido = self._contenedor.leer(ruta, self._limites.manifiesto)
                yield ruta.removeprefix(CONFIGURACIONES), contenido

    def claves(self) -> bytes:
        """Las públicas con que se comprueban las actas que trae; vacío si no vinieron."""
        if CLAVES not in self.manifiesto.archivos:
            return b""
        return self._contenedor.leer(CLAVES, self._limites.manifiesto)

    def exportaciones(self) -> Iterator[Exportacion]:
        """Cada una se verifica entera, copiada a un archivo pasajero y sin nombre."""
        for ambito, incluida in self._incluidas:
            with TemporaryFile() as copia:
                self._copiar(incluida.archivo, copia)
                exportacion = leer(copia, incluida.archivo.removeprefix(AMBITOS), self._limites)
                if (exportacion.ambito, exportacion.resumen) != (ambito, incluida.resumen):
                    motivo = "no es la que el manifiesto dice"
                    raise ExportacionDanada(self.archivo, incluida.archivo, motivo)
                yield exportacion

    def _copiar(self, ruta: str, copia: IO[bytes]) -> None:
        try:
            for trozo in self._contenedor.trozos(ruta):
                copia.write(trozo)
            copia.flush()
        except OSError as error:
            raise DestinoInaccesible("copia pasajera", error.strerror or repr(error)) from error
