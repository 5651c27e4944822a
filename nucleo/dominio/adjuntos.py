"""Los archivos que acompañan a un formulario: la foto de la planilla, el acta de la asamblea."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio

MEGAS = 8
BYTES = MEGAS * 1024 * 1024
POR_FORMULARIO = 12
LARGO_DE_NOMBRE = 80
SIN_NOMBRE = "archivo"


class ArchivoRechazado(ErrorDeNegocio):
    """Lo enviado no se guarda; `motivo` es un `Mensaje` que dice por qué y qué hacer."""

    campos = ("motivo",)


class DemasiadosAdjuntos(ErrorDeNegocio):
    """El formulario ya tiene todos los archivos que puede tener."""

    campos = ("maximo",)


class AdjuntoFirme(ErrorDeNegocio):
    """La lista de la gestión se cerró: lo que prueba lo registrado ya no se quita."""

    campos = ("gestion",)


class ClaseDeAdjunto(StrEnum):
    """Qué es el archivo para quien lo abre."""

    PLANILLA = "planilla"
    ACTA = "acta"
    CONSTANCIA = "constancia"
    OTRO = "otro"


class TipoDeArchivo(StrEnum):
    """Lo único que se guarda. El valor es su tipo MIME; se reconoce por el contenido."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"


EXTENSIONES: Mapping[TipoDeArchivo, str] = {
    TipoDeArchivo.JPEG: "jpg",
    TipoDeArchivo.PNG: "png",
    TipoDeArchivo.WEBP: "webp",
    TipoDeArchivo.PDF: "pdf",
}
_PRINCIPIOS = (
    (re.compile(rb"\xff\xd8\xff"), TipoDeArchivo.JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), TipoDeArchivo.PNG),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), TipoDeArchivo.WEBP),
    (re.compile(rb"%PDF-"), TipoDeArchivo.PDF),
)


def tipo_de(contenido: bytes) -> TipoDeArchivo | None:
    """El que dicen sus primeros bytes, se llame como se llame; `None` si no es de los que valen."""
    return next((tipo for inicio, tipo in _PRINCIPIOS if inicio.match(contenido)), None)


def nombre_sano(nombre: str, tipo: TipoDeArchivo) -> str:
    """El nombre que se muestra: sin carpetas ni signos que engañen, y con la extensión que le toca.

    Quedan letras de cualquier lengua, números, espacios y `.-_()`. «../../x.php» es «x.jpg».
    """
    suelto = re.split(r"[/\\]", unicodedata.normalize("NFC", nombre))[-1]
    limpio = "".join(c if c.isalnum() or c in ".-_()" else " " for c in suelto)
    raiz = re.sub(r"\.[0-9a-z]{1,5}$", "", " ".join(limpio.split()), flags=re.IGNORECASE)
    raiz = raiz.strip(" .")[:LARGO_DE_NOMBRE].strip(" .")
    return f"{raiz or SIN_NOMBRE}.{EXTENSIONES[tipo]}"


@dataclass(eq=False)
class Adjunto(DelMunicipio):
    """Un archivo de un formulario. `resumen` es el SHA-256 de lo guardado y `tamano`, sus bytes.

    Puede llevar nombres, firmas y huellas: lo ve quien puede ver lo reservado, y su organización.
    """

    id: UUID
    formulario_id: UUID
    clase: ClaseDeAdjunto
    nombre: str
    tipo: TipoDeArchivo
    resumen: str
    tamano: int
    cuando: datetime
    quien: str
