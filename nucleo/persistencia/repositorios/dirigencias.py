"""Los distritos del municipio y quién representa a cada organización."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.distritos import Distrito
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Dirigencias:
    """Cumple `puertos.Dirigencias`; también las de mandato vencido."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, dirigencia: Dirigencia) -> None:
        agregar(self._sesion, [dirigencia])

    def de(self, dirigencia_id: UUID) -> Dirigencia | None:
        consulta = select(Dirigencia).where(columna(campos(Dirigencia).id) == dirigencia_id)
        return self._sesion.scalars(consulta).one_or_none()

    def de_organizacion(self, organizacion_id: UUID) -> Sequence[Dirigencia]:
        """Por nombre."""
        d = campos(Dirigencia)
        consulta = select(Dirigencia).where(columna(d.organizacion_id) == organizacion_id)
        return self._sesion.scalars(consulta.order_by(columna(d.nombre), columna(d.id))).all()

    def todas(self) -> Sequence[Dirigencia]:
        """Por nombre."""
        d = campos(Dirigencia)
        consulta = select(Dirigencia).order_by(columna(d.nombre), columna(d.id))
        return self._sesion.scalars(consulta).all()


class Distritos:
    """Cumple `puertos.Distritos`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, distrito: Distrito) -> None:
        agregar(self._sesion, [distrito])

    def quitar(self, distrito: Distrito) -> None:
        self._sesion.delete(distrito)

    def de(self, distrito_id: UUID) -> Distrito | None:
        consulta = select(Distrito).where(columna(campos(Distrito).id) == distrito_id)
        return self._sesion.scalars(consulta).one_or_none()

    def todos(self) -> Sequence[Distrito]:
        """Por nombre plegado."""
        consulta = select(Distrito).order_by(columna(campos(Distrito).clave))
        return self._sesion.scalars(consulta).all()
