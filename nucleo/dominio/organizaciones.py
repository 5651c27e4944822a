"""Quién demanda: la OTB, la organización de mujeres, la funcional, el DILOS, educación."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio
from nucleo.dominio.personas import Personas


class TipoDeOrganizacion(StrEnum):
    """Los tres primeros son OTB (DS 23858: unidad con territorio y población propios)."""

    COMUNIDAD = "comunidad_campesina"
    PUEBLO = "pueblo_indigena"
    JUNTA = "junta_vecinal"
    MUJERES = "organizacion_de_mujeres"
    FUNCIONAL = "organizacion_funcional"
    DILOS = "dilos"
    EDUCACION = "direccion_distrital_de_educacion"
    GOBIERNO = "gobierno_municipal"


QUE_PIDEN = tuple(t for t in TipoDeOrganizacion if t is not TipoDeOrganizacion.GOBIERNO)
"""Los que alguien elige de una lista. El gobierno municipal hay uno, y nadie lo anota."""
OTB = frozenset({TipoDeOrganizacion.COMUNIDAD, TipoDeOrganizacion.PUEBLO, TipoDeOrganizacion.JUNTA})


class Area(StrEnum):
    """Si la organización está en la mancha urbana o en el campo."""

    URBANA = "urbana"
    RURAL = "rural"


class Lengua(StrEnum):
    """En qué lengua quiere leer lo suyo; su valor es el código del idioma."""

    CASTELLANO = "es"
    QUECHUA = "qu"
    AYMARA = "ay"


@dataclass(eq=False)
class Organizacion(DelMunicipio):
    """`clave` es el nombre plegado y no se repite en el municipio.

    `carencias` va de 0 a 100: porcentaje de viviendas sin `agua`, `energia`, `desague`, o de
    personas sin `seguro`; lo que no se sabe, no está. `idioma` es el de sus papeles y mensajes; sin
    anotarlo, el de quien los pide.
    """

    id: UUID
    nombre: str
    clave: str
    tipo: TipoDeOrganizacion
    distrito: str = ""
    area: Area | None = None
    poblacion: Personas | None = None
    carencias: Mapping[str, float] = field(default_factory=dict)
    fuente: str = ""
    idioma: Lengua | None = None
    version: int = 0

    @property
    def del_gobierno(self) -> bool:
        """Si es el propio gobierno municipal: ni hace asamblea ni ocupa el lugar de una OTB."""
        return self.tipo is TipoDeOrganizacion.GOBIERNO


def que_piden(organizaciones: Iterable[Organizacion]) -> list[Organizacion]:
    """Las que traen su demanda de una asamblea o de su sector: todas menos el gobierno."""
    return [o for o in organizaciones if not o.del_gobierno]


class OrganizacionRepetida(ErrorDeNegocio):
    """Ya hay otra con ese nombre, aunque esté escrito con otras tildes. `cual` es su `id`."""

    campos = ("nombre", "cual")


class OrganizacionEnUso(ErrorDeNegocio):
    """Tiene demandas, asambleas, dirigencias u otros datos: no se borra."""

    campos = ("nombre",)
