"""En nombre de quién se actúa: un municipio, una región, un departamento o la plataforma."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EnMunicipio:
    """Lee y escribe lo de un municipio, y nada más. `id` es el código INE como entero."""

    id: int

    @property
    def clave(self) -> str:
        return f"municipio:{self.id:06d}"


@dataclass(frozen=True, slots=True)
class EnRegion:
    """Solo lee, y solo lo que los municipios le entregaron; escribe su propia bitácora."""

    slug: str

    @property
    def clave(self) -> str:
        return f"region:{self.slug}"


@dataclass(frozen=True, slots=True)
class EnDepartamento:
    """El gobierno departamental. `codigo` es el del INE, de dos dígitos."""

    codigo: str

    @property
    def clave(self) -> str:
        return f"departamento:{self.codigo}"


@dataclass(frozen=True, slots=True)
class EnPlataforma:
    """La instalación: da de alta municipios y no ve lo de ninguno."""

    @property
    def clave(self) -> str:
        return "plataforma"


Ambito = EnMunicipio | EnRegion | EnDepartamento | EnPlataforma
