"""La puerta: entrar con correo y contraseña, el segundo paso, y salir."""

from urllib.parse import urlencode

from flask import Blueprint, Response, flash, request, session
from marshmallow import Schema, fields

from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.contexto import ahora
from nucleo.dominio.errores import CredencialInvalida, DemasiadosIntentos
from nucleo.dominio.mensajes import N_
from nucleo.servicios import entradas
from nucleo.servicios.entradas import Entrada
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import piezas
from nucleo.web.aparatos import conocidos, recordar_aparato
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, estado_de, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, destino_seguro, publica
from nucleo.web.sesion import (
    abrir_sesion,
    aparato_de_quien_pide,
    contexto_de_cuenta,
    direccion_de_quien_pide,
    olvidar_sesion,
    persona_actual,
    recordar_sesion,
    secreto_actual,
    vista_actual,
)

plano = Blueprint("entrada", __name__)
Pagina = tuple[str, int]


class EsquemaDeEntrada(Schema):
    """Con qué se entra."""

    correo = fields.String(
        required=True,
        metadata={
            "etiqueta": N_("Correo electrónico"),
            "clase": "correo",
            "autocompletar": "username",
        },
    )
    clave = fields.String(
        required=True,
        metadata={
            "etiqueta": N_("Contraseña"),
            "clase": "clave",
            "autocompletar": "current-password",
        },
    )


class EsquemaDeCodigo(Schema):
    """El segundo paso."""

    codigo = fields.String(
        required=True,
        metadata={
            "etiqueta": N_("Código"),
            "ayuda": N_("El de seis cifras de su teléfono, o uno de sus códigos de recuperación."),
            "autocompletar": "one-time-code",
        },
    )


@plano.route("/entrar", methods=["GET", "POST"])
@publica
def entrar() -> Pagina | Response:
    """El formulario de entrada; a quien ya entró, lo lleva a lo suyo."""
    if request.method == "GET" and persona_actual():
        return a(destino_seguro(request.args.get("volver", "")))
    formulario = Formulario(EsquemaDeEntrada())
    if recibido(formulario):
        try:
            entrada = entradas.entrar(
                contexto_de_cuenta(),
                piezas().unidad(EnPlataforma()),
                formulario.datos["correo"],
                formulario.datos["clave"],
                direccion_de_quien_pide(),
                aparato_de_quien_pide(),
                conocidos(),
            )
        except (CredencialInvalida, DemasiadosIntentos) as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            estado = 429 if isinstance(error, DemasiadosIntentos) else 422
            return _puerta(formulario), estado
        return abrir_y_seguir(entrada)
    return _puerta(formulario), estado_de(formulario)


def _puerta(formulario: Formulario) -> str:
    proveedor = piezas().plataforma.oidc
    return pintar("entrar.html", formulario=formulario, volver=_volver(), proveedor=proveedor)


def _volver() -> str:
    return request.form.get("volver", "") or request.args.get("volver", "")


def abrir_y_seguir(entrada: Entrada, volver: str | None = None) -> Response:
    """Pone la cookie de una sesión nueva y lleva al segundo paso o a donde se iba."""
    abrir_sesion(entrada)
    destino = destino_seguro(_volver() if volver is None else volver)
    if entrada.sesion.confirmada:
        return a(destino)
    return a(f"/entrar/codigo?{urlencode({'volver': destino})}")


@plano.route("/entrar/codigo", methods=["GET", "POST"])
@publica
def codigo() -> Pagina | Response:
    """El segundo factor de quien lo tiene."""
    vista = vista_actual()
    if vista is None or vista.sesion.confirmada:
        return a("/entrar")
    formulario = Formulario(EsquemaDeCodigo())
    if recibido(formulario):
        try:
            nuevo = entradas.confirmar_sesion(
                contexto_de_cuenta(),
                piezas().unidad(EnPlataforma()),
                secreto_actual(),
                formulario.datos["codigo"],
                direccion_de_quien_pide(),
                conocidos(),
            )
        except (CredencialInvalida, DemasiadosIntentos) as error:
            formulario.fallar("codigo", frase(error))
            return pintar("codigo.html", formulario=formulario, volver=_volver()), 422
        recordar_sesion(nuevo, vista.sesion.vence_en)
        recordar_aparato(vista.persona.usuario_id)
        return a(destino_seguro(_volver()))
    return pintar("codigo.html", formulario=formulario, volver=_volver()), estado_de(formulario)


@plano.post("/salir")
@publica
def salir() -> Response:
    """Cierra esta sesión en el servidor, no solo en el navegador."""
    if vista := vista_actual():
        unidad = piezas().unidad(EnPlataforma())
        entradas.cerrar(unidad, vista.persona.usuario_id, vista.sesion.id, ahora())
    session.clear()
    olvidar_sesion()
    flash(gettext("Salió de su cuenta."))
    return a("/")
