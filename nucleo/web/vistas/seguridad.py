"""Cómo se entra a la propia cuenta: un resumen, la contraseña y las sesiones abiertas."""

from uuid import UUID

from flask import Blueprint, Response, flash
from marshmallow import fields

from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.contexto import ahora
from nucleo.dominio.errores import ClaveDebil
from nucleo.dominio.mensajes import N_
from nucleo.servicios import entradas
from nucleo.servicios.credenciales import cambiar_clave, cuenta_de
from nucleo.servicios.entradas import Vista
from nucleo.textos.aparatos import nombre_de_aparato
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext, ngettext
from nucleo.web.ambito import piezas
from nucleo.web.claves import EsquemaDeClaveNueva, probado
from nucleo.web.formularios import Formulario, estado_de, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, con_sesion, con_sesion_sin_factor
from nucleo.web.sesion import (
    contexto_de_cuenta,
    de_plataforma,
    exigir_persona,
    exigir_vista,
    olvidar_sesion,
    rotar_sesion,
)

plano = Blueprint("seguridad", __name__, url_prefix="/mi")
Pagina = tuple[str, int]


class EsquemaDeCambio(EsquemaDeClaveNueva):
    """La de ahora y la nueva."""

    class Meta:
        """La de ahora va primero."""

        fields = ("actual", "clave", "repetida")

    actual = fields.String(
        required=True,
        metadata={
            "etiqueta": N_("Su contraseña de ahora"),
            "clase": "clave",
            "autocompletar": "current-password",
        },
    )


@plano.get("/seguridad")
@con_sesion_sin_factor
def resumen() -> str:
    """Con qué se entra hoy a esta cuenta y desde dónde."""
    quien = exigir_persona().usuario_id
    return pintar(
        "seguridad.html",
        cuenta=cuenta_de(de_plataforma(), quien),
        cuantas=len(entradas.abiertas(de_plataforma(), quien, ahora())),
        proveedor=piezas().plataforma.oidc,
    )


@plano.route("/clave", methods=["GET", "POST"])
@con_sesion
def clave() -> Pagina | Response:
    """Cambiar la contraseña, con la de ahora."""
    vista, formulario = exigir_vista(), Formulario(EsquemaDeCambio())
    if not cuenta_de(de_plataforma(), vista.persona.usuario_id).con_clave:
        return a("/recuperar")
    if recibido(formulario) and probado(formulario, "actual") and _cambiada(vista, formulario):
        rotar_sesion()
        flash(gettext("Contraseña cambiada. Las demás sesiones se cerraron."))
        return a("/mi/seguridad")
    return pintar("clave.html", formulario=formulario), estado_de(formulario)


def _cambiada(vista: Vista, formulario: Formulario) -> bool:
    unidad, quien = piezas().unidad(EnPlataforma()), vista.persona.usuario_id
    nueva = formulario.datos["clave"]
    try:
        cambiar_clave(contexto_de_cuenta(), unidad, quien, nueva, vista.sesion.id)
    except ClaveDebil as error:
        formulario.fallar("clave", frase(error))
    return not formulario.errores


# ── Sesiones ────────────────────────────────────────────────────────────────────────────────────


@plano.get("/sesiones")
@con_sesion_sin_factor
def sesiones() -> str:
    """Dónde está abierta la cuenta ahora mismo."""
    vista = exigir_vista()
    abiertas = entradas.abiertas(de_plataforma(), vista.persona.usuario_id, ahora())
    filas = [(s, nombre_de_aparato(s.aparato), s.id == vista.sesion.id) for s in abiertas]
    return pintar("sesiones.html", sesiones=filas)


@plano.post("/sesiones/<uuid:sesion>/cerrar")
@con_sesion_sin_factor
def cerrar_sesion(sesion: UUID) -> Response:
    """Cierra una propia. Si es esta misma, es salir."""
    vista = exigir_vista()
    _cerrar(vista, sesion)
    if sesion == vista.sesion.id:
        olvidar_sesion()
        return a("/entrar")
    return a("/mi/sesiones")


@plano.post("/sesiones/cerrar-las-demas")
@con_sesion_sin_factor
def cerrar_las_demas() -> Response:
    """Deja abierta solo esta."""
    _cerrar(exigir_vista(), None)
    return a("/mi/sesiones")


def _cerrar(vista: Vista, cual: UUID | None) -> None:
    """Dos veces lo mismo dice lo mismo: lo que ya estaba cerrado, cerrado sigue."""
    salvo = None if cual else vista.sesion.id
    unidad, quien = piezas().unidad(EnPlataforma()), vista.persona.usuario_id
    cuantas = entradas.cerrar(unidad, quien, cual, ahora(), salvo=salvo)
    if cuantas:
        flash(ngettext("Sesión cerrada.", "Se cerraron %(num)s sesiones.", cuantas))
    else:
        flash(gettext("No había otra sesión que cerrar."), "aviso")
