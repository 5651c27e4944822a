"""Los informes de los encuentros."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.informes import Informe
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Informes:
    """Cumple `puertos.Informes`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, informe: Informe) -> None:
        try:
            agregar(self._sesion, [informe])
        except IntegrityError as error:
            raise EdicionConcurrente from error

    def del_encuentro(self, gestion: int, evento: str) -> Sequence[Informe]:
        i = campos(Informe)
        consulta = select(Informe).where(columna(i.gestion) == gestion, columna(i.evento) == evento)
        return self._sesion.scalars(consulta.order_by(columna(i.clave), columna(i.numero))).all()
