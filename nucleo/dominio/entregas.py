"""Lo que un municipio entrega a una región: copias fijas de demandas, que se pueden retirar."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nucleo.dominio.demandas import Competencia
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import EntregadoARegion
from nucleo.dominio.personas import Personas


@dataclass(eq=False)
class Entrega(EntregadoARegion):
    """Una demanda priorizada tal como era al entregarla. `codigo` es el del municipio de origen."""

    id: UUID
    gestion: int
    demanda_id: UUID
    codigo: str
    titulo: str
    organizacion: str
    sector: str
    competencia: Competencia
    costo: Dinero
    beneficiarios: Personas
    puesto: int
    puntaje: int
    en_poa: bool
    simulada: bool
    fuente: str
    entregada_en: datetime
    entregada_por: str
    retirada_en: datetime | None = None
    retirada_por: str = ""

    def retirar(self, quien: str, cuando: datetime) -> None:
        """La saca de la mesa regional y deja escrito quién y cuándo."""
        self.retirada_en = cuando
        self.retirada_por = quien
