"""Cómo se llaman las cosas de la convocatoria y la asistencia, y qué se dice si algo no sale."""

from enum import StrEnum

from nucleo.dominio import asistencias as a
from nucleo.dominio import convocatorias as c
from nucleo.dominio.asistencias import EstadoDelCuorum, Sexo
from nucleo.dominio.ciclos import BaseDelCuorum, Ciclo
from nucleo.dominio.convocatorias import MedioDeConvocatoria
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_
from nucleo.textos.traduccion import gettext, ngettext

NOMBRES: dict[StrEnum, str] = {
    Sexo.MUJER: N_("Mujer"),
    Sexo.HOMBRE: N_("Hombre"),
    Sexo.SIN_DATO: N_("Sin dato"),
    MedioDeConvocatoria.CORREO: N_("Correo electrónico"),
    MedioDeConvocatoria.MENSAJE: N_("Mensaje de texto o WhatsApp"),
    MedioDeConvocatoria.RADIO: N_("Radio"),
    MedioDeConvocatoria.AFICHE: N_("Afiche"),
    MedioDeConvocatoria.VERBAL: N_("De palabra"),
}
FRASES: dict[type[ErrorDeNegocio], str] = {
    a.AsistenciaFueraDeTiempo: N_(
        "%(evento)s está como «%(estado)s»: la asistencia se anota cuando el encuentro empieza y "
        "hasta que se cierra su acta."
    ),
    a.AsistenciaRepetida: N_(
        "%(nombre)s ya está en la lista por esa organización. Si es otra persona con el mismo "
        "nombre, agregue algo que las distinga."
    ),
    c.ConvocatoriaCerrada: N_(
        "El acta de %(evento)s ya se cerró: a quién se convocó queda como está."
    ),
    c.EntregaPorVenir: N_(
        "El %(fecha)s todavía no llega: anote el día en que la organización recibió la "
        "convocatoria."
    ),
}
SIN_REGLA = N_("Sin regla de cuórum: lo acuerda el propio encuentro.")
POR_SU_CUENTA = N_("Vinieron por su cuenta")


def representado(clave: str, ciclo: Ciclo) -> str:
    """A quién representa, como se lo llama; el que el ciclo ya no tiene, por su clave."""
    if not clave:
        return gettext(POR_SU_CUENTA)
    quien = ciclo.participantes.get(clave)
    return gettext(quien.nombre) if quien else clave


def del_cuorum(estado: EstadoDelCuorum | None) -> str:
    """Si hay, y si no, cuánto falta: la frase que se lee en la mesa."""
    if estado is None:
        return gettext(SIN_REGLA)
    if not estado.total:
        return gettext("No hay de qué contar el cuórum: nadie está convocado.")
    if estado.hay:
        return gettext("Hay cuórum.")
    if estado.regla.de is BaseDelCuorum.ORGANIZACIONES:
        return ngettext(
            "Falta %(num)s organización para el cuórum.",
            "Faltan %(num)s organizaciones para el cuórum.",
            estado.faltan,
        )
    return ngettext(
        "Falta %(num)s participante para el cuórum.",
        "Faltan %(num)s participantes para el cuórum.",
        estado.faltan,
    )


def regla_del_cuorum(estado: EstadoDelCuorum) -> str:
    """Qué pide la regla, con sus números."""
    datos = {"por_ciento": estado.regla.por_ciento, "necesarios": estado.necesarios,
             "total": estado.total}  # fmt: skip
    if estado.regla.de is BaseDelCuorum.ORGANIZACIONES:
        return gettext(
            "La regla pide el %(por_ciento)s %% de las organizaciones convocadas: %(necesarios)s "
            "de %(total)s.",
            **datos,
        )
    return gettext(
        "La regla pide el %(por_ciento)s %% de los participantes del encuentro: %(necesarios)s de "
        "%(total)s.",
        **datos,
    )
