"""Cuándo un encuentro está en disputa."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from nucleo.dominio.disputas import Disputa, disputa, es_renida
from nucleo.dominio.reclamos import EstadoDeReclamo, Reclamo, SobreQue
from nucleo.dominio.votaciones import Manos, OpcionDeVoto, Votacion

AHORA = datetime(2026, 8, 15, 14, 0, tzinfo=UTC)


def votada(*manos, disensos=0):
    votacion = Votacion(uuid4(), 2027, "cumbre-2", "criterios", "¿Va?", AHORA, "mesa")
    for _ in range(disensos):
        votacion.disentir("Una delegación", "Porque no")
    if manos:
        votacion.cerrar(dict(zip(OpcionDeVoto, map(Manos, manos), strict=True)), AHORA)
    return votacion


def reclamo(estado):
    return Reclamo(
        uuid4(), 2027, "cumbre-2", SobreQue.OBRA, "El puente", "No está", AHORA, "mesa",
        estado=estado,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("manos", "renida"),
    [
        ((24, 23, 4), True),
        ((23, 24, 4), True),
        ((10, 10, 0), True),
        ((55, 45, 0), True),
        ((56, 44, 0), False),
        ((1, 0, 0), False),
        ((0, 0, 0), False),
        ((), False),
    ],
)
def test_es_renida_si_se_decidio_por_poco(manos, renida):
    assert es_renida(votada(*manos)) is renida


def test_lo_anulado_y_lo_respondido_no_cuentan():
    anulada = votada(10, 10, 0, disensos=2)
    anulada.anular("Mal contada", AHORA, "mesa")
    hallada = disputa(
        [anulada, votada(40, 2, 0, disensos=1), votada(disensos=1)],
        [*map(reclamo, EstadoDeReclamo)],
    )
    assert hallada == Disputa([], 2, 1)
    assert hallada.hay
    assert not disputa([anulada], []).hay
