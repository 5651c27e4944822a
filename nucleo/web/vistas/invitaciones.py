"""Aceptar una invitación: lo que promete, y la cuenta con que se acepta."""

from dataclasses import dataclass

from flask import Blueprint, Response, flash
from marshmallow import Schema, fields, validate

from nucleo.dominio.ambito import EnPlataforma, ambito_de
from nucleo.dominio.contexto import ahora
from nucleo.dominio.errores import ClaveDebil, EnlaceInvalido
from nucleo.dominio.mensajes import N_
from nucleo.dominio.roles import DE_ADMINISTRACION, Rol
from nucleo.dominio.usuarios import Enlace, Usuario
from nucleo.servicios import entradas
from nucleo.servicios.identidad import aceptar, invitacion_de
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import piezas
from nucleo.web.claves import EsquemaDeClaveNueva
from nucleo.web.formularios import Formulario, estado_de, recibido
from nucleo.web.lugares import nombre_de_ambito
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, publica
from nucleo.web.sesion import (
    abrir_sesion,
    aparato_de_quien_pide,
    contexto_de_cuenta,
    de_plataforma,
    rotar_sesion,
    vista_actual,
)

plano = Blueprint("invitaciones", __name__, url_prefix="/invitacion")
Pagina = tuple[str, int]


class EsquemaDeCuenta(EsquemaDeClaveNueva):
    """Cómo se llama y con qué va a entrar."""

    class Meta:
        """El nombre va primero."""

        fields = ("nombre", "clave", "repetida")

    nombre = fields.String(
        required=True,
        validate=validate.Length(max=120),
        metadata={
            "etiqueta": N_("Su nombre completo"),
            "ayuda": N_("Así queda firmado lo que haga con su cargo."),
            "autocompletar": "name",
        },
    )


@dataclass(frozen=True, slots=True)
class Promesa:
    """Lo que una invitación dice, ya legible."""

    rol: Rol
    donde: str
    enlace: Enlace
    ya_tiene_cuenta: bool

    @property
    def con_segundo_factor(self) -> bool:
        return self.rol in DE_ADMINISTRACION


@plano.route("/<secreto>", methods=["GET", "POST"])
@publica
def abrir(secreto: str) -> Pagina | Response:
    """Quién invita a qué y dónde; después, la cuenta nueva o la que ya tiene."""
    try:
        promesa = promesa_de(secreto)
    except EnlaceInvalido:
        return pintar("invitacion_vencida.html"), 410
    if promesa.ya_tiene_cuenta:
        return _con_la_suya(secreto, promesa)
    formulario = Formulario(EsquemaDeCuenta(), inicial={"nombre": promesa.enlace.datos["nombre"]})
    if recibido(formulario) and (usuario := _nacida(secreto, formulario)):
        return entrar_por_primera_vez(usuario)
    return _pagina(secreto, promesa, formulario), estado_de(formulario)


def promesa_de(secreto: str) -> Promesa:
    """Lo que promete ese enlace, o `EnlaceInvalido`."""
    with de_plataforma() as unidad:
        enlace = invitacion_de(unidad, secreto, ahora())
        hay = unidad.usuarios.por_correo(enlace.correo) is not None
    ambito = ambito_de(enlace.datos["sobre"])
    donde = nombre_de_ambito(ambito) if ambito else enlace.datos["sobre"]
    return Promesa(Rol(enlace.datos["rol"]), donde, enlace, hay)


def _pagina(secreto: str, promesa: Promesa, formulario: Formulario | None) -> str:
    return pintar(
        "invitacion.html",
        promesa=promesa,
        formulario=formulario,
        secreto=secreto,
        proveedor=piezas().plataforma.oidc,
    )


def _con_la_suya(secreto: str, promesa: Promesa) -> Pagina | Response:
    """Quien ya tiene cuenta acepta estando dentro: la contraseña se prueba en la puerta."""
    vista = vista_actual()
    persona = vista.persona if vista and vista.sesion.confirmada else None
    es_suya = persona is not None and persona.correo == promesa.enlace.correo
    formulario = Formulario(Schema())
    if not (es_suya and persona and vista and recibido(formulario)):
        return _pagina(secreto, promesa, None), 200
    unidad = piezas().unidad(EnPlataforma())
    aceptar(contexto_de_cuenta(), unidad, secreto, ya_dentro=persona.usuario_id)
    rotar_sesion()
    flash(gettext("Invitación aceptada: su cargo nuevo ya vale."))
    return a("/mi")


def _nacida(secreto: str, formulario: Formulario) -> Usuario | None:
    datos = formulario.datos
    try:
        return aceptar(
            contexto_de_cuenta(),
            piezas().unidad(EnPlataforma()),
            secreto,
            nombre=datos["nombre"],
            clave=datos["clave"],
        )
    except ClaveDebil as error:
        formulario.fallar("clave", frase(error))
        return None


def entrar_por_primera_vez(usuario: Usuario) -> Response:
    """Queda dentro con una sesión nueva; quien administra va derecho a su segundo factor."""
    unidad = piezas().unidad(EnPlataforma())
    entrada = entradas.abrir_para(contexto_de_cuenta(), unidad, usuario, aparato_de_quien_pide())
    abrir_sesion(entrada)
    flash(gettext("Su cuenta quedó lista y ya está dentro."))
    return a("/mi")
