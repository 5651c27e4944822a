"""Escribir planillas: CSV que Excel abre bien en castellano y XLSX con listas desplegables."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from nucleo.servicios.plantillas import Hoja

_PELIGROSA = re.compile(r" *'*[=+\-@\t\r]")
_NEGATIVO = re.compile(r"-[0-9][0-9.,]*")
SOLO_TEXTO = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
ANCHO = 18
LISTAS = "Listas"
FILAS_DE_SOBRA = 500  # para las que se agreguen debajo de las ya escritas


def protegida(celda: str) -> str:
    """La celda con ' delante si una hoja de cálculo pudiera ejecutarla; un negativo no puede.

    Al leer se quita un solo ': lo que ya lo traía también vuelve igual.
    """
    if _PELIGROSA.match(celda) and not _NEGATIVO.fullmatch(celda):
        return f"'{celda}"
    return celda


def escribir_csv(filas: Iterable[Iterable[str]]) -> bytes:
    """UTF-8 con marca y punto y coma: así lo abre Excel en Bolivia. La primera es el encabezado."""
    salida = io.StringIO()
    escritor = csv.writer(salida, delimiter=";", lineterminator="\r\n")
    escritor.writerows([protegida(celda) for celda in fila] for fila in filas)
    return salida.getvalue().encode("utf-8-sig")


def escribir_xlsx(hojas: Sequence[Hoja]) -> bytes:
    """Un libro con esas hojas, en ese orden; ningún texto se vuelve fórmula ni enlace."""
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida, SOLO_TEXTO) as libro:
        formatos = {
            "titulo": libro.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "texto": libro.add_format({"num_format": "@"}),
        }
        pestanas = [libro.add_worksheet(hoja.nombre) for hoja in hojas]
        rangos = _escribir_listas(libro, hojas)
        for pestana, hoja in zip(pestanas, hojas, strict=True):
            _escribir(pestana, hoja, formatos, rangos)
    return salida.getvalue()


def escribir_tabla(
    titulos: Sequence[str], filas: Sequence[Sequence[str | float | Decimal | None]]
) -> bytes:
    """Un listado en una hoja con encabezado fijo y filtro; los números van como números."""
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida, SOLO_TEXTO) as libro:
        hoja = libro.add_worksheet("Datos")
        hoja.write_row(0, 0, titulos, libro.add_format({"bold": True}))
        for numero, fila in enumerate(filas, 1):
            hoja.write_row(numero, 0, ["" if celda is None else celda for celda in fila])
        hoja.freeze_panes(1, 0)
        hoja.autofilter(0, 0, len(filas), len(titulos) - 1)
        hoja.set_column(0, len(titulos) - 1, ANCHO)
    return salida.getvalue()


def _escribir_listas(libro: xlsxwriter.Workbook, hojas: Sequence[Hoja]) -> dict[str, str]:
    """Las opciones van en una hoja oculta: escritas en la celda, Excel solo admite 255 letras."""
    listas = {nombre: opciones for hoja in hojas for nombre, opciones in hoja.listas.items()}
    if not listas:
        return {}
    oculta = libro.add_worksheet(LISTAS)
    oculta.hide()
    rangos = {}
    for columna, (nombre, opciones) in enumerate(listas.items()):
        for fila, opcion in enumerate(opciones):
            oculta.write_string(fila, columna, opcion)
        hasta = xl_rowcol_to_cell(max(0, len(opciones) - 1), columna, row_abs=True, col_abs=True)
        desde = xl_rowcol_to_cell(0, columna, row_abs=True, col_abs=True)
        rangos[nombre] = f"={LISTAS}!{desde}:{hasta}"
    return rangos


def _escribir(
    pestana: Worksheet, hoja: Hoja, formatos: dict[str, Format], rangos: dict[str, str]
) -> None:
    """Encabezado fijo con sus notas, columnas anchas, filas y listas desplegables."""
    pestana.freeze_panes(1, 0)
    for numero, columna in enumerate(hoja.columnas):
        formato = formatos["texto"] if columna.texto else None
        pestana.set_column(numero, numero, columna.ancho, formato)
        pestana.write_string(0, numero, columna.nombre, formatos["titulo"])
        if columna.nota:
            pestana.write_comment(0, numero, columna.nota)
        if columna.lista:
            hasta = len(hoja.filas) + FILAS_DE_SOBRA
            regla = {"validate": "list", "source": rangos[columna.lista], "error_type": "warning"}
            pestana.data_validation(1, numero, hasta, numero, regla)
    for fila, celdas in enumerate(hoja.filas, 1):
        for numero, celda in enumerate(celdas):
            if isinstance(celda, int):
                pestana.write_number(fila, numero, celda)
            elif celda:
                pestana.write_string(fila, numero, celda)
