"""Cómo queda escrito quién hizo algo."""

from datetime import UTC, date, datetime
from uuid import UUID

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.politica import Accion
from nucleo.dominio.roles import Rol
from nucleo.dominio.usuarios import Membresia, Persona
from nucleo.servicios.identidad import firma, firmar

AQUI = EnMunicipio(31003)
MANDATO = Membresia(
    UUID("01900000-0000-7000-8000-0000003f9a2c"), nuevo_id(), AQUI.clave, Rol.ALCALDIA,
    date(2026, 1, 1), None, datetime(2026, 1, 1, tzinfo=UTC), "ana",
)  # fmt: skip


def test_se_firma_con_el_cargo_y_la_credencial():
    ana = Persona(nuevo_id(), "Ana Quispe", mandatos=(MANDATO,))
    assert firmar(ana, Accion.PUBLICAR, AQUI) == "Ana Quispe, Alcaldía [3f9a2c]"


def test_sin_mandato_para_eso_queda_solo_el_nombre():
    assert firma("Ana Quispe", None) == "Ana Quispe"
    assert firmar(Persona(nuevo_id(), "Ana Quispe"), Accion.PUBLICAR, AQUI) == "Ana Quispe"
