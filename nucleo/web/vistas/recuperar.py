"""Recuperar una cuenta por su correo, con la misma respuesta exista o no."""

from functools import partial

from flask import Blueprint, Response, flash
from marshmallow import Schema, fields

from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.cartas import Carta
from nucleo.dominio.contexto import Contexto, ahora
from nucleo.dominio.errores import ClaveDebil, DemasiadosIntentos, EnlaceInvalido
from nucleo.dominio.mensajes import N_
from nucleo.servicios import claves, recuperaciones
from nucleo.servicios.identidad import normalizar_correo
from nucleo.servicios.piezas import Correo
from nucleo.servicios.puertos import Unidad
from nucleo.textos.cartas import de_recuperacion
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import piezas
from nucleo.web.aparatos import recordar_aparato
from nucleo.web.claves import EsquemaDeClaveNueva
from nucleo.web.correos import despues, direccion_publica, entregar
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, estado_de, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, publica
from nucleo.web.sesion import contexto_de_cuenta, de_plataforma, direccion_de_quien_pide

plano = Blueprint("recuperar", __name__, url_prefix="/recuperar")
Pagina = tuple[str, int]


class EsquemaDePedido(Schema):
    """Con qué correo."""

    correo = fields.String(
        required=True,
        metadata={
            "etiqueta": N_("Correo electrónico de su cuenta"),
            "clase": "correo",
            "autocompletar": "username",
        },
    )


@plano.route("", methods=["GET", "POST"])
@publica
def pedir() -> Pagina | Response:
    """Pide el enlace. Lo que pase con él ocurre después de responder: desde fuera es igual."""
    formulario = Formulario(EsquemaDePedido())
    if recibido(formulario):
        correo = normalizar_correo(formulario.datos["correo"])
        contexto, unidad = contexto_de_cuenta(), piezas().unidad(EnPlataforma())
        try:
            recuperaciones.contar_pedido(contexto, unidad, correo, direccion_de_quien_pide())
        except DemasiadosIntentos as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            return pintar("recuperar.html", formulario=formulario), 429
        secreto = claves.secreto()
        carta = _carta(correo, secreto)
        de_nuevo = piezas().unidad(EnPlataforma())
        despues(partial(abrir_y_mandar, contexto, de_nuevo, piezas().correo, carta, secreto))
        flash(
            gettext(
                "Si ese correo tiene una cuenta, en unos minutos le llega un mensaje con un "
                "enlace. Mire también entre los no deseados."
            )
        )
        return a("/recuperar")
    return pintar("recuperar.html", formulario=formulario), estado_de(formulario)


def _carta(correo: str, secreto: str) -> Carta:
    return de_recuperacion(
        correo,
        enlace=direccion_publica(f"/recuperar/{secreto}"),
        plataforma=piezas().plataforma.nombre,
        vence_en=ahora() + recuperaciones.VIGENCIA,
    )


def abrir_y_mandar(
    contexto: Contexto, unidad: Unidad, correo: Correo, carta: Carta, secreto: str
) -> None:
    """Deja listo el enlace y, ya confirmado, manda la carta; si no hay cuenta, nada."""
    if recuperaciones.pedir_recuperacion(contexto, unidad, carta.para, secreto):
        entregar(correo, carta)


@plano.route("/<secreto>", methods=["GET", "POST"])
@publica
def poner(secreto: str) -> Pagina | Response:
    """La contraseña nueva, con el enlace que llegó por correo; usado o vencido, 410 y qué hacer."""
    formulario = Formulario(EsquemaDeClaveNueva())
    try:
        with de_plataforma() as unidad:
            usuario = recuperaciones.exigir_enlace(unidad, secreto, ahora())
        if recibido(formulario) and _puesta(secreto, formulario):
            recordar_aparato(usuario.id)
            flash(gettext("Contraseña cambiada. Entre con ella."))
            return a("/entrar")
    except EnlaceInvalido:
        return pintar("recuperar_vencido.html"), 410
    datos = {"formulario": formulario, "correo": usuario.correo, "secreto": secreto}
    return pintar("recuperar_clave.html", **datos), estado_de(formulario)


def _puesta(secreto: str, formulario: Formulario) -> bool:
    unidad, nueva = piezas().unidad(EnPlataforma()), formulario.datos["clave"]
    try:
        recuperaciones.recuperar(contexto_de_cuenta(), unidad, secreto, nueva)
    except ClaveDebil as error:
        formulario.fallar("clave", frase(error))
    return not formulario.errores
