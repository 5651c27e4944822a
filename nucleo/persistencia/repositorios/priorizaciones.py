"""El proceso de priorización de cada gestión y sus corridas guardadas."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from nucleo.dominio.corridas import Corrida, Proceso
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Priorizaciones:
    """Cumple `puertos.Priorizaciones`: un proceso por gestión y las corridas que hagan falta."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def proceso(self, gestion: int) -> Proceso | None:
        consulta = select(Proceso).where(columna(campos(Proceso).gestion) == gestion)
        return self._sesion.scalars(consulta).one_or_none()

    def con_codigo(self, codigo: str) -> Proceso | None:
        consulta = select(Proceso).where(columna(campos(Proceso).codigo) == codigo)
        return self._sesion.scalars(consulta.limit(1)).first()

    def abrir(self, proceso: Proceso) -> None:
        """`EdicionConcurrente` si otra persona abrió el de la gestión mientras tanto."""
        try:
            agregar(self._sesion, [proceso])
        except IntegrityError as error:
            raise EdicionConcurrente from error

    def guardar(self, corrida: Corrida) -> None:
        agregar(self._sesion, [corrida])

    def ultima(self, gestion: int) -> Corrida | None:
        c = campos(Corrida)
        consulta = (
            select(Corrida)
            .where(columna(c.gestion) == gestion)
            .order_by(columna(c.cuando).desc(), columna(c.id).desc())
            .limit(1)
        )
        return self._sesion.scalars(consulta).first()
