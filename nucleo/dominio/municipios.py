"""Los municipios que esta instalación hospeda."""

from dataclasses import dataclass
from datetime import datetime

from nucleo.dominio.identidad import DeTodos


@dataclass(eq=False)
class Alta(DeTodos):
    """Un municipio hospedado: `municipio_id` es su código INE; lo demás está en el catálogo.

    Suspendido, sus datos quedan como están: nadie los muestra ni los cambia. `avance_desde` es
    cuándo autorizó contar su avance al departamento y `avance_constancia`, con qué documento; sin
    fecha, no se cuenta.
    """

    municipio_id: int
    cuando: datetime
    quien: str
    suspendida_en: datetime | None = None
    motivo: str = ""
    avance_desde: datetime | None = None
    avance_constancia: str = ""
