"""Cómo se nombra y qué se dice de la evaluación técnica y económica."""

from collections.abc import Mapping
from enum import StrEnum

from nucleo.dominio import evaluaciones as ev
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.evaluaciones import AlEdc, Condicion, Cumplimiento, Escrito, Etapa
from nucleo.dominio.mensajes import N_

NOMBRES: Mapping[StrEnum, str] = {
    Etapa.SIN_EMPEZAR: N_("Sin empezar"),
    Etapa.ADMISIBILIDAD: N_("Admisibilidad"),
    Etapa.ITCP: N_("ITCP"),
    Etapa.EDTP: N_("EDTP"),
    Etapa.VIABLE: N_("Viable"),
    Etapa.NO_VIABLE: N_("No viable"),
    Condicion.LEGAL: N_("Legal: permisos, convenios y derecho propietario"),
    Condicion.SOCIAL: N_("Social: la comunidad está de acuerdo y pone lo suyo"),
    Condicion.AMBIENTAL: N_("Ambiental: categoría y licencia, si hace falta"),
    Condicion.RIESGO: N_("Riesgo: inundación, derrumbe u otro peligro del lugar"),
    Condicion.TERRENO: N_("Terreno saneado: se sabe de quién es y se puede usar"),
    Cumplimiento.CUMPLIDA: N_("Cumplida"),
    Cumplimiento.PENDIENTE: N_("Pendiente"),
    Cumplimiento.NO_CUMPLE: N_("No cumple"),
    Cumplimiento.NO_APLICA: N_("No aplica"),
    AlEdc.SEGUN_LOS_DATOS: N_("Lo que digan el costo y la competencia"),
    AlEdc.COMPETENCIA: N_("Sí: no le toca al municipio"),
    AlEdc.TECHO: N_("Sí: cuesta más de lo que el municipio tiene"),
    AlEdc.NO: N_("No"),
    Escrito.MOTIVO: N_("el motivo"),
    Escrito.ALTERNATIVA: N_("una alternativa para la organización"),
    Escrito.RAZON_DEL_COSTO: N_("la razón del costo revisado"),
}
CORTOS: Mapping[Condicion, str] = {
    Condicion.LEGAL: N_("Legal"),
    Condicion.SOCIAL: N_("Social"),
    Condicion.AMBIENTAL: N_("Ambiental"),
    Condicion.RIESGO: N_("Riesgo"),
    Condicion.TERRENO: N_("Terreno saneado"),
}
SIGLAS: Mapping[Etapa, str] = {
    Etapa.ADMISIBILIDAD: N_("¿Le toca al municipio y está completo el pedido?"),
    Etapa.ITCP: N_(
        "Informe Técnico de Condiciones Previas: por qué hace falta, qué se haría y qué "
        "condiciones hay que resolver antes."
    ),
    Etapa.EDTP: N_(
        "Estudio de Diseño Técnico de Preinversión: el diseño y el presupuesto con que se haría."
    ),
    Etapa.VIABLE: N_("Se puede hacer. Si debe condiciones, dice cuáles y hasta cuándo."),
    Etapa.NO_VIABLE: N_(
        "No se puede hacer así: vuelve a quien la pidió con el motivo y otra salida."
    ),
}
"""Qué es cada etapa, para quien no conoce las siglas."""
FUENTE = N_(
    "Siglas del Reglamento Básico de Preinversión (RM 115, 2015). Por verificar: no se consultó el "
    "texto de la norma."
)
PROPUESTAS: Mapping[AlEdc, str] = {
    AlEdc.COMPETENCIA: N_("No le toca al municipio"),
    AlEdc.TECHO: N_("Cuesta más de lo que el municipio tiene"),
}
"""Por qué se propone llevarla al EDC."""
FRASES: Mapping[type[ErrorDeNegocio], str] = {
    ev.NoSeEvalua: N_(
        "La demanda %(codigo)s está como «%(estado)s»: se evalúan las que ya se priorizaron."
    ),
    ev.EtapaNoPermitida: N_(
        "La evaluación de la %(codigo)s está en «%(desde)s» y de ahí no se pasa a «%(hacia)s»."
    ),
    ev.DictamenIncompleto: N_("A la evaluación de la %(codigo)s le falta %(falta)s."),
    ev.CondicionesSinResolver: N_(
        "La %(codigo)s no se puede declarar viable: falta resolver %(cuales)s. Una condición "
        "pendiente puede quedar si dice qué falta y hasta cuándo."
    ),
    ev.YaDictaminada: N_(
        "La %(codigo)s ya tiene dictamen con ese costo: para cambiarlo, vuelva antes a evaluarla."
    ),
    ev.DictamenYaRespondido: N_(
        "%(quien)s ya respondió el dictamen de la %(codigo)s. Lea su respuesta; la suya no se "
        "guardó."
    ),
}
HECHOS: Mapping[str, str] = {
    "evaluaciones.revisada": N_("Se anotó la evaluación de una demanda"),
    "evaluaciones.de_etapa": N_("La evaluación de una demanda pasó de etapa"),
    "evaluaciones.dictaminada": N_("Se dictaminó si una demanda es viable"),
    "evaluaciones.respondida": N_("Una organización respondió un dictamen"),
}
