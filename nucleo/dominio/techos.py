"""Cuánto hay para gastar: el techo de una gestión por fuente y organismo financiador."""

from dataclasses import dataclass
from uuid import UUID

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.identidad import DelMunicipio


@dataclass(eq=False)
class Techo(DelMunicipio):
    """Lo distribuible de una fuente-organismo (41-113 coparticipación, 41-119 IDH…).

    `orden` dice cuál se gasta primero: de menor a mayor. `procedencia`, de dónde sale el monto.
    """

    id: UUID
    gestion: int
    fuente: str
    organismo: str
    monto: Dinero
    orden: int = 0
    procedencia: str = ""
    simulado: bool = False

    @property
    def clave(self) -> str:
        return f"{self.fuente}-{self.organismo}"
