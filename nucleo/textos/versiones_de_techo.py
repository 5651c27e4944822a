"""Cómo se nombra y qué se dice de las versiones del techo."""

from collections.abc import Mapping
from enum import StrEnum

from nucleo.dominio import versiones_de_techo as vt
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_
from nucleo.dominio.versiones_de_techo import EstadoDeTecho

NOMBRES: Mapping[StrEnum, str] = {
    EstadoDeTecho.BORRADOR: N_("Borrador"),
    EstadoDeTecho.APROBADO: N_("Aprobado"),
    EstadoDeTecho.FIJADO: N_("Fijado"),
}
FRASES: dict[type[ErrorDeNegocio], str] = {
    vt.TechoAbierto: N_(
        "La versión %(numero)s del techo está sin fijar. Fíjela o descártela antes de seguir."
    ),
    vt.TechoFueraDeOrden: N_(
        "La versión %(numero)s del techo está como «%(estado)s» y desde ahí no se puede hacer eso."
    ),
    vt.TechoSinFuentes: N_(
        "La versión %(numero)s del techo no tiene ninguna fuente de dinero. Anótelas antes de "
        "aprobarla."
    ),
    vt.ObligatoriosDeMas: N_(
        "Los gastos obligatorios de la fuente %(fuente)s suman %(obligatorios)s y esa fuente tiene "
        "%(bruto)s. Corrija el monto o la fuente."
    ),
    vt.TechoPorVersiones: N_(
        "El techo %(gestion)s descuenta gastos obligatorios (versión %(numero)s). Para cambiarlo "
        "abra un ajuste en «Versiones del techo»."
    ),
}
HECHOS: Mapping[str, str] = {
    "techo.abierta": N_("Se empezó una versión del techo"),
    "techo.escrita": N_("Se escribió un borrador del techo"),
    "techo.aprobada": N_("Se aprobó una versión del techo"),
    "techo.devuelta": N_("Una versión del techo volvió a borrador"),
    "techo.fijada": N_("Se fijó una versión del techo"),
    "techo.descartada": N_("Se descartó un borrador del techo"),
}
