"""A quién se convocó a cada encuentro y quién llegó."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from nucleo.dominio.asistencias import Asistencia
from nucleo.dominio.convocatorias import Convocatoria
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Asistencias:
    """Cumple `puertos.Asistencias`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar_todas(self, nuevas: Sequence[Asistencia]) -> None:
        agregar(self._sesion, nuevas)

    def quitar(self, asistencia: Asistencia) -> None:
        self._sesion.delete(asistencia)

    def de(self, asistencia_id: UUID) -> Asistencia | None:
        consulta = select(Asistencia).where(columna(campos(Asistencia).id) == asistencia_id)
        return self._sesion.scalars(consulta).one_or_none()

    def de_evento(self, gestion: int, evento: str) -> Sequence[Asistencia]:
        a = campos(Asistencia)
        consulta = select(Asistencia).where(
            columna(a.gestion) == gestion, columna(a.evento) == evento
        )
        return self._sesion.scalars(consulta.order_by(columna(a.clave), columna(a.id))).all()


class Convocatorias:
    """Cumple `puertos.Convocatorias`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar_todas(self, nuevas: Sequence[Convocatoria]) -> None:
        agregar(self._sesion, nuevas)

    def quitar(self, convocatoria: Convocatoria) -> None:
        self._sesion.delete(convocatoria)

    def de(self, convocatoria_id: UUID) -> Convocatoria | None:
        consulta = select(Convocatoria).where(columna(campos(Convocatoria).id) == convocatoria_id)
        return self._sesion.scalars(consulta).one_or_none()

    def de_evento(self, gestion: int, evento: str) -> Sequence[Convocatoria]:
        c = campos(Convocatoria)
        consulta = select(Convocatoria).where(
            columna(c.gestion) == gestion, columna(c.evento) == evento
        )
        return self._sesion.scalars(consulta.order_by(columna(c.fecha), columna(c.id))).all()
