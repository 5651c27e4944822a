"""Las versiones del techo de cada gestión."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.versiones_de_techo import VersionDeTecho
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class VersionesDeTecho:
    """Cumple `puertos.VersionesDeTecho`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, version: VersionDeTecho) -> None:
        try:
            agregar(self._sesion, [version])
        except IntegrityError as error:
            raise EdicionConcurrente from error

    def quitar(self, version: VersionDeTecho) -> None:
        self._sesion.delete(version)

    def de_gestion(self, gestion: int) -> Sequence[VersionDeTecho]:
        v = campos(VersionDeTecho)
        consulta = (
            select(VersionDeTecho)
            .where(columna(v.gestion) == gestion)
            .order_by(columna(v.numero).desc())
        )
        return self._sesion.scalars(consulta).all()
