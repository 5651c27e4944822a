"""Lo que equidad aporta al municipio que la enciende."""

from nucleo.api import Contexto, Criterio, implementa
from plugins.equidad import reglas
from plugins.equidad.ajustes import Ajustes, Esquema


@implementa
def esquema_de_ajustes() -> type[Esquema]:
    return Esquema


@implementa
def criterios_de_priorizacion(contexto: Contexto) -> list[Criterio]:
    return reglas.criterios(contexto.ajustes_de(Ajustes))
