"""Las versiones del POA de cada gestión, con sus líneas."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.poa import LineaDePoa, Poa, la_vigente
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Poas:
    """Cumple `puertos.Poas`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, poa: Poa) -> None:
        try:
            agregar(self._sesion, [poa])
        except IntegrityError as error:
            raise EdicionConcurrente from error

    def versiones(self, gestion: int) -> Sequence[Poa]:
        p = campos(Poa)
        consulta = select(Poa).where(columna(p.gestion) == gestion).order_by(columna(p.numero))
        return self._sesion.scalars(consulta).all()

    def de(self, gestion: int, numero: int) -> Poa | None:
        p = campos(Poa)
        consulta = select(Poa).where(columna(p.gestion) == gestion, columna(p.numero) == numero)
        return self._sesion.scalars(consulta).one_or_none()

    def vigente(self, gestion: int) -> Poa | None:
        return la_vigente(self.versiones(gestion))

    def totales(self, gestion: int) -> Mapping[int, tuple[int, Dinero]]:
        p, linea = campos(Poa), campos(LineaDePoa)
        consulta = (
            select(columna(p.numero), func.count(columna(linea.id)), func.sum(columna(linea.monto)))
            .join(Poa.lineas)  # type: ignore[arg-type]  # el mapeo es imperativo
            .where(columna(p.gestion) == gestion)
            .group_by(columna(p.numero))
        )
        return {n: (cuantas, suma) for n, cuantas, suma in self._sesion.execute(consulta)}

    def gestiones(self) -> Sequence[int]:
        gestion = columna(campos(Poa).gestion)
        return self._sesion.scalars(select(gestion).distinct().order_by(gestion.desc())).all()

    def vaciar(self, poa: Poa) -> None:
        poa.lineas.clear()
        self._sesion.flush()
