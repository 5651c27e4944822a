"""Las asambleas de cada gestión y sus formularios."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from nucleo.dominio.asambleas import Asamblea, Formulario
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Asambleas:
    """Cumple `puertos.Asambleas`; el formulario va después que su asamblea."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar_todas(self, asambleas: Sequence[Asamblea]) -> None:
        agregar(self._sesion, asambleas)

    def agregar_formularios(self, formularios: Sequence[Formulario]) -> None:
        agregar(self._sesion, formularios)

    def de_gestion(self, gestion: int) -> Sequence[Asamblea]:
        a = campos(Asamblea)
        consulta = select(Asamblea).where(columna(a.gestion) == gestion).order_by(columna(a.id))
        return self._sesion.scalars(consulta).all()

    def formularios_de(self, gestion: int) -> Sequence[Formulario]:
        f = campos(Formulario)
        consulta = select(Formulario).where(columna(f.gestion) == gestion).order_by(columna(f.id))
        return self._sesion.scalars(consulta).all()

    def formulario(self, formulario_id: UUID) -> Formulario | None:
        consulta = select(Formulario).where(columna(campos(Formulario).id) == formulario_id)
        return self._sesion.scalars(consulta).one_or_none()

    def asamblea(self, asamblea_id: UUID) -> Asamblea | None:
        consulta = select(Asamblea).where(columna(campos(Asamblea).id) == asamblea_id)
        return self._sesion.scalars(consulta).one_or_none()
