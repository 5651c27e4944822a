"""Una base que se borra al terminar."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nucleo.dominio.ambito import Ambito
from nucleo.persistencia.base import Base
from nucleo.servicios.puertos import Unidad


@dataclass(frozen=True)
class Pasajera:
    """Cumple `Desechable` con una base que se borra al terminar."""

    base: Base
    migraciones: Mapping[str, Path]

    def unidad(self, ambito: Ambito) -> Unidad:
        return self.base.unidad(ambito)

    def poner_al_dia(self) -> None:
        self.base.migrar(self.migraciones)
