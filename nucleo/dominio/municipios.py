"""Los municipios que esta instalación hospeda."""

from dataclasses import dataclass
from datetime import datetime

from nucleo.dominio.identidad import DeTodos


@dataclass(eq=False)
class Alta(DeTodos):
    """Un municipio hospedado: `municipio_id` es su código INE; lo demás está en el catálogo.

    Suspendido, sus datos quedan como están: nadie los muestra ni los cambia.
    """

    municipio_id: int
    cuando: datetime
    quien: str
    suspendida_en: datetime | None = None
    motivo: str = ""
