"""Tablas que se llevan a una hoja de cálculo (CSV o XLSX) sin que nada se ejecute al abrirlas."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask import Response

from nucleo.planillas.escritura import escribir_csv, escribir_tabla
from nucleo.web.ambito import municipio_actual

Celda = str | int | float | Decimal | None
MIME = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Tabla:
    """Encabezados y filas; los números van como números."""

    titulos: Sequence[str]
    filas: Sequence[Sequence[Celda]]


def descargar(tabla: Tabla, formato: str, nombre: str, de_quien: str = "") -> Response:
    """La tabla como archivo adjunto `<de_quien>-<nombre>.<formato>`; sin decirlo, del municipio."""
    en_excel = formato == "xlsx"
    contenido = escribir_tabla(tabla.titulos, tabla.filas) if en_excel else como_csv(tabla)
    respuesta = Response(contenido, content_type=MIME[formato])
    archivo = f"{de_quien or municipio_actual().slug}-{nombre}.{formato}"
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{archivo}"'
    return respuesta


def como_csv(tabla: Tabla) -> bytes:
    return escribir_csv([tabla.titulos, *(map(como_texto, fila) for fila in tabla.filas)])


def como_texto(celda: Celda) -> str:
    """Los números llevan coma decimal, como los espera una hoja de cálculo en castellano."""
    if celda is None:
        return ""
    return celda if isinstance(celda, str) else str(celda).replace(".", ",")


def mostrar_pdf(contenido: bytes, nombre: str, de_quien: str = "") -> Response:
    """El papel, que se abre en el navegador y se guarda como `<de_quien>-<nombre>.pdf`."""
    respuesta = Response(contenido, mimetype="application/pdf")
    archivo = f"{de_quien or municipio_actual().slug}-{nombre}.pdf"
    respuesta.headers["Content-Disposition"] = f'inline; filename="{archivo}"'
    return respuesta
