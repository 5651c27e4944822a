"""Texto separado por comas, punto y coma o tabuladores, en la codificación que venga."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from nucleo.dominio.mensajes import N_
from nucleo.planillas.limites import Limites, ilegible
from nucleo.servicios.encabezados import Planilla

SEPARADORES = ";,\t|"
MUESTRA = 60
MARCAS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_ES_TEXTO = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DECLARADO = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_PROTEGIDA = re.compile(r"\A'(?='*[=+\-@\t\r])")


def leer_separados(nombre: str, contenido: bytes, limites: Limites) -> Planilla:
    """Las filas con algo escrito. El número de fila es el que mostraría una hoja de cálculo."""
    texto = decodificar(contenido)
    if texto is None or _NO_ES_TEXTO.search(texto):
        raise ilegible(nombre, N_("no es un archivo de texto"))
    if re.match(r"\s*<(!doctype|html|table|\?xml)", texto, re.IGNORECASE):
        raise ilegible(nombre, N_("es una página web o un XML, no una planilla"))
    if declarado := _DECLARADO.match(texto):
        separador, saltadas, texto = declarado[1], 1, texto[declarado.end() :]
    else:
        separador, saltadas = adivinar_separador(texto), 0
    lector = csv.reader(io.StringIO(texto, newline=""), delimiter=separador, strict=True)
    renglones = list(_renglones(nombre, lector, saltadas, limites))
    if not renglones:
        raise ilegible(nombre, N_("está vacío"))
    return Planilla(nombre, renglones)


def decodificar(contenido: bytes) -> str | None:
    """UTF-8 (con marca o sin ella), UTF-16 con marca y, si no, lo que escribe Windows en español.

    Latin-1 y cp1252 coinciden en las letras; los cinco octetos que cp1252 no define se leen como
    Latin-1. Devuelve `None` si una marca promete lo que el archivo no cumple.
    """
    marcadas = [codificacion for marca, codificacion in MARCAS if contenido.startswith(marca)]
    for codificacion in marcadas or ["utf-8", "cp1252", "latin-1"]:
        try:
            return contenido.decode(codificacion)
        except UnicodeDecodeError:
            continue
    return None


def adivinar_separador(texto: str) -> str:
    """El que parte más filas de la muestra en la misma cantidad de columnas; después, en más.

    No se usa `csv.Sniffer`: con montos como «1.234,50» elige la coma. El encabezado, que no trae
    montos, desempata por una fila.
    """

    def puntos(separador: str) -> tuple[int, int]:
        muestra = io.StringIO(texto, newline="")
        try:
            filas = list(islice(csv.reader(muestra, delimiter=separador), MUESTRA))
        except csv.Error:
            return 0, 0
        anchos = Counter(len(fila) for fila in filas if len(fila) > 1)
        return max(((veces, ancho) for ancho, veces in anchos.items()), default=(0, 0))

    return max(SEPARADORES, key=puntos)


def _renglones(
    nombre: str, lector: Iterator[list[str]], saltadas: int, limites: Limites
) -> Iterator[tuple[int, list[str]]]:
    """Filas no vacías y numeradas; lo que pasa un límite corta la lectura ahí mismo."""
    numero = saltadas
    try:
        for numero, celdas in enumerate(lector, saltadas + 1):
            if numero > limites.filas:
                raise ilegible(nombre, N_("tiene más de %(filas)s filas"), filas=limites.filas)
            if any(len(celda) > limites.letras for celda in celdas):
                raise _celda_larga(nombre, numero, limites)
            if any(celda.strip() for celda in celdas):
                yield (
                    numero,
                    [_PROTEGIDA.sub("", celda) for celda in _podada(nombre, celdas, limites)],
                )
    except csv.Error as error:
        if "field larger" in str(error):
            raise _celda_larga(nombre, numero + 1, limites) from None
        raise ilegible(
            nombre, N_("las comillas de la fila %(fila)s no cierran bien"), fila=numero + 1
        ) from None


def _celda_larga(nombre: str, fila: int, limites: Limites) -> Exception:
    texto = N_("la fila %(fila)s tiene una celda de más de %(letras)s caracteres")
    return ilegible(nombre, texto, fila=fila, letras=limites.letras)


def _podada(nombre: str, celdas: list[str], limites: Limites) -> list[str]:
    """Sin las celdas vacías del final, que las hojas de cálculo agregan por decenas."""
    while celdas and not celdas[-1].strip():
        celdas.pop()
    if len(celdas) > limites.columnas:
        texto = N_("tiene más de %(columnas)s columnas")
        raise ilegible(nombre, texto, columnas=limites.columnas)
    return celdas
