"""Tablas que se llevan a una hoja de cálculo (CSV o XLSX) sin que nada se ejecute al abrirlas."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask import Response
from xlsxwriter import Workbook

from nucleo.web.ambito import municipio_actual

Celda = str | int | float | Decimal | None
PELIGROSAS = ("=", "+", "-", "@", "\t", "\r")
SIN_FORMULAS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MIME = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Tabla:
    """Encabezados y filas; los números van como números."""

    titulos: Sequence[str]
    filas: Sequence[Sequence[Celda]]


def descargar(tabla: Tabla, formato: str, nombre: str) -> Response:
    """La tabla como archivo adjunto `<municipio>-<nombre>.<formato>`."""
    contenido = como_csv(tabla) if formato == "csv" else como_xlsx(tabla)
    respuesta = Response(contenido, content_type=MIME[formato])
    archivo = f"{municipio_actual().slug}-{nombre}.{formato}"
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{archivo}"'
    return respuesta


def como_csv(tabla: Tabla) -> bytes:
    """Punto y coma, coma decimal y BOM: así lo abre bien una hoja de cálculo en castellano."""
    salida = io.StringIO()
    escritor = csv.writer(salida, delimiter=";", lineterminator="\r\n")
    escritor.writerow(map(inofensiva, tabla.titulos))
    escritor.writerows([map(inofensiva, fila) for fila in tabla.filas])
    return salida.getvalue().encode("utf-8-sig")


def inofensiva(celda: Celda) -> str:
    """La celda como texto; lo que una hoja de cálculo tomaría por fórmula lleva ' delante."""
    if celda is None:
        return ""
    if not isinstance(celda, str):
        return str(celda).replace(".", ",")
    return f"'{celda}" if celda.lstrip(" ").startswith(PELIGROSAS) else celda


def como_xlsx(tabla: Tabla) -> bytes:
    """Una hoja con encabezado fijo y filtro; los textos entran como textos."""
    salida = io.BytesIO()
    with Workbook(salida, SIN_FORMULAS) as libro:
        hoja = libro.add_worksheet("Datos")
        hoja.write_row(0, 0, tabla.titulos, libro.add_format({"bold": True}))
        for numero, fila in enumerate(tabla.filas, 1):
            hoja.write_row(numero, 0, [c if c is not None else "" for c in fila])
        hoja.freeze_panes(1, 0)
        hoja.autofilter(0, 0, len(tabla.filas), len(tabla.titulos) - 1)
        hoja.set_column(0, len(tabla.titulos) - 1, 18)
    return salida.getvalue()
