"""Las versiones del techo, como una lista."""

from collections.abc import Sequence

from nucleo.dominio.versiones_de_techo import VersionDeTecho
from nucleo.pruebas.listas import PorGestion


class VersionesDeTechoEnMemoria(PorGestion[VersionDeTecho]):
    """Cumple `puertos.VersionesDeTecho`."""

    def agregar(self, version: VersionDeTecho, /) -> None:
        self.filas.append(version)

    def quitar(self, version: VersionDeTecho, /) -> None:
        self.filas.remove(version)

    def de_gestion(self, gestion: int, /) -> Sequence[VersionDeTecho]:
        return sorted(super().de_gestion(gestion), key=lambda v: -v.numero)
