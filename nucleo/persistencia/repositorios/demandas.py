"""Las demandas del municipio, cada una con su historial."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import exists, select

from nucleo.dominio.agrupadas import Descarte
from nucleo.dominio.demandas import Demanda, Estado, ObservacionEscrita
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar


class Demandas:
    """Cumple `puertos.Demandas`; lo que se lee aquí se puede cambiar y se guarda al confirmar."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar_todas(self, demandas: Sequence[Demanda]) -> None:
        agregar(self._sesion, demandas)

    def de_gestion(self, gestion: int) -> Sequence[Demanda]:
        """Por su número: el orden en que se registraron."""
        d = campos(Demanda)
        consulta = select(Demanda).where(columna(d.gestion) == gestion).order_by(columna(d.numero))
        return self._sesion.scalars(consulta).all()

    def hay(self, gestion: int) -> bool:
        d = campos(Demanda)
        suya = columna(d.gestion) == gestion, columna(d.estado) != Estado.RETIRADA
        alguna = exists(Demanda).where(*suya)
        return bool(self._sesion.scalar(select(alguna)))

    def numeros(self, gestion: int, estado: Estado) -> Sequence[int]:
        d = campos(Demanda)
        consulta = select(columna(d.numero)).where(
            columna(d.gestion) == gestion, columna(d.estado) == estado
        )
        return self._sesion.scalars(consulta.order_by(columna(d.numero))).all()

    def de(self, gestion: int, numero: int) -> Demanda | None:
        d = campos(Demanda)
        consulta = select(Demanda).where(columna(d.gestion) == gestion, columna(d.numero) == numero)
        return self._sesion.scalars(consulta).one_or_none()

    def del_formulario(self, formulario_id: UUID) -> Sequence[Demanda]:
        """Por su número."""
        d = campos(Demanda)
        consulta = select(Demanda).where(columna(d.formulario_id) == formulario_id)
        return self._sesion.scalars(consulta.order_by(columna(d.numero))).all()

    def observar(self, observacion: ObservacionEscrita) -> None:
        agregar(self._sesion, [observacion])

    def observacion(self, observacion_id: UUID) -> ObservacionEscrita | None:
        o = campos(ObservacionEscrita)
        consulta = select(ObservacionEscrita).where(columna(o.id) == observacion_id)
        return self._sesion.scalars(consulta).one_or_none()

    def observaciones_de(self, demanda_id: UUID) -> Sequence[ObservacionEscrita]:
        """En el orden en que se escribieron."""
        o = campos(ObservacionEscrita)
        consulta = select(ObservacionEscrita).where(columna(o.demanda_id) == demanda_id)
        return self._sesion.scalars(consulta.order_by(columna(o.cuando), columna(o.id))).all()

    def del_grupo(self, grupo_id: UUID) -> Sequence[Demanda]:
        """Las que van en esa compartida, por su número."""
        d = campos(Demanda)
        consulta = select(Demanda).where(columna(d.grupo_id) == grupo_id)
        return self._sesion.scalars(consulta.order_by(columna(d.numero))).all()

    def descartar(self, descarte: Descarte) -> None:
        agregar(self._sesion, [descarte])

    def descartes(self, gestion: int) -> Sequence[Descarte]:
        """En el orden en que se hicieron."""
        d = campos(Descarte)
        consulta = select(Descarte).where(columna(d.gestion) == gestion)
        return self._sesion.scalars(consulta.order_by(columna(d.id))).all()

    def sin_responder(self, gestion: int) -> Sequence[ObservacionEscrita]:
        """Las de la gestión que todavía esperan respuesta."""
        o, d = campos(ObservacionEscrita), campos(Demanda)
        consulta = (
            select(ObservacionEscrita)
            .join(Demanda, columna(d.id) == columna(o.demanda_id))
            .where(columna(d.gestion) == gestion, columna(o.respondida_en).is_(None))
            .order_by(columna(o.cuando), columna(o.id))
        )
        return self._sesion.scalars(consulta).all()
