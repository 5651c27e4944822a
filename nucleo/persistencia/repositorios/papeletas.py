"""Las papeletas de cada gestión: una por organización."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.papeletas import Papeleta
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Papeletas:
    """Cumple `puertos.Papeletas`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar_todas(self, papeletas: Sequence[Papeleta]) -> None:
        try:
            agregar(self._sesion, papeletas)
        except IntegrityError as error:
            raise EdicionConcurrente from error

    def de_gestion(self, gestion: int) -> Sequence[Papeleta]:
        p = campos(Papeleta)
        consulta = select(Papeleta).where(columna(p.gestion) == gestion).order_by(columna(p.id))
        return self._sesion.scalars(consulta).all()

    def de(self, gestion: int, organizacion_id: UUID) -> Papeleta | None:
        p = campos(Papeleta)
        suya = (columna(p.gestion) == gestion, columna(p.organizacion_id) == organizacion_id)
        return self._sesion.scalars(select(Papeleta).where(*suya)).one_or_none()
