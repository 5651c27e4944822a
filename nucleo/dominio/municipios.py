"""Los municipios que esta instalación hospeda."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(eq=False)
class Alta:
    """Un municipio hospedado: `municipio_id` es su código INE; lo demás está en el catálogo."""

    municipio_id: int
    cuando: datetime
    quien: str
