"""La hoja de color y el escudo de un municipio o un departamento, en direcciones para siempre."""

from flask import Blueprint, Response, abort, g

from nucleo.web.escudos import contenido_de, tipo_de
from nucleo.web.estaticos import PARA_SIEMPRE
from nucleo.web.marcas import hoja_de, resumen_de
from nucleo.web.permisos import ambito_de_la_ruta, publica

plano = Blueprint("marcas", __name__)


@plano.get("/<municipio>/marca/<resumen>.css")
@plano.get("/departamentos/<departamento>/ajustes/marca/<resumen>.css")
@publica
def hoja(resumen: str) -> Response:
    """Las variables del color vigente; la de otro color ya no está."""
    color = g.configuracion.marca.color
    if not color or resumen != resumen_de(color):
        abort(404)
    return para_siempre(hoja_de(color).encode(), "text/css; charset=utf-8")


@plano.get("/<municipio>/escudo/<resumen>")
@plano.get("/departamentos/<departamento>/ajustes/escudo/<resumen>")
@publica
def escudo(resumen: str) -> Response:
    """Solo el vigente: junto a él se guardan archivos que no son de cualquiera."""
    if resumen != g.configuracion.marca.escudo:
        abort(404)
    contenido = contenido_de(ambito_de_la_ruta(), resumen)
    return para_siempre(contenido, tipo_de(contenido)) if contenido else abort(404)


def para_siempre(contenido: bytes, tipo: str) -> Response:
    respuesta = Response(contenido, content_type=tipo)
    respuesta.headers["Cache-Control"] = PARA_SIEMPRE
    return respuesta
