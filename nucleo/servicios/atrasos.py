"""Lo del año de un municipio que se le cuenta al departamento."""

from nucleo.dominio.atrasos import Atraso, LoDelAnio, atraso_de
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.eventos import EstadoDeEvento, siguiente
from nucleo.servicios.calendarios import Calendario, Fecha, calendario
from nucleo.servicios.compuertas import revisar
from nucleo.servicios.puertos import Unidad


def lo_del_anio(contexto: Contexto, unidad: Unidad) -> LoDelAnio | None:
    """En llano; `None` si la gestión no se abrió. Con la unidad abierta."""
    leido = calendario(contexto, unidad)
    return _contado(contexto, unidad, leido) if leido else None


def atraso_ahora(contexto: Contexto, unidad: Unidad, leido: Calendario) -> Atraso | None:
    """En qué se atrasó el municipio y qué le falta, mirado hoy. Con la unidad abierta."""
    if any(f.tipo and not f.evento.hecho and f.evento.dia < leido.hoy for f in leido.fechas):
        return atraso_de(_contado(contexto, unidad, leido), leido.hoy)
    return None


def _contado(contexto: Contexto, unidad: Unidad, leido: Calendario) -> LoDelAnio:
    return {
        "limite": leido.abierta.limite.isoformat(),
        "encuentros": [
            {
                "sigla": f.evento.sigla,
                "fecha": f.evento.dia.isoformat(),
                "hecho": f.evento.hecho,
                "empezo": f.evento.estado is EstadoDeEvento.EN_CURSO,
            }
            for f in leido.fechas
            if f.tipo
        ],
        "faltan": _faltan(contexto, unidad, leido.en_curso),
    }


def _faltan(contexto: Contexto, unidad: Unidad, fecha: Fecha | None) -> list[dict[str, object]]:
    """Qué detiene al encuentro que toca; lo ya pasado por alto no lo detiene."""
    if fecha is None:
        return []
    evento = fecha.evento
    saltadas = {s["compuerta"] for s in evento.saltos}
    estados, estado = [], siguiente(evento.estado)
    while estado:
        estados.append(estado)
        estado = siguiente(estado)
    return [
        r.falta.como_json()
        for e in estados
        for r in revisar(contexto, unidad, evento, e.value)
        if r.falta and r.compuerta.clave not in saltadas
    ]
