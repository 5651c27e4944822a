"""Lo que se trató, votó, acordó y reclamó en cada encuentro."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from nucleo.dominio.acuerdos import Acuerdo
from nucleo.dominio.documentos_de_punto import DocumentoDePunto
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.mesas import PuntoTratado
from nucleo.dominio.reclamos import EstadoDeReclamo, Reclamo
from nucleo.dominio.satisfaccion import TarjetasDeSalida
from nucleo.dominio.votaciones import Votacion
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import Sesion
from nucleo.persistencia.repositorios.agregados import agregar
from nucleo.servicios.puertos.mesas import Anotado


class Mesas:
    """Cumple `puertos.Mesas`."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def agregar(self, nuevo: Anotado) -> None:
        try:
            agregar(self._sesion, [nuevo])
        except IntegrityError as error:
            raise EdicionConcurrente from error

    def puntos(self, gestion: int, evento: str) -> Sequence[PuntoTratado]:
        p = campos(PuntoTratado)
        consulta = select(PuntoTratado).where(
            columna(p.gestion) == gestion, columna(p.evento) == evento
        )
        return self._sesion.scalars(consulta.order_by(columna(p.orden), columna(p.id))).all()

    def votacion(self, votacion_id: UUID) -> Votacion | None:
        consulta = select(Votacion).where(columna(campos(Votacion).id) == votacion_id)
        return self._sesion.scalars(consulta).one_or_none()

    def votaciones(self, gestion: int, evento: str) -> Sequence[Votacion]:
        v = campos(Votacion)
        consulta = select(Votacion).where(
            columna(v.gestion) == gestion, columna(v.evento) == evento
        )
        return self._sesion.scalars(consulta.order_by(columna(v.abierta_en), columna(v.id))).all()

    def acuerdo(self, acuerdo_id: UUID) -> Acuerdo | None:
        consulta = select(Acuerdo).where(columna(campos(Acuerdo).id) == acuerdo_id)
        return self._sesion.scalars(consulta).one_or_none()

    def acuerdos_hasta(self, gestion: int) -> Sequence[Acuerdo]:
        a = campos(Acuerdo)
        consulta = select(Acuerdo).where(columna(a.gestion) <= gestion)
        return self._sesion.scalars(consulta.order_by(columna(a.acordado_en), columna(a.id))).all()

    def reclamo(self, reclamo_id: UUID) -> Reclamo | None:
        consulta = select(Reclamo).where(columna(campos(Reclamo).id) == reclamo_id)
        return self._sesion.scalars(consulta).one_or_none()

    def reclamos_hasta(self, gestion: int) -> Sequence[Reclamo]:
        r = campos(Reclamo)
        consulta = select(Reclamo).where(columna(r.gestion) <= gestion)
        return self._sesion.scalars(consulta.order_by(columna(r.dicho_en), columna(r.id))).all()

    def reclamos_vivos(self) -> Sequence[Reclamo]:
        r = campos(Reclamo)
        consulta = select(Reclamo).where(columna(r.estado) != EstadoDeReclamo.CERRADO)
        return self._sesion.scalars(consulta.order_by(columna(r.dicho_en), columna(r.id))).all()

    def salida(self, gestion: int, evento: str) -> TarjetasDeSalida | None:
        t = campos(TarjetasDeSalida)
        consulta = select(TarjetasDeSalida).where(
            columna(t.gestion) == gestion, columna(t.evento) == evento
        )
        return self._sesion.scalars(consulta).one_or_none()

    def salidas(self, gestion: int) -> Sequence[TarjetasDeSalida]:
        t = campos(TarjetasDeSalida)
        consulta = select(TarjetasDeSalida).where(columna(t.gestion) == gestion)
        return self._sesion.scalars(consulta.order_by(columna(t.anotada_en))).all()

    def documento(self, documento_id: UUID) -> DocumentoDePunto | None:
        consulta = select(DocumentoDePunto).where(
            columna(campos(DocumentoDePunto).id) == documento_id
        )
        return self._sesion.scalars(consulta).one_or_none()

    def documentos(self, gestion: int, evento: str) -> Sequence[DocumentoDePunto]:
        d = campos(DocumentoDePunto)
        consulta = select(DocumentoDePunto).where(
            columna(d.gestion) == gestion, columna(d.evento) == evento
        )
        return self._sesion.scalars(consulta.order_by(columna(d.cuando), columna(d.id))).all()

    def quitar_documento(self, documento: DocumentoDePunto) -> None:
        self._sesion.delete(documento)
