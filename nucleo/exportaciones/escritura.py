"""Escribir la exportación de un ámbito: de a un renglón, y con el manifiesto al final."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from nucleo.dominio.ambito import Ambito
from nucleo.dominio.errores import AdjuntoDanado
from nucleo.dominio.volcado import ResumenDeTabla, Tabla, renglon, resumen_de
from nucleo.exportaciones.contenedor import MANIFIESTO
from nucleo.exportaciones.leame import DE_EXPORTACION
from nucleo.exportaciones.manifiesto import Manifiesto, a_json, ruta_de
from nucleo.servicios.legibilidad import sin_contenido
from nucleo.servicios.piezas import Adjuntos
from nucleo.servicios.puertos import Volcado

Avance = Callable[[int, int | None], None]
LEAME = "LEAME.txt"


@dataclass(frozen=True, slots=True)
class Portada:
    """De qué ámbito es la exportación, quién la hace y cuándo."""

    ambito: Ambito
    nombre: str
    creado: datetime
    quien: str


@dataclass(frozen=True, slots=True)
class Contenido:
    """Lo que entra: las filas, los adjuntos, el TOML (ruta y texto) y las páginas del sitio."""

    volcado: Volcado
    adjuntos: Adjuntos
    ajustes: tuple[str, str] | None = None
    sitio: Iterable[tuple[str, bytes]] = ()


@dataclass(frozen=True, slots=True)
class Paquete:
    """Un zip que se escribe en orden y recuerda el SHA-256 de cada archivo que entra."""

    zip: zipfile.ZipFile
    creado: datetime
    resumenes: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def abrir(
        self, ruta: str, metodo: int = zipfile.ZIP_DEFLATED
    ) -> Iterator[Callable[[bytes], object]]:
        """Da con qué añadir bytes al archivo; su SHA-256 queda anotado al cerrarlo."""
        entrada = zipfile.ZipInfo(ruta, self.creado.timetuple()[:6])
        entrada.compress_type, entrada.external_attr = metodo, 0o100644 << 16
        sha = hashlib.sha256()
        with self.zip.open(entrada, "w", force_zip64=True) as destino:

            def anadir(trozo: bytes) -> None:
                sha.update(trozo)
                destino.write(trozo)

            yield anadir
        self.resumenes[ruta] = sha.hexdigest()

    def guardar(self, ruta: str, contenido: bytes) -> None:
        with self.abrir(ruta) as anadir:
            anadir(contenido)


def escribir(
    salida: IO[bytes], portada: Portada, contenido: Contenido, avance: Avance = lambda *_: None
) -> Manifiesto:
    """Escribe el archivo entero y devuelve su manifiesto.

    `avance` cuenta las tablas y después las páginas, que no se sabe cuántas son. Si a una ficha
    de adjunto le falta su contenido, `AdjuntoDanado`: no se hace una copia incompleta.
    """
    with zipfile.ZipFile(salida, "w") as zip_:
        paquete = Paquete(zip_, portada.creado)
        paquete.guardar(LEAME, DE_EXPORTACION.encode())
        tablas = []
        de_aqui = contenido.volcado.tablas()
        for hechas, tabla in enumerate(de_aqui, 1):
            tablas.append((tabla, escribir_tabla(paquete, contenido.volcado, tabla)))
            avance(hechas, len(de_aqui))
        adjuntos = contenido.adjuntos.resumenes()
        if falta := sin_contenido(contenido.volcado, adjuntos):
            raise AdjuntoDanado(portada.nombre, falta)
        for resumen in adjuntos:
            paquete.guardar(f"adjuntos/{resumen}", adjunto_sano(portada, contenido, resumen))
        if contenido.ajustes:
            ruta, texto = contenido.ajustes
            paquete.guardar(ruta, texto.encode())
        for hechas, (ruta, pagina) in enumerate(contenido.sitio, len(de_aqui) + 1):
            paquete.guardar(f"sitio/{ruta}", pagina)
            avance(hechas, None)
        manifiesto = Manifiesto(
            ambito=portada.ambito,
            nombre=portada.nombre,
            creado=portada.creado,
            quien=portada.quien,
            resumen=resumen_de((resumida for _, resumida in tablas), adjuntos),
            tablas=tablas,
            ajustes=contenido.ajustes[0] if contenido.ajustes else None,
            archivos=dict(paquete.resumenes),
        )
        paquete.guardar(MANIFIESTO, a_json(manifiesto.como_json()))
    return manifiesto


def adjunto_sano(portada: Portada, contenido: Contenido, resumen: str) -> bytes:
    """El adjunto, si sigue siendo el que era; si no, `AdjuntoDanado`: el mal es de aquí."""
    try:
        leido = contenido.adjuntos.leer(resumen)
    except OSError as error:
        raise AdjuntoDanado(portada.nombre, resumen) from error
    if hashlib.sha256(leido).hexdigest() != resumen:
        raise AdjuntoDanado(portada.nombre, resumen)
    return leido


def escribir_tabla(paquete: Paquete, volcado: Volcado, tabla: Tabla) -> ResumenDeTabla:
    """Una tabla como JSONL: el SHA-256 de su archivo es el resumen de la tabla."""
    ruta, filas = ruta_de(tabla.nombre), 0
    with paquete.abrir(ruta) as anadir:
        for filas, fila in enumerate(volcado.filas(tabla), 1):  # noqa: B007 - la última cuenta vale
            anadir(renglon(fila))
    return ResumenDeTabla(tabla.nombre, filas, paquete.resumenes[ruta])
