"""En qué no hay acuerdo en un encuentro: lo votado por poco, lo que consta y lo que se reclama."""

from collections.abc import Sequence
from dataclasses import dataclass

from nucleo.dominio.reclamos import EstadoDeReclamo, Reclamo
from nucleo.dominio.votaciones import EstadoDeVotacion, OpcionDeVoto, Votacion

POR_POCO = 10
"""Una votación es reñida si a favor y en contra se llevan, como mucho, estas de cada cien manos.

Ninguna fuente lo dice: lo elige la casa, y no cambia lo que se votó.
"""


@dataclass(frozen=True, slots=True)
class Disputa:
    """Lo que cualquiera puede ver de un desacuerdo: ningún nombre.

    `disensos` son los que pidieron constar y `reclamos`, los del encuentro que nadie respondió.
    """

    renidas: Sequence[Votacion] = ()
    disensos: int = 0
    reclamos: int = 0

    @property
    def hay(self) -> bool:
        """Si hay algo que decir."""
        return bool(self.renidas or self.disensos or self.reclamos)


def es_renida(v: Votacion) -> bool:
    """Si se cerró por poco; una sin manos no lo es."""
    if v.estado is not EstadoDeVotacion.CERRADA or not v.votaron:
        return False
    conteo = v.conteo
    por_cuanto = abs(conteo[OpcionDeVoto.FAVOR].total - conteo[OpcionDeVoto.CONTRA].total)
    return por_cuanto * 100 <= POR_POCO * v.votaron


def disputa(votaciones: Sequence[Votacion], reclamos: Sequence[Reclamo]) -> Disputa:
    """La de un encuentro. Lo anulado no cuenta."""
    validas = [v for v in votaciones if v.estado is not EstadoDeVotacion.ANULADA]
    return Disputa(
        [v for v in validas if es_renida(v)],
        sum(len(v.disensos) for v in validas),
        sum(r.estado is EstadoDeReclamo.ABIERTO for r in reclamos),
    )
