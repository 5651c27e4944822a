"""Lo que dicen los correos de la plataforma: texto llano, sin nada que cargar ni que adivinar."""

from datetime import datetime

from nucleo.dominio.cartas import Carta
from nucleo.dominio.dias import BOLIVIA
from nucleo.servicios.identidad import VIGENCIA, Invitacion
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext


def de_invitacion(
    invitacion: Invitacion, *, donde: str, enlace: str, plataforma: str, quien: str = ""
) -> Carta:
    """La que lleva el enlace de una invitación. `donde` es el nombre del municipio o la región."""
    datos = {
        "quien": quien or plataforma,
        "cargo": nombre(invitacion.rol),
        "donde": donde,
        "dias": VIGENCIA.days,
        "plataforma": plataforma,
    }
    saludo = gettext("Buen día, %(nombre)s:", nombre=invitacion.nombre)
    partes = [
        saludo if invitacion.nombre else gettext("Buen día:"),
        gettext("%(quien)s le invita a %(plataforma)s como %(cargo)s (%(donde)s).", **datos),
        gettext("Para aceptar, abra esta dirección:"),
        enlace,
        gettext(
            "Sirve una sola vez y vence en %(dias)s días. No la reenvíe: quien la abra entra con "
            "ese cargo.",
            **datos,
        ),
        gettext("Si no esperaba esta invitación, borre este correo."),
    ]
    asunto = gettext("Invitación a %(plataforma)s: %(cargo)s", **datos)
    return Carta(invitacion.correo, asunto, _cuerpo(partes))


def de_recuperacion(correo: str, *, enlace: str, plataforma: str, vence_en: datetime) -> Carta:
    """La que lleva el enlace para poner otra contraseña."""
    hora = f"{vence_en.astimezone(BOLIVIA):%H:%M}"
    partes = [
        gettext("Buen día:"),
        gettext("Alguien pidió cambiar la contraseña de su cuenta en %(p)s.", p=plataforma),
        gettext("Si fue usted, abra esta dirección:"),
        enlace,
        gettext("Sirve una sola vez y vence hoy a las %(hora)s (hora de Bolivia).", hora=hora),
        gettext(
            "Si no fue usted, no haga nada: su contraseña sigue igual. Si se repite, avise a quien "
            "administra su municipio."
        ),
    ]
    return Carta(correo, gettext("Cambiar su contraseña en %(p)s", p=plataforma), _cuerpo(partes))


def _cuerpo(partes: list[str]) -> str:
    return "\n\n".join(partes) + "\n"
