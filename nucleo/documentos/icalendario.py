"""El calendario de una gestión para el teléfono o la computadora de cada quien (iCalendar)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from nucleo.dominio.dias import BOLIVIA

DURA = timedelta(hours=4)
"""Cuánto se reserva si se sabe a qué hora empieza: media jornada."""


@dataclass(frozen=True, slots=True)
class Cita:
    """Un encuentro por llevar a la agenda; `uid` no cambia aunque cambie la fecha.

    Sin `hora` («09:00») ocupa el día. `serie` crece con cada cambio: así la agenda sabe cuál vale.
    `cancelada` la deja tachada: si solo faltara, quien ya la tenía la seguiría esperando.
    """

    uid: str
    titulo: str
    fecha: date
    hora: str = ""
    lugar: str = ""
    detalle: str = ""
    enlace: str = ""
    serie: int = 0
    cancelada: bool = False


def como_icalendario(nombre: str, citas: Iterable[Cita], ahora: datetime) -> bytes:
    """Un archivo `.ics` (RFC 5545) que cualquier agenda abre."""
    calendario = Calendar()
    calendario.add("prodid", "-//Tinkuy//ES")
    calendario.add("version", "2.0")
    calendario.add("method", "PUBLISH")
    calendario.add("x-wr-calname", nombre)
    for cita in citas:
        calendario.add_component(_evento(cita, ahora))
    escrito: bytes = calendario.to_ical()
    return escrito


def _evento(cita: Cita, ahora: datetime) -> Event:
    evento = Event()
    evento.add("uid", cita.uid)
    evento.add("dtstamp", ahora.astimezone(UTC))
    evento.add("sequence", cita.serie)
    evento.add("status", "CANCELLED" if cita.cancelada else "CONFIRMED")
    evento.add("summary", cita.titulo)
    if cita.hora:
        empieza = datetime.combine(cita.fecha, time.fromisoformat(cita.hora), BOLIVIA)
        evento.add("dtstart", empieza.astimezone(UTC))
        evento.add("dtend", (empieza + DURA).astimezone(UTC))
    else:
        evento.add("dtstart", cita.fecha)
        evento.add("dtend", cita.fecha + timedelta(days=1))
    for campo, valor in (
        ("location", cita.lugar),
        ("description", cita.detalle),
        ("url", cita.enlace),
    ):
        if valor:
            evento.add(campo, valor)
    return evento
