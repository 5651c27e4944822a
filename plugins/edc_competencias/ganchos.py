"""Lo que edc_competencias aporta a la región: a quién le toca cada demanda."""

from nucleo.api import Contexto, Destinatario, Region, implementa
from plugins.edc_competencias import reglas


@implementa
def destinatarios_edc(contexto: Contexto, region: Region) -> list[Destinatario]:  # noqa: ARG001 - firma del gancho
    return reglas.destinatarios(region)
