"""Un libro XLSX, leído con calamine después de revisarlo por dentro."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from nucleo.dominio.mensajes import N_
from nucleo.planillas.limites import Limites, ilegible
from nucleo.planillas.revision import revisado
from nucleo.servicios.encabezados import Planilla

CIFRAS_DE_EXCEL = ".15g"  # Excel guarda quince cifras significativas; las demás son ruido binario
DECIMALES_QUE_PARECEN_MILES = 3
MAXIMO_DE_COMBINADAS = 5_000


def leer_excel(nombre: str, contenido: bytes, limites: Limites) -> Planilla:
    """Las filas con algo escrito de la primera hoja visible que tenga datos.

    De una fórmula se lee el último valor que Excel guardó; nada se calcula.
    """
    libro_seguro = revisado(nombre, contenido, limites)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(libro_seguro)) as libro:
            for hoja in _hojas(libro):
                if renglones := list(_renglones(hoja)):
                    return Planilla(nombre, renglones, _combinadas(hoja))
    except CalamineError:
        raise ilegible(nombre, N_("el libro de Excel está dañado")) from None
    raise ilegible(nombre, N_("ninguna hoja tiene datos"))


def _hojas(libro: CalamineWorkbook) -> Iterator[CalamineSheet]:
    for hoja in libro.sheets_metadata:
        visible = hoja.visible == SheetVisibleEnum.Visible
        if visible and hoja.typ == SheetTypeEnum.WorkSheet:
            yield libro.get_sheet_by_name(hoja.name)


def _renglones(hoja: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    if hoja.start is None:
        return
    _, columna = hoja.start
    for numero, valores in enumerate(hoja.iter_rows(), 1):  # desde la fila 1, aunque esté vacía
        celdas = [en_texto(valor) for valor in valores]
        while celdas and not celdas[-1].strip():
            celdas.pop()
        if celdas:
            yield numero, [""] * columna + celdas


def _combinadas(hoja: CalamineSheet) -> list[tuple[int, int, int]]:
    """Las celdas unidas hacia abajo en una sola columna; demasiadas no las unió una persona."""
    rangos = (hoja.merged_cell_ranges or [])[:MAXIMO_DE_COMBINADAS]
    return [(c, desde + 1, hasta + 1) for (desde, c), (hasta, otra) in rangos if c == otra]


def en_texto(valor: object) -> str:
    """Una celda nativa, escrita de modo que `dominio.lectura` la lea igual y sin dudas.

    Los decimales van con coma. El que tiene justo tres lleva un cero más: así 1.567 no se
    confunde con mil quinientos sesenta y siete.
    """
    match valor:
        case bool():
            return "sí" if valor else "no"
        case float():
            return _numero(valor)
        case datetime():
            dia_entero = valor.time() == time()
            return valor.date().isoformat() if dia_entero else valor.isoformat(" ", "seconds")
        case date() | time():
            return valor.isoformat()
        case timedelta():
            return str(valor)
        case _:
            return str(valor)


def _numero(valor: float) -> str:
    exacto = format(Decimal(format(valor, CIFRAS_DE_EXCEL)), "f")
    enteros, _, decimales = exacto.partition(".")
    decimales = decimales.rstrip("0")
    if not decimales:
        return enteros
    if len(decimales) == DECIMALES_QUE_PARECEN_MILES:
        decimales += "0"
    return f"{enteros},{decimales}"
