"""Las gestiones abiertas y sus encuentros."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.eventos import Evento, GestionAbierta
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Calendarios:
    """Cumple `puertos.Calendarios`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def abrir(self, abierta: GestionAbierta, eventos: Sequence[Evento]) -> None:
        try:
            agregar(self._sesion, [abierta, *eventos])
        except IntegrityError as error:
            raise EdicionConcurrente from error

    def agregar_eventos(self, eventos: Sequence[Evento]) -> None:
        agregar(self._sesion, eventos)

    def abierta(self, gestion: int) -> GestionAbierta | None:
        consulta = select(GestionAbierta).where(columna(campos(GestionAbierta).gestion) == gestion)
        return self._sesion.scalars(consulta).one_or_none()

    def abiertas(self) -> Sequence[GestionAbierta]:
        consulta = select(GestionAbierta).order_by(columna(campos(GestionAbierta).gestion).desc())
        return self._sesion.scalars(consulta).all()

    def eventos(self, gestion: int) -> Sequence[Evento]:
        e = campos(Evento)
        consulta = select(Evento).where(columna(e.gestion) == gestion).order_by(columna(e.orden))
        return self._sesion.scalars(consulta).all()
