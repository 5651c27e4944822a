"""La tarjeta de salida: qué le pareció el encuentro a la gente, sumado y por sexo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.identidad import DelMunicipio

NOTAS = (1, 2, 3, 4, 5)
"""De «nada» a «mucho»."""


class PreguntaDeSalida(StrEnum):
    """Las dos que se hacen al salir."""

    SIRVIO = "sirvio"
    ESCUCHADA = "escuchada"


class Quienes(StrEnum):
    """Quién entregó la tarjeta."""

    MUJERES = "mujeres"
    HOMBRES = "hombres"


Cuenta = Mapping[str, Mapping[str, Sequence[int]]]
"""Pregunta → sexo → cuántas tarjetas con cada nota, de 1 a 5."""


@dataclass(eq=False)
class TarjetasDeSalida(DelMunicipio):
    """Las de un encuentro, ya sumadas: no guarda ninguna por separado."""

    id: UUID
    gestion: int
    evento: str
    anotada_en: datetime
    quien: str
    cuenta: Cuenta = field(default_factory=dict)
    version: int = 0

    def cuantas(self, pregunta: PreguntaDeSalida, *sexos: Quienes) -> int:
        """Respuestas a esa pregunta; sin decir de quién, todas."""
        return sum(sum(notas) for notas in self._notas(pregunta, sexos))

    def promedio(self, pregunta: PreguntaDeSalida, *sexos: Quienes) -> float | None:
        """La nota media, o `None` si nadie respondió."""
        cuantas = self.cuantas(pregunta, *sexos)
        suma = sum(
            nota * veces
            for notas in self._notas(pregunta, sexos)
            for nota, veces in zip(NOTAS, notas, strict=True)
        )
        return suma / cuantas if cuantas else None

    def _notas(self, pregunta: PreguntaDeSalida, sexos: Sequence[Quienes]) -> list[Sequence[int]]:
        suyas = self.cuenta.get(pregunta.value, {})
        return [suyas[s.value] for s in (sexos or Quienes) if s.value in suyas]
