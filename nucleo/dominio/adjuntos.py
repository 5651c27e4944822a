"""Los archivos que acompañan a un formulario: la foto de la planilla, el acta de la asamblea."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.identidad import DelMunicipio


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
