"""El control social, como listas."""

from collections.abc import Sequence
from uuid import UUID

from nucleo.dominio.encargos import Encargo
from nucleo.dominio.seguimientos import Seguimiento
from nucleo.pruebas.listas import PorId
from nucleo.servicios.puertos.seguimientos import DelControlSocial


class SeguimientosEnMemoria:
    """Cumple `puertos.Seguimientos`."""

    def __init__(self) -> None:
        self.encargados: PorId[Encargo] = PorId()
        self.programados: PorId[Seguimiento] = PorId()

    def agregar(self, nuevo: DelControlSocial, /) -> None:
        if isinstance(nuevo, Encargo):
            self.encargados.agregar(nuevo)
        else:
            self.programados.agregar(nuevo)

    def quitar(self, fila: DelControlSocial, /) -> None:
        if isinstance(fila, Encargo):
            self.encargados.quitar(fila)
        else:
            self.programados.quitar(fila)

    def encargo(self, encargo_id: UUID, /) -> Encargo | None:
        return self.encargados.de(encargo_id)

    def encargos(self, gestion: int, /) -> Sequence[Encargo]:
        return [e for e in self.encargados.filas if e.gestion == gestion]

    def de(self, seguimiento_id: UUID, /) -> Seguimiento | None:
        return self.programados.de(seguimiento_id)

    def de_gestion(self, gestion: int, /) -> Sequence[Seguimiento]:
        suyos = [s for s in self.programados.filas if s.gestion == gestion]
        return sorted(suyos, key=lambda s: (s.fecha, s.hora))
