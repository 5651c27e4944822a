"""El seguimiento en cuadros legibles: para el informe del control social en cada encuentro."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.cuadros import Cuadro
from nucleo.dominio.encargos import QueSeSigue
from nucleo.dominio.mensajes import N_
from nucleo.dominio.reclamos import EstadoDeReclamo
from nucleo.dominio.seguimientos import ClaseDeSeguimiento, Hallazgo, Seguimiento
from nucleo.servicios.calendarios import hoy_de
from nucleo.servicios.encargos import Organizacion, organizacion_de
from nucleo.servicios.puertos import Unidad

PALABRAS: Mapping[StrEnum, str] = {
    QueSeSigue.OBRA: N_("Obra o línea del POA"),
    QueSeSigue.PROGRAMA: N_("Programa"),
    QueSeSigue.SERVICIO: N_("Servicio"),
    QueSeSigue.COPARTICIPACION: N_("El uso de la coparticipación tributaria"),
    QueSeSigue.PLAN_Y_POA: N_("El plan y el POA entero"),
    ClaseDeSeguimiento.VISITA: N_("Visita a la obra o al servicio"),
    ClaseDeSeguimiento.REVISION: N_("Revisión de un documento o informe"),
    ClaseDeSeguimiento.ASAMBLEA: N_("Asamblea"),
    ClaseDeSeguimiento.PEDIDO: N_("Pedido de información"),
    Hallazgo.CONFORME: N_("Conforme"),
    Hallazgo.OBSERVADO: N_("Con observación"),
    Hallazgo.NO_SE_PUDO: N_("No se pudo hacer"),
}
"""Cómo se llama cada cosa: lo mismo en el informe y en la pantalla."""
RECLAMO: Mapping[EstadoDeReclamo, str] = {
    EstadoDeReclamo.ABIERTO: "sin respuesta",
    EstadoDeReclamo.RESPONDIDO: "respondido",
    EstadoDeReclamo.CERRADO: "cerrado",
}
PROGRAMA, HALLAZGOS = "seguimiento-programa", "seguimiento-hallazgos"


def cuadros_para_informe(contexto: Contexto, unidad: Unidad) -> list[Cuadro]:
    """Lo que el control social tiene para informar: su programa y lo que halló.

    Un encuentro se hace un año antes que la gestión que prepara: van lo de esa gestión y lo del POA
    que se está ejecutando ese año. Con la unidad abierta.
    """
    hoy, programa, hallazgos = hoy_de(contexto), [], []
    for gestion in sorted({contexto.gestion + contexto.ciclo.anio, contexto.gestion}):
        organizacion = organizacion_de(replace(contexto, gestion=gestion), unidad)
        for suyo in unidad.seguimientos.de_gestion(gestion):
            fila = _fila(suyo, organizacion)
            programa.append((*fila, _como_va(suyo, hoy)))
            if suyo.resultado:
                hallazgos.append((*fila, PALABRAS[suyo.resultado], suyo.hallado,
                                  _reclamo(unidad, suyo)))  # fmt: skip
    comunes = (N_("Qué se hizo o se hará"), N_("Qué se sigue"), N_("Quién lo sigue"), N_("Día"))
    return [
        Cuadro(
            PROGRAMA, N_("Programa de seguimiento del POA"), (*comunes, N_("Cómo va")),
            tuple(programa), N_("Todavía no se programó ninguna actividad de seguimiento."),
        ),
        Cuadro(
            HALLAZGOS, N_("Lo que halló el control social"),
            (*comunes, N_("Resultado"), N_("Qué se halló"), N_("Reclamo")),
            tuple(hallazgos), N_("Todavía no se anotó ningún hallazgo."),
        ),
    ]  # fmt: skip


def asunto_llano(sigue: QueSeSigue, codigo: str, nombre: str) -> str:
    """Cómo se lo llama en castellano: «Programa 11 · Riego», «Camino a El Progreso»."""
    match sigue:
        case QueSeSigue.PROGRAMA:
            return " · ".join(filter(None, (f"Programa {codigo}", nombre)))
        case QueSeSigue.OBRA | QueSeSigue.SERVICIO:
            return nombre or codigo
        case _:
            return PALABRAS[sigue]


def _fila(suyo: Seguimiento, organizacion: Organizacion) -> tuple[str, str, str, str]:
    encargo = next(e for e in organizacion.encargos if e.id == suyo.encargo_id)
    asunto = asunto_llano(encargo.sigue, encargo.codigo, encargo.nombre)
    que = f"{PALABRAS[suyo.clase]}: {suyo.que}"
    return que, asunto, organizacion.de_quien(encargo), f"{suyo.dia:%d/%m/%Y}"


def _como_va(suyo: Seguimiento, hoy: date) -> str:
    if suyo.resultado:
        return f"Hecha: {PALABRAS[suyo.resultado].lower()}"
    return "Vencida sin anotar" if suyo.vencio(hoy) else "Por hacer"


def _reclamo(unidad: Unidad, suyo: Seguimiento) -> str:
    reclamo = unidad.mesas.reclamo(suyo.reclamo_id) if suyo.reclamo_id else None
    return RECLAMO[reclamo.estado] if reclamo else "—"
