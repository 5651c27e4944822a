"""La convocatoria y la asistencia, como listas."""

from collections.abc import Sequence

from nucleo.dominio.asistencias import Asistencia
from nucleo.dominio.convocatorias import Convocatoria
from nucleo.pruebas.listas import PorId


class AsistenciasEnMemoria(PorId[Asistencia]):
    """Cumple `puertos.Asistencias`."""

    def de_evento(self, gestion: int, evento: str, /) -> Sequence[Asistencia]:
        suyas = [a for a in self.filas if (a.gestion, a.evento) == (gestion, evento)]
        return sorted(suyas, key=lambda a: (a.clave, a.id))


class ConvocatoriasEnMemoria(PorId[Convocatoria]):
    """Cumple `puertos.Convocatorias`."""

    def de_evento(self, gestion: int, evento: str, /) -> Sequence[Convocatoria]:
        suyas = [c for c in self.filas if (c.gestion, c.evento) == (gestion, evento)]
        return sorted(suyas, key=lambda c: (c.fecha, c.id))
