"""Lo que la plataforma escribe a una persona, antes de saber por dónde se lo manda."""

from dataclasses import dataclass
from datetime import datetime

from nucleo.dominio.errores import ErrorDeNegocio


class CorreoNoEnviado(ErrorDeNegocio):
    """El servidor de correo no respondió o no quiso la carta; `motivo` es de quien opera."""

    campos = ("motivo",)


@dataclass(frozen=True, slots=True)
class Carta:
    """Un correo de texto: a quién, con qué asunto y qué dice. Nunca lleva HTML ni imágenes."""

    para: str
    asunto: str
    cuerpo: str


@dataclass(frozen=True, slots=True)
class CartaGuardada:
    """Una de la bandeja local. `clave` la nombra en su dirección."""

    clave: str
    carta: Carta
    cuando: datetime
