"""Lo que la asistencia y la mesa anotaron llega al acta, y lo anulado o retirado no."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.actas import leer_acta
from nucleo.dominio.acuerdos import EstadoDeAcuerdo
from nucleo.dominio.asistencias import Sexo
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.reclamos import SobreQue
from nucleo.dominio.votaciones import Manos, OpcionDeVoto
from nucleo.pruebas import conjunto_de
from nucleo.servicios import (
    actas,
    acuerdos,
    asistencias,
    calendarios,
    eventos,
    gestiones,
    informes,
    mesas,
    reclamos,
    votaciones,
)
from nucleo.servicios.asistencias import DatosDeAsistencia
from nucleo.servicios.informes import Autoria
from nucleo.servicios.reclamos import DatosDeReclamo
from nucleo.servicios.saberes import Mirada
from tests.ejemplos import GESTION
from tests.servicios.test_informes import LLANAS

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
NADIE = conjunto_de()
EDA = "eda-1"
MANOS = [Manos(40, 21, 19), Manos(3, 1, 2), Manos(2, 2, 0)]
SIN_SEXO = [Manos(9), Manos(8), Manos(0)]


@pytest.fixture
def con(contexto):
    return replace(contexto, ciclo=MGMP)


@pytest.fixture
def mesa(con, unidad):
    gestiones.abrir(con, unidad, date(GESTION - 1, 9, 8))
    version = calendarios.evento_de(unidad, GESTION, EDA).version
    eventos.avanzar(con, unidad, EDA, version, EstadoDeEvento.EN_CURSO)
    return unidad


def contenido(con, mesa):
    return actas.contenido_de(con, mesa, NADIE, calendarios.evento_de(mesa, GESTION, EDA))


def votar(con, mesa, pregunta, manos, **disensos):
    nueva = votaciones.abrir(con, mesa, EDA, nuevo_id(), "reclamos", pregunta)
    for quien, por_que in disensos.items():
        votaciones.disentir(con, mesa, nueva.id, quien, por_que)
    votaciones.cerrar(con, mesa, nueva.id, dict(zip(OpcionDeVoto, manos, strict=True)))
    return nueva


def test_quien_estuvo_va_con_su_organizacion_y_a_quien_representa(con, mesa):
    otb = mesa.organizaciones.todas()[0]
    juana = DatosDeAsistencia("Juana Mamani", Sexo.MUJER, otb.id)
    asistencias.anotar(con, mesa, EDA, nuevo_id(), juana)
    asistencias.anotar(con, mesa, EDA, nuevo_id(), DatosDeAsistencia("Sin Organización"))
    suya, suelta = contenido(con, mesa).partes.participantes
    assert (suya.nombre, suya.organizacion, suya.sexo) == ("Juana Mamani", otb.nombre, "mujer")
    assert suya.representacion == MGMP.participantes["otb"].nombre
    assert (suelta.organizacion, suelta.representacion, suelta.sexo) == ("", "", "")
    assert contenido(con, mesa).partes.cuorum is None


def test_lo_votado_va_por_sexo_con_su_disenso_y_lo_anulado_no(con, mesa):
    mesas.abrir(con, mesa, NADIE, EDA, "reclamos")
    votar(con, mesa, "¿Se repara el puente?", MANOS, Rosa="Falta el camino")
    votar(con, mesa, "¿Se aplaza?", SIN_SEXO)
    mal = votar(con, mesa, "¿Esto?", SIN_SEXO)
    votaciones.anular(con, mesa, mal.id, "Se contó mal")
    puente, aplaza = contenido(con, mesa).partes.votaciones
    assert [(c.quienes, c.a_favor, c.en_contra, c.abstenciones) for c in puente.cuentas] == [
        ("mujeres", 21, 1, 2),
        ("hombres", 19, 2, 0),
    ]
    assert (puente.total.a_favor, puente.disensos[0].motivo) == (40, "Falta el camino")
    assert [(c.quienes, c.a_favor) for c in aplaza.cuentas] == [("", 9)]


def test_lo_dicho_lo_acordado_y_lo_reclamado(con, mesa):
    mesas.abrir(con, mesa, NADIE, EDA, "autoridades")
    abierto = mesa.mesas.puntos(GESTION, EDA)[0]
    mesas.decir(con, mesa, NADIE, EDA, "autoridades", abierto.version, "Alcaldía", "Se hizo")
    dia = date(GESTION - 1, 5, 1)
    acuerdos.acordar(con, mesa, EDA, nuevo_id(), "Reparar el puente", "Obras", dia)
    fuera = acuerdos.acordar(con, mesa, EDA, nuevo_id(), "Otra cosa", "Obras", None)
    acuerdos.marcar(con, mesa, fuera.id, fuera.version, EstadoDeAcuerdo.RETIRADO, "Se desistió")
    otb = mesa.organizaciones.todas()[0]
    for de in (otb.id, None):
        dicho = DatosDeReclamo(SobreQue.OBRA, "Puente", "Está roto", de)
        reclamos.recibir(con, mesa, EDA, nuevo_id(), dicho)
    partes = contenido(con, mesa).partes
    [informado] = [p for p in partes.puntos if p.dicho]
    toca = MGMP.participantes["ejecutivo"].nombre
    assert (informado.informa, informado.dicho, informado.informo) == (toca, "Se hizo", "Alcaldía")
    assert len(partes.puntos) == len(MGMP.eventos[EDA].agenda)
    [acordado] = partes.acuerdos
    assert (acordado.texto, acordado.hasta) == ("Reparar el puente", dia.isoformat())
    assert [(r.texto, r.de) for r in partes.reclamos] == [
        ("Puente: Está roto", otb.nombre),
        ("Puente: Está roto", ""),
    ]


def test_el_acta_nombra_la_ultima_version_presentada_de_cada_informe(con, mesa):
    """Y sin ninguno no los menciona: las actas de antes de que los hubiera dan los mismos bytes."""
    sin = contenido(con, mesa)
    assert sin.partes.informes == ()
    assert '"informes"' not in sin.canonica
    assert leer_acta(sin.canonica) == sin
    cual, autoria = "gestion-anterior", Autoria("tecnico_municipal")
    informes.escribir(con, mesa, NADIE, EDA, cual, 0, {"hecho": "Se hizo"}, autoria)
    informes.escribir(con, mesa, NADIE, EDA, "programacion", 0, {"riesgos": "Lluvia"}, autoria)
    assert contenido(con, mesa).partes.informes == ()
    mirada = Mirada(con, mesa, MGMP.eventos[EDA], (), LLANAS)
    hecho = informes.presentar(con, mesa, NADIE, mirada, cual, 0, autoria)
    acta = contenido(con, mesa)
    [nombrado] = acta.partes.informes
    assert (nombrado.titulo, nombrado.numero, nombrado.resumen) == (
        hecho.titulo, 1, hecho.resumen,
    )  # fmt: skip
    assert nombrado.informante == "Ejecutivo municipal (EM)"
    assert leer_acta(acta.canonica) == acta
