"""La corrida como la lee una pantalla."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from nucleo.servicios.lecturas.demandas import FilaDeDemanda


@dataclass(frozen=True, slots=True)
class PuestoLeido:
    """Un renglón de la matriz publicada o calificada. `desglose` como `aporte_como_json`."""

    puesto: int
    fila: FilaDeDemanda
    puntaje: int
    entra: bool
    fuente: str
    motivo: Mapping[str, object]
    desglose: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Procedencia:
    """De dónde sale un dato y si es un supuesto."""

    texto: str
    simulada: bool


@dataclass(frozen=True, slots=True)
class CorridaLeida:
    """La última calificación guardada de una gestión, con lo que hace falta para explicarla."""

    gestion: int
    cuando: datetime
    quien: str
    regla: str
    pesos: Mapping[str, float]
    techos: Mapping[str, str]
    resumen: str
    puestos: Sequence[PuestoLeido]
    procedencias: Mapping[str, Procedencia] | None = None
