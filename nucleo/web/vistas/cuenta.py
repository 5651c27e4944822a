"""Lo de cada quien: sus mandatos, su seguridad y lo que su cargo puede y debe hacer."""

from flask import Blueprint

from nucleo.web.paginas import pintar
from nucleo.web.permisos import con_sesion
from nucleo.web.sesion import exigir_persona

plano = Blueprint("cuenta", __name__)


@plano.get("/mi")
@con_sesion
def inicio() -> str:
    """Con qué cargos se entra y a dónde lleva cada uno."""
    return pintar("mi.html", mandatos=exigir_persona().mandatos)
