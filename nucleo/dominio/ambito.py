"""En nombre de quién se actúa: un municipio, una región, un departamento o la plataforma."""

import re
from collections.abc import Callable
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


FORMAS: dict[str, Callable[[str], Ambito]] = {
    r"municipio:(\d{6})": lambda codigo: EnMunicipio(int(codigo)),
    r"region:([a-z0-9-]+)": EnRegion,
    r"departamento:(\d{2})": EnDepartamento,
    r"plataforma()": lambda _: EnPlataforma(),
}


def ambito_de(clave: str) -> Ambito | None:
    """El ámbito que tiene esa `clave`, o `None` si ninguno puede tenerla."""
    for forma, armar in FORMAS.items():
        if hallada := re.fullmatch(forma, clave, re.ASCII):
            return armar(hallada[1])
    return None
