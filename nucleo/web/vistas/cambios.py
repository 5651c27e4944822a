"""El historial de los ajustes: quién cambió qué, cuándo, y volver al anterior."""

from flask import Blueprint, Response, flash, request

from nucleo.dominio.ajustes import valor_de, vigentes
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.politica import Accion
from nucleo.servicios.ajustes import cambiar, volver
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ajustes import (
    NO_SIRVE,
    ajustables,
    contexto_de_ajustes,
    lugar_actual,
    todos_los_cambios,
)
from nucleo.web.ambito import piezas
from nucleo.web.cambios import contar, en_palabras, que_es
from nucleo.web.paginas import paginar, pintar
from nucleo.web.permisos import a, permite

plano = Blueprint("cambios", __name__)
Pagina = tuple[str, int]


@plano.get("/<municipio>/ajustes/historial")
@plano.get("/departamentos/<departamento>/ajustes/historial")
@permite(Accion.AJUSTAR)
def historial() -> str:
    """Del más nuevo al más viejo."""
    lugar = lugar_actual()
    pagina = paginar(list(reversed(todos_los_cambios(lugar))))
    return pintar(
        "ajustes-historial.html",
        lugar=lugar,
        pagina=pagina,
        cambios=[contar(cambio) for cambio in pagina.filas],
    )


@plano.route("/<municipio>/ajustes/historial/<int:numero>/volver", methods=["GET", "POST"])
@plano.route(
    "/departamentos/<departamento>/ajustes/historial/<int:numero>/volver", methods=["GET", "POST"]
)
@permite(Accion.AJUSTAR)
def volver_al_anterior(numero: int) -> Pagina | Response:
    """Dice qué se deja y a qué se vuelve; se vuelve al confirmar."""
    lugar = lugar_actual()
    cambios = todos_los_cambios(lugar)
    cambio = next((c for c in cambios if c.numero == numero), None)
    if cambio is None:
        raise NoExiste("ajuste", numero)
    if request.method == "POST":
        unidad = piezas().unidad(lugar.ambito)
        try:
            volver(contexto_de_ajustes(lugar), unidad, ajustables().probar, numero)
        except NO_SIRVE as error:
            flash(frase(error), "aviso")
            return a(f"{lugar.raiz}/historial")
        flash(gettext("%(que)s quedó como estaba antes.", que=que_es(cambio.clave)))
        return a(f"{lugar.raiz}/historial")
    return pintar(
        "ajustes-volver.html",
        lugar=lugar,
        que=que_es(cambio.clave),
        ahora=en_palabras(cambio.clave, valor_de(vigentes(cambios), cambio.clave)),
        seria=en_palabras(cambio.clave, cambio.antes),
        destino=f"{lugar.raiz}/historial",
    ), 200


@plano.route("/<municipio>/ajustes/heredado/<clave>", methods=["GET", "POST"])
@plano.route("/departamentos/<departamento>/ajustes/heredado/<clave>", methods=["GET", "POST"])
@permite(Accion.AJUSTAR)
def usar_lo_heredado(clave: str) -> Pagina | Response:
    """Deja de decir por pantalla esa clave; lo de antes queda en el historial."""
    lugar = lugar_actual()
    rigen = vigentes(todos_los_cambios(lugar))
    if clave not in rigen:
        raise NoExiste("ajuste", clave)
    if request.method == "POST":
        unidad = piezas().unidad(lugar.ambito)
        try:
            cambiar(contexto_de_ajustes(lugar), unidad, ajustables().probar, {clave: {}})
        except NO_SIRVE as error:
            flash(frase(error), "aviso")
            return a(lugar.raiz)
        flash(gettext("%(que)s usa otra vez lo heredado.", que=que_es(clave)))
        return a(lugar.raiz)
    return pintar(
        "ajustes-volver.html",
        lugar=lugar,
        que=que_es(clave),
        ahora=en_palabras(clave, valor_de(rigen, clave)),
        seria=en_palabras(clave, {}),
        destino=lugar.raiz,
    ), 200
