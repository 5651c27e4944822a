"""El calendario para el teléfono, leído por otra biblioteca que no lo escribió a mano."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from nucleo.configuracion.catalogos import leer_territorio
from nucleo.documentos.icalendario import Cita, como_icalendario
from nucleo.dominio.eventos import EstadoDeEvento, Evento
from nucleo.dominio.identidad import nuevo_id
from nucleo.textos.agendas import citas_de
from tests.configuracion.conftest import CATALOGO

AHORA = datetime(2026, 5, 1, 12, tzinfo=UTC)


def leer(*citas):
    escrito = como_icalendario("Encuentros", citas, AHORA)
    assert all(len(linea) <= 75 for linea in escrito.split(b"\r\n"))
    return Calendar.from_ical(escrito)


def test_lo_raro_y_lo_largo_vuelve_igual():
    raro = 'Coliseo; «Ñawi», sala\\2: "A"\nEND:VEVENT\nBEGIN:VEVENT' + " ñandú 😀" * 60
    [cita] = leer(Cita("u@t", raro, date(2026, 8, 18), "09:00", raro, raro)).walk("VEVENT")
    assert (cita["summary"], cita["location"], cita["description"]) == (raro, raro, raro)


def test_con_hora_es_la_de_bolivia_y_sin_ella_ocupa_el_dia():
    citas = leer(Cita("a@t", "A", date(2026, 8, 18), "22:30"), Cita("b@t", "B", date(2026, 8, 31)))
    con, sin = citas.walk("VEVENT")
    assert con["dtstart"].dt == datetime(2026, 8, 19, 2, 30, tzinfo=UTC)
    assert (sin["dtstart"].dt, sin["dtend"].dt) == (date(2026, 8, 31), date(2026, 9, 1))


@pytest.mark.parametrize(
    ("estado", "en_el_ciclo", "dicho", "serie"),
    [
        (EstadoDeEvento.PROGRAMADO, True, "CONFIRMED", 3),
        (EstadoDeEvento.PROGRAMADO, False, "CANCELLED", 4),
        (EstadoDeEvento.REALIZADO, False, "CONFIRMED", 3),
    ],
)
def test_el_que_el_ciclo_quito_se_cancela_y_el_que_se_hizo_queda_en_su_dia(
    estado, en_el_ciclo, dicho, serie
):
    municipio = leer_territorio(CATALOGO).municipio("villa-tunari")
    hecho = date(2026, 8, 20) if estado is EstadoDeEvento.REALIZADO else None
    evento = Evento(nuevo_id(), 2027, "cumbre-2", 1, "Cumbre 2", "Segunda Cumbre",
                    date(2026, 8, 18), estado=estado, realizado_en=hecho, version=3)  # fmt: skip
    [cita] = leer(*citas_de(municipio, [(evento, en_el_ciclo)])).walk("VEVENT")
    assert cita["uid"] == f"{evento.id}@villa-tunari.tinkuy"
    assert (cita["status"], cita["sequence"]) == (dicho, serie)
    assert cita["dtstart"].dt == (hecho or date(2026, 8, 18))
