"""Entrar con otro proveedor, aceptar con él una invitación y vincularle la propia cuenta.

Quien va y vuelve lleva lo suyo en la cookie firmada de su navegador: para qué fue, y con qué se
prueba que lo que trae es de ese mismo viaje. Sirve una vez y por diez minutos.
"""

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, abort, flash, request, session

from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.contexto import ahora
from nucleo.dominio.errores import CredencialInvalida, EnlaceInvalido, ErrorDeNegocio
from nucleo.dominio.vinculos import Identidad, IdentidadRechazada, Pedido, UnicaEntrada
from nucleo.servicios import vinculos
from nucleo.servicios.credenciales import cuenta_de
from nucleo.servicios.identidad import aceptar
from nucleo.servicios.piezas import Proveedor
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import piezas
from nucleo.web.claves import EsquemaDePrueba, probado
from nucleo.web.correos import direccion_publica
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, estado_de, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, con_sesion, publica
from nucleo.web.sesion import (
    aparato_de_quien_pide,
    contexto_de_cuenta,
    de_plataforma,
    exigir_persona,
    persona_actual,
)
from nucleo.web.vistas.entrada import abrir_y_seguir
from nucleo.web.vistas.invitaciones import entrar_por_primera_vez, promesa_de

plano = Blueprint("proveedor", __name__)
Pagina = tuple[str, int]
VUELTA = "/entrar/oidc/vuelta"
VIAJE, PERMITIDO = "viaje", "vincular"
DURA = 600  # segundos
ENTRAR, INVITACION, VINCULAR = "entrar", "invitacion", "vincular"


@plano.before_request
def solo_si_hay() -> None:
    """Sin `[oidc]`, nada de esto existe."""
    if piezas().proveedor is None:
        abort(404)


def proveedor() -> Proveedor:
    """El configurado; lo exige `solo_si_hay`."""
    hallado = piezas().proveedor
    if hallado is None:
        abort(404)
    return hallado


# ── Ir ──────────────────────────────────────────────────────────────────────────────────────────


@plano.get("/entrar/oidc")
@publica
def entrar() -> Response:
    """Manda a la persona al proveedor, para que diga quién es."""
    return _partir(ENTRAR, volver=request.args.get("volver", ""))


@plano.get("/invitacion/<secreto>/oidc")
@publica
def con_invitacion(secreto: str) -> Response:
    """Lo mismo, para aceptar una invitación que todavía sirve."""
    promesa_de(secreto)
    return _partir(INVITACION, secreto=secreto)


@plano.get("/mi/proveedor/ir")
@con_sesion
def ir_a_vincular() -> Response:
    """Lo mismo, para vincular la cuenta de quien acaba de probar que es suya."""
    if not _recien_probado():
        return a("/mi/proveedor")
    return _partir(VINCULAR, quien=str(exigir_persona().usuario_id))


def _partir(para: str, **datos: str) -> Response:
    try:
        pedido = proveedor().pedir(direccion_publica(VUELTA))
    except ErrorDeNegocio as error:
        flash(frase(error), "aviso")
        return a("/mi/seguridad" if persona_actual() else "/entrar")
    session[VIAJE] = {**asdict(pedido), **datos, "para": para, "hora": ahora().timestamp()}
    return a(pedido.direccion)


# ── Volver ──────────────────────────────────────────────────────────────────────────────────────


@plano.get(VUELTA)
@publica
def volver() -> Response:
    """Lo que trae el proveedor: se comprueba que sea de este viaje y se hace lo que se fue a hacer.

    Cualquier cosa que no cuadre se dice igual, y no cambia nada.
    """
    viaje = session.pop(VIAJE, None)
    try:
        identidad = _identidad(viaje)
        return _hacer(viaje, identidad)
    except ErrorDeNegocio as error:
        flash(frase(error), "aviso")
        return a("/mi/seguridad" if persona_actual() else "/entrar")


