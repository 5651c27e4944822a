"""Subir el escudo de un municipio o un departamento."""

from flask import Blueprint, Response, flash, request

from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.marca import EscudoInvalido
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.politica import Accion
from nucleo.servicios.ajustes import cambiar
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ajustes import (
    NO_SIRVE,
    Lugar,
    ajustables,
    contexto_de_ajustes,
    lugar_actual,
    version_de,
)
from nucleo.web.ambito import piezas
from nucleo.web.escudos import MAYOR, reescribir
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite

plano = Blueprint("escudos", __name__)
CLAVE = "marca.escudo"
SIN_IMAGEN = Mensaje(N_("no eligió ninguna imagen"))


@plano.route("/<municipio>/ajustes/escudo", methods=["GET", "POST"])
@plano.route("/departamentos/<departamento>/ajustes/escudo", methods=["GET", "POST"])
@permite(Accion.AJUSTAR)
def escudo() -> tuple[str, int] | Response:
    """Se guarda por contenido y queda como un cambio más: se puede volver al anterior."""
    lugar = lugar_actual()
    motivo, estado = "", 200
    if request.method == "POST":
        try:
            subir(lugar)
        except EdicionConcurrente as error:
            motivo, estado = frase(error), 409
        except (EscudoInvalido, *NO_SIRVE) as error:
            motivo, estado = frase(error), 422
        else:
            flash(gettext("Quedó el escudo."))
            return a(lugar.raiz)
    return pintar(
        "ajustes-escudo.html", lugar=lugar, version=version_de(lugar, CLAVE), motivo=motivo
    ), estado


def subir(lugar: Lugar) -> None:
    """Comprueba la imagen, la guarda limpia y anota el cambio, si nadie lo cambió antes."""
    subido = request.files.get("escudo")
    if subido is None or not subido.filename:
        raise EscudoInvalido(SIN_IMAGEN)
    limpio = reescribir(subido.stream.read(MAYOR + 1))
    version = request.form.get("version", "")
    visto = int(version) if version.isascii() and version.isdigit() else 0
    guardado = piezas().adjuntos(lugar.ambito).guardar(limpio)
    contexto, unidad = contexto_de_ajustes(lugar), piezas().unidad(lugar.ambito)
    cambiar(contexto, unidad, ajustables().probar, {CLAVE: {"valor": guardado}}, visto)
