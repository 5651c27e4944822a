"""Cómo se nombra lo ejecutado: los renglones del cuadro nacional, en palabras llanas."""

from collections.abc import Callable, Mapping

from nucleo.dominio import ejecuciones as ej
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_
from nucleo.textos.traduccion import gettext, ngettext

BLOQUES: Mapping[str, str] = {
    "ingresos_y_cuenta": N_("Ingresos y cuenta general"),
    "gasto_por_funcion": N_("Gasto por función"),
    "gasto_economico": N_("Gasto por tipo"),
    "deuda": N_("Deuda"),
    "objeto_gasto_grupos": N_("Objeto del gasto, por grupo"),
    "objeto_gasto_partidas": N_("Objeto del gasto, por partida"),
}
CONCEPTOS: Mapping[str, str] = {
    "copart": N_("Coparticipación tributaria"),
    "idh": N_("Impuesto a los hidrocarburos (IDH)"),
    "recursos_propios": N_("Recursos propios"),
    "recursos_cap": N_("Recursos de capital"),
    "fuentes_fin": N_("Préstamos y saldos"),
    "total_ingresos": N_("Total de ingresos"),
    "gasto_total": N_("Total de gasto"),
    "inversion": N_("Inversión"),
    "gastos_cap": N_("Gastos de capital"),
    "gasto_operativo": N_("Gasto de funcionamiento"),
    "sf_admin": N_("Administración"),
    "sf_deuda": N_("Pago de deuda"),
    "sf_seguridad": N_("Seguridad"),
    "sf_transporte": N_("Caminos y transporte"),
    "sf_saneamiento": N_("Saneamiento y ambiente"),
    "sf_agua": N_("Agua y vivienda"),
    "sf_salud": N_("Salud"),
    "sf_cultura": N_("Cultura y deporte"),
    "sf_educacion": N_("Educación"),
    "sf_prot_social": N_("Protección social"),
}
FRASES: Mapping[type[ErrorDeNegocio], str] = {
    ej.EjecucionAusente: N_("%(archivo)s no trae ningún renglón de %(municipio)s."),
}
HECHOS: Mapping[str, str] = {
    "ejecuciones.precargadas": N_("Se trajo lo ejecutado en gestiones anteriores"),
    "inversiones.registrada": N_("Se anotó una inversión de años anteriores"),
    "inversiones.corregida": N_("Se corrigió una inversión de años anteriores"),
    "inversiones.quitada": N_("Se quitó una inversión de años anteriores"),
}


def con_errores(cuantos: int, detalle: str) -> str:
    """Los renglones que no se leyeron."""
    return ngettext(
        "%(num)s renglón del municipio no se lee y no se guardó nada: %(detalle)s.",
        "%(num)s renglones del municipio no se leen y no se guardó nada: %(detalle)s.",
        cuantos,
        detalle=detalle,
    )


CON_CUENTA: Mapping[type[ErrorDeNegocio], Callable[..., str]] = {
    ej.EjecucionConErrores: con_errores
}


def concepto_de(e: ej.Ejecucion) -> str:
    """El renglón en palabras; el que no se conoce, como lo dice la fuente."""
    return gettext(CONCEPTOS.get(e.codigo, e.concepto))


def bloque_de(clave: str) -> str:
    return gettext(BLOQUES.get(clave, clave))
