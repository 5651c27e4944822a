"""La mesa de los encuentros, como listas."""

from collections.abc import Sequence
from uuid import UUID

from nucleo.dominio.acuerdos import Acuerdo
from nucleo.dominio.documentos_de_punto import DocumentoDePunto
from nucleo.dominio.mesas import PuntoTratado
from nucleo.dominio.reclamos import Reclamo
from nucleo.dominio.satisfaccion import TarjetasDeSalida
from nucleo.dominio.votaciones import Votacion
from nucleo.pruebas.listas import PorId
from nucleo.servicios.puertos.mesas import Anotado


class MesasEnMemoria:
    """Cumple `puertos.Mesas`."""

    def __init__(self) -> None:
        self.tratados: PorId[PuntoTratado] = PorId()
        self.votadas: PorId[Votacion] = PorId()
        self.acordados: PorId[Acuerdo] = PorId()
        self.reclamados: PorId[Reclamo] = PorId()
        self.tarjetas: PorId[TarjetasDeSalida] = PorId()
        self.presentados: PorId[DocumentoDePunto] = PorId()

    def agregar(self, nuevo: Anotado, /) -> None:
        if isinstance(nuevo, PuntoTratado):
            self.tratados.agregar(nuevo)
        elif isinstance(nuevo, Votacion):
            self.votadas.agregar(nuevo)
        elif isinstance(nuevo, Acuerdo):
            self.acordados.agregar(nuevo)
        elif isinstance(nuevo, Reclamo):
            self.reclamados.agregar(nuevo)
        elif isinstance(nuevo, DocumentoDePunto):
            self.presentados.agregar(nuevo)
        else:
            self.tarjetas.agregar(nuevo)

    def puntos(self, gestion: int, evento: str, /) -> Sequence[PuntoTratado]:
        suyos = [p for p in self.tratados.filas if (p.gestion, p.evento) == (gestion, evento)]
        return sorted(suyos, key=lambda p: p.orden)

    def votacion(self, votacion_id: UUID, /) -> Votacion | None:
        return self.votadas.de(votacion_id)

    def votaciones(self, gestion: int, evento: str, /) -> Sequence[Votacion]:
        return [v for v in self.votadas.filas if (v.gestion, v.evento) == (gestion, evento)]

    def acuerdo(self, acuerdo_id: UUID, /) -> Acuerdo | None:
        return self.acordados.de(acuerdo_id)

    def acuerdos_hasta(self, gestion: int, /) -> Sequence[Acuerdo]:
        return [a for a in self.acordados.filas if a.gestion <= gestion]

    def reclamo(self, reclamo_id: UUID, /) -> Reclamo | None:
        return self.reclamados.de(reclamo_id)

    def reclamos_hasta(self, gestion: int, /) -> Sequence[Reclamo]:
        return [r for r in self.reclamados.filas if r.gestion <= gestion]

    def reclamos_vivos(self) -> Sequence[Reclamo]:
        return [r for r in self.reclamados.filas if r.vivo]

    def salida(self, gestion: int, evento: str, /) -> TarjetasDeSalida | None:
        return next((t for t in self.salidas(gestion) if t.evento == evento), None)

    def salidas(self, gestion: int, /) -> Sequence[TarjetasDeSalida]:
        return [t for t in self.tarjetas.filas if t.gestion == gestion]

    def documento(self, documento_id: UUID, /) -> DocumentoDePunto | None:
        return self.presentados.de(documento_id)

    def documentos(self, gestion: int, evento: str, /) -> Sequence[DocumentoDePunto]:
        return [d for d in self.presentados.filas if (d.gestion, d.evento) == (gestion, evento)]

    def quitar_documento(self, documento: DocumentoDePunto, /) -> None:
        self.presentados.quitar(documento)
