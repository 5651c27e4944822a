"""El POA en un libro de Excel: sus líneas, sus sumas y su ficha, sin que nada se ejecute."""

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from nucleo.planillas.escritura import SOLO_TEXTO

Celda = str | int | Decimal | None
ANCHOS = {"Denominación": 60, "Nota": 40, "Por qué sin objetivo": 40, "Fuente del dato": 40}
ANCHO = 16
DINERO = "#,##0.00"


def escribir_poa(
    titulos: Sequence[str],
    filas: Sequence[Sequence[Celda]],
    hojas: Sequence[tuple[str, Sequence[Sequence[Celda]]]] = (),
) -> bytes:
    """La primera hoja es la que se lee de vuelta; las demás, para mirar. El mismo POA, el mismo

    archivo: no lleva la hora.
    """
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida, SOLO_TEXTO) as libro:
        libro.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - Excel no tiene zonas
        negrita = libro.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        texto, dinero = (libro.add_format({"num_format": f}) for f in ("@", DINERO))
        poa = libro.add_worksheet("POA")
        poa.freeze_panes(1, 0)
        for columna, titulo in enumerate(titulos):
            poa.set_column(columna, columna, ANCHOS.get(titulo, ANCHO), texto)
            poa.write_string(0, columna, titulo, negrita)
        escribir_filas(poa, filas, 1, dinero)
        for nombre, suyas in hojas:
            hoja = libro.add_worksheet(nombre)
            hoja.set_column(0, 0, 44)
            hoja.set_column(1, 9, 22)
            escribir_filas(hoja, suyas, 0, dinero)
    return salida.getvalue()


def escribir_filas(
    hoja: Worksheet, filas: Sequence[Sequence[Celda]], desde: int, dinero: object
) -> None:
    """El dinero va como número; todo texto, como texto, aunque empiece con «=»."""
    for numero, fila in enumerate(filas, desde):
        for columna, celda in enumerate(fila):
            match celda:
                case Decimal():
                    hoja.write_number(numero, columna, float(celda), dinero)
                case int():
                    hoja.write_number(numero, columna, celda)
                case str() if celda:
                    hoja.write_string(numero, columna, celda)
