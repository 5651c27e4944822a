"""La bandeja de una demostración: las cartas que en una instalación de verdad irían por correo."""

from flask import Blueprint, abort

from nucleo.dominio.errores import NoExiste
from nucleo.web.ambito import piezas
from nucleo.web.paginas import pintar
from nucleo.web.permisos import publica

plano = Blueprint("bandeja", __name__, url_prefix="/bandeja")


@plano.before_request
def solo_en_demostracion() -> None:
    """Con datos de verdad no existe: las cartas llevan enlaces que abren cuentas."""
    if not piezas().plataforma.demostracion:
        abort(404)


@plano.get("")
@publica
def todas() -> str:
    """De la más nueva a la más vieja."""
    return pintar("bandeja.html", cartas=piezas().bandeja.cartas())


@plano.get("/<clave>")
@publica
def una(clave: str) -> str:
    """Una, como texto."""
    carta = piezas().bandeja.carta(clave)
    if carta is None:
        raise NoExiste("carta", clave)
    return pintar("carta.html", guardada=carta)
