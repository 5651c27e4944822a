"""Las evaluaciones técnicas y económicas, cada una con las etapas por las que pasó."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from nucleo.dominio.evaluaciones import Etapa, Evaluacion
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Evaluaciones:
    """Cumple `puertos.Evaluaciones`: una por demanda y gestión."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, evaluacion: Evaluacion) -> None:
        agregar(self._sesion, [evaluacion])

    def de(self, gestion: int, codigo: str) -> Evaluacion | None:
        e = campos(Evaluacion)
        consulta = select(Evaluacion).where(
            columna(e.gestion) == gestion, columna(e.codigo) == codigo
        )
        return self._sesion.scalars(consulta).one_or_none()

    def de_gestion(self, gestion: int) -> Sequence[Evaluacion]:
        """Por el código de su demanda."""
        e = campos(Evaluacion)
        consulta = select(Evaluacion).where(columna(e.gestion) == gestion)
        return self._sesion.scalars(consulta.order_by(columna(e.codigo))).all()

    def codigos(self, gestion: int, etapas: Collection[Etapa]) -> Collection[str]:
        e = campos(Evaluacion)
        consulta = select(columna(e.codigo)).where(
            columna(e.gestion) == gestion, columna(e.etapa).in_(etapas)
        )
        return set(self._sesion.scalars(consulta))
