"""Lo del año de un municipio que se le cuenta al departamento, y qué lo detiene."""

from nucleo.dominio.atrasos import Atraso, LoDelAnio, atraso_de
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.eventos import ORDEN, EstadoDeEvento, Evento
from nucleo.dominio.mensajes import Mensaje
from nucleo.servicios.calendarios import Calendario, calendario
from nucleo.servicios.compuertas import todas
from nucleo.servicios.puertos import Unidad


def lo_del_anio(contexto: Contexto, unidad: Unidad) -> LoDelAnio | None:
    """En llano y por fecha; `None` si la gestión no se abrió. Con la unidad abierta.

    Lo que falta es lo del primero que no se hizo: el que se atrasa antes que los demás.
    """
    leido = calendario(contexto, unidad)
    return _contado(contexto, unidad, leido) if leido else None


def atraso_ahora(contexto: Contexto, unidad: Unidad, leido: Calendario) -> Atraso | None:
    """En qué se atrasó el municipio y qué le falta, mirado hoy. Con la unidad abierta."""
    if any(f.tipo and not f.evento.hecho and f.evento.dia < leido.hoy for f in leido.fechas):
        return atraso_de(_contado(contexto, unidad, leido), leido.hoy)
    return None


def _contado(contexto: Contexto, unidad: Unidad, leido: Calendario) -> LoDelAnio:
    pendientes = leido.por_hacer
    faltan = lo_que_falta(contexto, unidad, pendientes[0].evento) if pendientes else []
    return {
        "limite": leido.abierta.limite.isoformat(),
        "encuentros": [
            {
                "sigla": f.evento.sigla,
                "fecha": f.evento.dia.isoformat(),
                "hecho": f.evento.hecho,
                "empezo": f.evento.estado is EstadoDeEvento.EN_CURSO,
            }
            for f in sorted(leido.fechas, key=lambda f: f.evento.dia)
            if f.tipo
        ],
        "faltan": [falta.como_json() for falta in faltan],
    }


def lo_que_falta(contexto: Contexto, unidad: Unidad, evento: Evento) -> list[Mensaje]:
    """Qué detiene a un encuentro; lo ya pasado por alto no lo detiene. Con la unidad abierta."""
    por_delante = ORDEN[ORDEN.index(evento.estado) + 1 :]
    saltadas = {s["compuerta"] for s in evento.saltos}
    return [
        r.falta
        for r in todas(contexto, unidad, evento)
        if r.falta and r.compuerta.para in por_delante and r.compuerta.clave not in saltadas
    ]