def _identidad(viaje: Mapping[str, Any] | None) -> Identidad:
    """El estado, el emisor y la hora, antes de gastar el código."""
    dado, quien = request.args, proveedor()
    if not viaje or ahora().timestamp() - viaje["hora"] > DURA:
        raise IdentidadRechazada(quien.nombre)
    es_este = secrets.compare_digest(dado.get("state", "").encode(), viaje["estado"].encode())
    oidc = piezas().plataforma.oidc
    del_emisor = oidc is not None and dado.get("iss", oidc.emisor) == oidc.emisor
    if not es_este or not del_emisor or not dado.get("code"):
        raise IdentidadRechazada(quien.nombre)
    pedido = Pedido(*(viaje[campo] for campo in ("direccion", "estado", "nonce", "verificador")))
    return quien.recibir(pedido, direccion_publica(VUELTA), dado["code"])


def _hacer(viaje: Mapping[str, Any], identidad: Identidad) -> Response:
    contexto, unidad, nombre = (
        contexto_de_cuenta(),
        piezas().unidad(EnPlataforma()),
        proveedor().nombre,
    )
    if viaje["para"] == INVITACION:
        return _aceptar(viaje["secreto"], identidad)
    if viaje["para"] == VINCULAR:
        persona = exigir_persona()
        if str(persona.usuario_id) != viaje["quien"]:
            raise IdentidadRechazada(nombre)
        vinculos.vincular(contexto, unidad, persona.usuario_id, identidad, nombre)
        flash(gettext("Cuenta vinculada: ya puede entrar también con %(p)s.", p=nombre))
        return a("/mi/seguridad")
    entrada = vinculos.entrar_con(contexto, unidad, identidad, nombre, aparato_de_quien_pide())
    return abrir_y_seguir(entrada, viaje["volver"])


def _aceptar(secreto: str, identidad: Identidad) -> Response:
    """Nace la cuenta vinculada, o la que ya estaba vinculada suma el cargo."""
    unidad = piezas().unidad(EnPlataforma())
    try:
        usuario = aceptar(
            contexto_de_cuenta(), unidad, secreto, nombre=identidad.nombre, identidad=identidad
        )
    except (CredencialInvalida, EnlaceInvalido) as error:
        mensaje = gettext(
            "Ese correo ya tiene una cuenta y no está vinculada. Entre con su contraseña y abra "
            "otra vez la invitación."
        )
        flash(mensaje if isinstance(error, CredencialInvalida) else frase(error), "aviso")
        return a("/entrar")
    return entrar_por_primera_vez(usuario)


# ── Vincular y quitar el vínculo ────────────────────────────────────────────────────────────────


@plano.route("/mi/proveedor", methods=["GET", "POST"])
@con_sesion
def vincular() -> Pagina | Response:
    """Primero se prueba quién es; después, el enlace que lleva al proveedor."""
    persona, formulario = exigir_persona(), Formulario(EsquemaDePrueba())
    if cuenta_de(de_plataforma(), persona.usuario_id).vinculada:
        return a("/mi/seguridad")
    if recibido(formulario) and probado(formulario):
        session[PERMITIDO] = [str(persona.usuario_id), ahora().timestamp()]
        return a("/mi/proveedor")
    datos = {"formulario": formulario, "probado": _recien_probado(), "quien": proveedor().nombre}
    return pintar("vincular.html", **datos), estado_de(formulario)


def _recien_probado() -> bool:
    permitido = session.get(PERMITIDO)
    if not isinstance(permitido, list):
        return False
    es_suyo = permitido[0] == str(exigir_persona().usuario_id)
    return es_suyo and ahora().timestamp() - float(permitido[1]) < DURA


@plano.route("/mi/proveedor/quitar", methods=["GET", "POST"])
@con_sesion
def quitar() -> Pagina | Response:
    """Qué se pierde, y quién lo pide."""
    persona, formulario = exigir_persona(), Formulario(EsquemaDePrueba())
    if not cuenta_de(de_plataforma(), persona.usuario_id).vinculada:
        return a("/mi/seguridad")
    if recibido(formulario) and probado(formulario):
        unidad = piezas().unidad(EnPlataforma())
        try:
            vinculos.desvincular(contexto_de_cuenta(), unidad, persona.usuario_id)
        except UnicaEntrada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        else:
            session.pop(PERMITIDO, None)
            flash(gettext("Vínculo quitado."))
            return a("/mi/seguridad")
    datos = {"formulario": formulario, "quien": proveedor().nombre}
    return pintar("desvincular.html", **datos), estado_de(formulario)
