"""Las regiones del EDC: derivadas del territorio (circunscripción, provincia…) o definidas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nucleo.dominio.territorio import Cargo


class TipoDeRegion(StrEnum):
    UNINOMINAL = "uninominal"
    ESPECIAL = "especial"
    PROVINCIA = "provincia"
    DEPARTAMENTO = "departamento"
    MANCOMUNIDAD = "mancomunidad"


@dataclass(frozen=True, slots=True)
class CargoDeRegion:
    """Un cargo vigente en la región y los municipios (id) a los que responde."""

    cargo: Cargo
    nombre: str
    municipios: frozenset[int]


@dataclass(frozen=True, slots=True)
class Region:
    """Un conjunto de municipios que se sienta a la misma mesa.

    `municipios` va de id a porcentaje del padrón que cae en la región (100 si cae entero).
    """

    slug: str
    tipo: TipoDeRegion
    nombre: str
    departamentos: tuple[str, ...]
    municipios: Mapping[int, float]
    cargos: Sequence[CargoDeRegion] = ()
