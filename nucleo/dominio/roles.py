"""Con qué cargo se actúa: los roles de la semilla y en qué nivel vale cada uno."""

from collections.abc import Mapping
from enum import StrEnum

from nucleo.dominio.ambito import Ambito, EnDepartamento, EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.mensajes import N_


class Nivel(StrEnum):
    """De qué tamaño es el ámbito en que vale un rol."""

    PLATAFORMA = "plataforma"
    DEPARTAMENTO = "departamento"
    REGION = "region"
    MUNICIPIO = "municipio"


class Rol(StrEnum):
    """Un cargo. Los del municipio y la región son los actores de las láminas 26, 27, 31 y 49."""

    ADMINISTRACION_DE_PLATAFORMA = "administracion_de_plataforma"
    TRADUCCION = "traduccion"
    AUDITORIA = "auditoria"
    ADMINISTRACION_DEPARTAMENTAL = "administracion_departamental"
    ADMINISTRACION_MUNICIPAL = "administracion_municipal"
    ALCALDIA = "alcaldia"
    TECNICO_MUNICIPAL = "tecnico_municipal"
    CONCEJO = "concejo"
    CONTROL_SOCIAL = "control_social"
    DIRIGENCIA = "dirigencia"
    ORGANIZACION_DE_MUJERES = "organizacion_de_mujeres"
    ORGANIZACION_FUNCIONAL = "organizacion_funcional"
    DILOS = "dilos"
    EDUCACION = "educacion"
    SECRETARIA_PRO_TEMPORE = "secretaria_pro_tempore"
    DIPUTACION = "diputado_uninominal"
    ASAMBLEISTA = "asambleista_departamental"
    SUBGOBERNACION = "subgobernador"


CARGOS: Mapping[Rol, str] = {
    Rol.ADMINISTRACION_DE_PLATAFORMA: N_("Administración de la plataforma"),
    Rol.TRADUCCION: N_("Traducción"),
    Rol.AUDITORIA: N_("Auditoría"),
    Rol.ADMINISTRACION_DEPARTAMENTAL: N_("Administración departamental"),
    Rol.ADMINISTRACION_MUNICIPAL: N_("Administración municipal"),
    Rol.ALCALDIA: N_("Alcaldía"),
    Rol.TECNICO_MUNICIPAL: N_("Personal técnico municipal"),
    Rol.CONCEJO: N_("Concejo Municipal"),
    Rol.CONTROL_SOCIAL: N_("Control Social"),
    Rol.DIRIGENCIA: N_("Dirigencia de OTB"),
    Rol.ORGANIZACION_DE_MUJERES: N_("Organización de mujeres"),
    Rol.ORGANIZACION_FUNCIONAL: N_("Organización funcional"),
    Rol.DILOS: N_("Directorio Local de Salud (DILOS)"),
    Rol.EDUCACION: N_("Sector educación"),
    Rol.SECRETARIA_PRO_TEMPORE: N_("Secretaría pro tempore"),
    Rol.DIPUTACION: N_("Diputación uninominal"),
    Rol.ASAMBLEISTA: N_("Asambleísta departamental"),
    Rol.SUBGOBERNACION: N_("Subgobernación"),
}
"""Cómo se llama cada cargo: así queda firmado lo que hace, y así se traduce al mostrarlo."""

DE_ORGANIZACION = frozenset(
    {
        Rol.DIRIGENCIA,
        Rol.ORGANIZACION_DE_MUJERES,
        Rol.ORGANIZACION_FUNCIONAL,
        Rol.DILOS,
        Rol.EDUCACION,
    }
)
"""Los que hablan por una organización: su membresía dice cuál, y no pueden nada en las demás."""

DE_ADMINISTRACION = frozenset(
    {
        Rol.ADMINISTRACION_DE_PLATAFORMA,
        Rol.ADMINISTRACION_DEPARTAMENTAL,
        Rol.ADMINISTRACION_MUNICIPAL,
    }
)
"""Los que exigen segundo factor."""

NIVELES: Mapping[Rol, frozenset[Nivel]] = {
    Rol.ADMINISTRACION_DE_PLATAFORMA: frozenset({Nivel.PLATAFORMA}),
    Rol.TRADUCCION: frozenset({Nivel.PLATAFORMA}),
    Rol.AUDITORIA: frozenset({Nivel.PLATAFORMA, Nivel.DEPARTAMENTO, Nivel.MUNICIPIO}),
    Rol.ADMINISTRACION_DEPARTAMENTAL: frozenset({Nivel.DEPARTAMENTO}),
    **dict.fromkeys(
        (
            Rol.ADMINISTRACION_MUNICIPAL,
            Rol.ALCALDIA,
            Rol.TECNICO_MUNICIPAL,
            Rol.CONCEJO,
            Rol.CONTROL_SOCIAL,
            *DE_ORGANIZACION,
        ),
        frozenset({Nivel.MUNICIPIO}),
    ),
    **dict.fromkeys(
        (Rol.SECRETARIA_PRO_TEMPORE, Rol.DIPUTACION, Rol.ASAMBLEISTA, Rol.SUBGOBERNACION),
        frozenset({Nivel.REGION}),
    ),
}


def nivel_de(ambito: Ambito) -> Nivel:
    """En qué nivel se actúa."""
    match ambito:
        case EnMunicipio():
            return Nivel.MUNICIPIO
        case EnRegion():
            return Nivel.REGION
        case EnDepartamento():
            return Nivel.DEPARTAMENTO
        case EnPlataforma():
            return Nivel.PLATAFORMA
