"""Cómo se nombra y qué se dice del POA y su presupuesto."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from nucleo.dominio import poa as p
from nucleo.dominio.cambios_de_poa import ClaseDeCambio
from nucleo.dominio.ejercicios import OrdenDeEjercicio
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_
from nucleo.dominio.poa import EstadoDePoa, PasoDePoa
from nucleo.dominio.presupuesto import Corte
from nucleo.textos.traduccion import ngettext

NOMBRES: Mapping[StrEnum, str] = {
    EstadoDePoa.ANTEPROYECTO: N_("Anteproyecto"),
    EstadoDePoa.PRESENTADO: N_("Presentado"),
    EstadoDePoa.OBSERVADO: N_("Observado por el control social"),
    EstadoDePoa.CONFORME: N_("Con conformidad del control social"),
    EstadoDePoa.APROBADO: N_("Aprobado por el Concejo"),
    EstadoDePoa.EN_EJECUCION: N_("En ejecución"),
    EstadoDePoa.REFORMULADO: N_("Reformulado: rige otra versión"),
    EstadoDePoa.CERRADO: N_("Cerrado"),
    EstadoDePoa.SIN_EFECTO: N_("Sin efecto: se reemplazó antes de ejecutarse"),
    PasoDePoa.PRESENTAR: N_("Presentar el POA"),
    PasoDePoa.OBSERVAR: N_("Observar el POA"),
    PasoDePoa.CONFORMAR: N_("Dar la conformidad del control social"),
    PasoDePoa.APROBAR: N_("Aprobar el POA en el Concejo"),
    PasoDePoa.EJECUTAR: N_("Ponerlo en ejecución"),
    PasoDePoa.CERRAR: N_("Cerrar el POA de la gestión"),
    ClaseDeCambio.ENTRA: N_("Entra"),
    ClaseDeCambio.SALE: N_("Sale"),
    ClaseDeCambio.CAMBIA: N_("Cambia"),
    Corte.PROGRAMA: N_("Por programa"),
    Corte.FUENTE: N_("Por fuente del dinero"),
    Corte.DISTRITO: N_("Por distrito"),
    Corte.UNIDAD: N_("Por unidad responsable"),
    Corte.OBJETIVO: N_("Por objetivo del plan"),
}
HISTORIA: Mapping[str, str] = {
    "abrir": N_("Se abrió para escribir"),
    "reemplazar": N_("Dejó de regir"),
    "presentar": N_("Se presentó"),
    "observar": N_("El control social observó"),
    "conformar": N_("El control social dio su conformidad"),
    "aprobar": N_("El Concejo aprobó"),
    "ejecutar": N_("Entró en ejecución"),
    "cerrar": N_("Se cerró"),
}
CAMPOS: Mapping[str, str] = {
    "denominacion": N_("Denominación"),
    "programa": N_("Programa"),
    "proyecto": N_("Proyecto"),
    "actividad": N_("Actividad"),
    "sisin": N_("Código SISIN"),
    "objeto": N_("Objeto del gasto"),
    "fuente": N_("Fuente"),
    "organismo": N_("Organismo"),
    "finalidad": N_("Finalidad-función"),
    "sector_economico": N_("Sector económico"),
    "distrito": N_("Distrito"),
    "unidad": N_("Unidad responsable"),
    "objetivo": N_("Objetivo del plan"),
    "sin_objetivo": N_("Por qué sin objetivo"),
    "monto": N_("Monto"),
    "plurianual_total": N_("Costo total plurianual"),
    "plurianual": N_("Años siguientes"),
    "demanda": N_("Demanda"),
    "nota": N_("Nota"),
    "procedencia": N_("Fuente del dato"),
    "simulada": N_("Simulada"),
}
ORDENES: Mapping[OrdenDeEjercicio, str] = {
    OrdenDeEjercicio.MENOR_COSTO: N_("del proyecto más barato al más caro"),
    OrdenDeEjercicio.MAYOR_COSTO: N_("del proyecto más caro al más barato"),
    OrdenDeEjercicio.POA: N_("como está escrito en el POA"),
}
FRASES: dict[type[ErrorDeNegocio], str] = {
    p.PoaYaPresentado: N_(
        "La versión %(numero)s del POA está como «%(estado)s» y ya no se edita: para cambiarla, "
        "abra una versión nueva."
    ),
    p.PasoDePoaFueraDeOrden: N_(
        "La versión %(numero)s del POA está como «%(estado)s»: desde ahí no se puede «%(paso)s»."
    ),
    p.PoaReemplazado: N_(
        "La versión %(numero)s del POA ya tiene otra más nueva, la %(ultima)s: los pasos se dan "
        "en ella."
    ),
    p.PoaIncompleto: N_(
        "La versión %(numero)s del POA no se puede presentar. %(faltas)s Arréglelo y preséntelo "
        "otra vez."
    ),
    p.PoaPasaElTecho: N_(
        "La versión %(numero)s del POA no se puede aprobar: el techo cambió después de que se "
        "presentó. %(faltas)s Abra una versión nueva del POA, ajústela a ese techo y preséntela "
        "otra vez."
    ),
    p.PoaAbierto: N_(
        "La versión %(numero)s del POA todavía se está escribiendo: termínela antes de abrir otra."
    ),
    p.NoEsDeUnAnioPasado: N_(
        "%(gestion)s no es un año pasado: a este POA se le exige todo antes de presentarlo. "
        "Cárguelo sin marcar «Es de un año pasado»."
    ),
    p.ConstanciaRequerida: N_(
        "Para «%(paso)s» hay que escribir lo que lo respalda: la observación, el acta o el número "
        "de la resolución."
    ),
}


def sin_responder(cuantas: int) -> str:
    """Las observaciones que faltan."""
    return ngettext(
        "Falta responder %(num)s observación del control social: respóndala antes de que dé su "
        "conformidad.",
        "Faltan responder %(num)s observaciones del control social: respóndalas antes de que dé su "
        "conformidad.",
        cuantas,
    )


CON_CUENTA: Mapping[type[ErrorDeNegocio], Callable[..., str]] = {
    p.ObservacionesSinResponder: sin_responder
}
HECHOS: Mapping[str, str] = {
    "poa.abierto": N_("Se abrió una versión del POA"),
    "poa.importado": N_("Se cargó el POA de una planilla"),
    "poa.demandas": N_("Se llevaron demandas priorizadas al POA"),
    "poa.linea_agregada": N_("Se agregó una línea al POA"),
    "poa.linea_cambiada": N_("Se cambió una línea del POA"),
    "poa.linea_quitada": N_("Se quitó una línea del POA"),
    "poa.avanzado": N_("El POA dio un paso"),
    "poa.respondido": N_("Se respondió una observación al POA"),
}
