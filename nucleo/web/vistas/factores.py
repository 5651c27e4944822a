"""El segundo factor de la propia cuenta: ponerlo, quitarlo y sus códigos de recuperación."""

from datetime import timedelta

from flask import Blueprint, Response, flash, session
from marshmallow import Schema, fields

from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.contexto import ahora
from nucleo.dominio.errores import CredencialInvalida
from nucleo.dominio.mensajes import N_
from nucleo.servicios import claves, factores
from nucleo.servicios.credenciales import Cuenta, cuenta_de
from nucleo.servicios.entradas import Vista
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import piezas
from nucleo.web.claves import EsquemaDePrueba, probado
from nucleo.web.formularios import Formulario, estado_de, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, con_sesion, con_sesion_sin_factor
from nucleo.web.sesion import contexto_de_cuenta, de_plataforma, exigir_vista, rotar_sesion

plano = Blueprint("factores", __name__, url_prefix="/mi/segundo-factor")
Pagina = tuple[str, int]
RECIENTE = timedelta(minutes=15)
"""Quien entró hace menos acaba de probar quién es: no se le pregunta otra vez."""
SEMILLA, CODIGOS = "semilla", "codigos"
"""Lo pendiente, en la cookie firmada de ese navegador, hasta que se confirma o se muestra."""


class EsquemaDeCodigo(Schema):
    """El código que prueba que el teléfono quedó bien puesto."""

    codigo = fields.String(
        required=True,
        metadata={
            "etiqueta": N_("Código de seis cifras"),
            "ayuda": N_("El que muestra ahora su teléfono para esta cuenta."),
            "autocompletar": "one-time-code",
        },
    )


class EsquemaConPrueba(EsquemaDeCodigo, EsquemaDePrueba):
    """Y además quién se es, si entró hace rato."""


@plano.route("", methods=["GET", "POST"])
@con_sesion_sin_factor
def poner() -> Pagina | Response:
    """El código QR, su semilla escrita, y el código que lo confirma; o cómo está el que hay."""
    vista = exigir_vista()
    cuenta = cuenta_de(de_plataforma(), vista.persona.usuario_id)
    if cuenta.factor_desde:
        return pintar("factor.html", cuenta=cuenta), 200
    hay_que_probar = _hay_que_probar(vista, cuenta)
    formulario = Formulario(EsquemaConPrueba() if hay_que_probar else EsquemaDeCodigo())
    semilla = _semilla(vista)
    listo = recibido(formulario) and (not hay_que_probar or probado(formulario))
    if listo and _puesto(vista, semilla, formulario):
        rotar_sesion()
        flash(gettext("Segundo paso puesto. Su cuenta se cerró en los demás aparatos."))
        return a("/mi/segundo-factor/codigos")
    plataforma = piezas().plataforma.nombre
    direccion = claves.direccion_de_totp(semilla, vista.persona.correo, plataforma)
    en_grupos = " ".join(semilla[i : i + 4] for i in range(0, len(semilla), 4))
    datos = {"formulario": formulario, "direccion": direccion, "semilla": en_grupos}
    return pintar("poner_factor.html", **datos), estado_de(formulario)


def _hay_que_probar(vista: Vista, cuenta: Cuenta) -> bool:
    return cuenta.con_clave and ahora() - vista.sesion.creada_en > RECIENTE


def _semilla(vista: Vista) -> str:
    """La pendiente de esta persona; recargar la página no la cambia."""
    quien = str(vista.persona.usuario_id)
    pendiente = session.get(SEMILLA)
    if not isinstance(pendiente, list) or pendiente[0] != quien:
        pendiente = session[SEMILLA] = [quien, claves.semilla()]
    return str(pendiente[1])


def _puesto(vista: Vista, semilla: str, formulario: Formulario) -> bool:
    codigo, quien = formulario.datos["codigo"], vista.persona.usuario_id
    unidad = piezas().unidad(EnPlataforma())
    try:
        nuevos = factores.poner_factor(
            contexto_de_cuenta(), unidad, quien, semilla, codigo, vista.sesion.id
        )
    except CredencialInvalida:
        motivo = gettext(
            "No coincide. Espere a que el teléfono muestre otro y escríbalo enseguida."
        )
        formulario.fallar("codigo", motivo)
        return False
    session.pop(SEMILLA, None)
    session[CODIGOS] = nuevos
    return True


@plano.get("/codigos")
@con_sesion
def codigos() -> str:
    """Los códigos de recuperación recién dados. Se muestran una vez."""
    return pintar("codigos.html", codigos=session.pop(CODIGOS, ()))


@plano.route("/codigos/nuevos", methods=["GET", "POST"])
@con_sesion
def codigos_nuevos() -> Pagina | Response:
    """Otros diez; los de antes dejan de servir."""
    vista = exigir_vista()
    cuenta = cuenta_de(de_plataforma(), vista.persona.usuario_id)
    if not cuenta.factor_desde:
        return a("/mi/seguridad")
    formulario = Formulario(EsquemaDePrueba())
    if recibido(formulario) and probado(formulario):
        unidad = piezas().unidad(EnPlataforma())
        session[CODIGOS] = factores.renovar_codigos(
            contexto_de_cuenta(), unidad, vista.persona.usuario_id
        )
        return a("/mi/segundo-factor/codigos")
    datos = {"formulario": formulario, "cuenta": cuenta}
    return pintar("codigos_nuevos.html", **datos), estado_de(formulario)


@plano.route("/quitar", methods=["GET", "POST"])
@con_sesion
def quitar() -> Pagina | Response:
    """Qué se pierde, y quién lo pide."""
    vista = exigir_vista()
    if not cuenta_de(de_plataforma(), vista.persona.usuario_id).factor_desde:
        return a("/mi/seguridad")
    formulario = Formulario(EsquemaDePrueba())
    if recibido(formulario) and probado(formulario):
        unidad = piezas().unidad(EnPlataforma())
        factores.quitar_factor(contexto_de_cuenta(), unidad, vista.persona.usuario_id)
        flash(gettext("Segundo paso quitado."))
        return a("/mi/seguridad")
    return pintar("quitar_factor.html", formulario=formulario), estado_de(formulario)
