"""Abrir una planilla ajena: qué es se mira por dentro, no por su extensión."""

from pathlib import Path, PurePath

from nucleo.dominio.mensajes import N_
from nucleo.planillas.excel import leer_excel
from nucleo.planillas.limites import USUALES, Limites, ilegible
from nucleo.planillas.separados import leer_separados
from nucleo.servicios.encabezados import Planilla

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DE_EXCEL = {".xlsx", ".xlsm"}
DE_TEXTO = {".csv", ".tsv", ".txt"}


def leer(ruta: Path, limites: Limites = USUALES) -> Planilla:
    """Las filas no vacías de un CSV o de la primera hoja con datos de un XLSX, como texto.

    Cada fila lleva el número que se ve en la hoja. Levanta `ArchivoIlegible` si el archivo no es
    lo que dice ser, está dañado o pasa los límites; nunca ejecuta ni evalúa nada.
    """
    return leer_contenido(ruta.name, _contenido(ruta, limites), limites)


def leer_contenido(nombre: str, contenido: bytes, limites: Limites = USUALES) -> Planilla:
    """Lo mismo, de un archivo que ya se tiene entero y dice llamarse `nombre`."""
    extension = PurePath(nombre).suffix.lower()
    if len(contenido) > limites.bytes_:
        megas = limites.bytes_ // (1024 * 1024)
        raise ilegible(nombre, N_("pesa más de %(megas)s MB"), megas=megas)
    if not contenido.strip():
        raise ilegible(nombre, N_("está vacío"))
    if contenido.startswith(OLE):
        raise ilegible(nombre, N_("es un libro de Excel antiguo (.xls) o protegido con contraseña"))
    es_zip = contenido.startswith(ZIP)
    if es_zip and extension in DE_TEXTO:
        raise ilegible(nombre, N_("dice ser texto, pero por dentro es un libro de Excel o un ZIP"))
    if not es_zip and extension in DE_EXCEL:
        raise ilegible(nombre, N_("dice ser un libro de Excel, pero por dentro no lo es"))
    return (leer_excel if es_zip else leer_separados)(nombre, contenido, limites)


def _contenido(ruta: Path, limites: Limites) -> bytes:
    """El archivo entero; si pasa lo permitido, un byte de más y ninguno otro."""
    try:
        with ruta.open("rb") as archivo:
            return archivo.read(limites.bytes_ + 1)
    except OSError:
        raise ilegible(ruta.name, N_("no se pudo abrir")) from None
