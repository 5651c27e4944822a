"""Lo entregado a una región, como lo lee una pantalla."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from nucleo.dominio.atrasos import LoDelAnio
from nucleo.dominio.corridas import Paso
from nucleo.dominio.demandas import (
    Competencia,
)
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.personas import Personas


@dataclass(frozen=True, slots=True)
class FilaDeEntrega:
    """Una demanda entregada a la región, tal como era."""

    origen_id: int
    codigo: str
    titulo: str
    organizacion: str
    sector: str
    competencia: Competencia
    costo: Dinero
    beneficiarios: Personas
    puesto: int
    en_poa: bool
    simulada: bool
    fuente: str
    entregada_en: datetime


@dataclass(frozen=True, slots=True)
class FilaDeAvance:
    """Por dónde va un municipio, según la última copia que dio a su departamento."""

    origen_id: int
    gestion: int
    paso: str
    organizaciones: int
    asambleas: int
    demandas: int
    costo: Dinero
    techo: Dinero
    en_poa: int
    entregadas: int
    congelada_en: datetime | None
    acordada_en: datetime | None
    calificada_en: datetime | None
    publicada_en: datetime | None
    cuando: datetime
    anio: LoDelAnio | None = None

    @property
    def dados(self) -> Mapping[Paso, datetime | None]:
        """Cada paso de la priorización con su fecha; `None` en los que faltan."""
        fechas = self.congelada_en, self.acordada_en, self.calificada_en, self.publicada_en
        return dict(zip(Paso, fechas, strict=True))
