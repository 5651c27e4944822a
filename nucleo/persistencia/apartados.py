"""Lo que llegó de un plugin que aquí no está: se guarda aparte hasta que se instale."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from nucleo.dominio.identidad import DelMunicipio


@dataclass(eq=False)
class Apartado(DelMunicipio):
    """Un renglón exportado. El número cero de cada tabla guarda sus columnas y no una fila."""

    id: UUID
    paquete: str
    revision: str
    tabla: str
    numero: int
    fila: Mapping[str, Any]
