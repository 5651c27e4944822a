"""Los distritos del municipio, como los llama su gente: distrito, cantón, central."""

from dataclasses import dataclass
from uuid import UUID

from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio


@dataclass(eq=False)
class Distrito(DelMunicipio):
    """`clave` es el nombre plegado y no se repite. Las organizaciones lo dicen por su nombre."""

    id: UUID
    nombre: str
    clave: str


class DistritoRepetido(ErrorDeNegocio):
    """Ya hay otro con ese nombre: lo que corresponde es unirlos."""

    campos = ("nombre",)


class DistritoSinNombre(ErrorDeNegocio):
    """Un nombre sin letras ni números no distingue a nadie."""
