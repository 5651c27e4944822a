"""Las versiones del POA, como una lista."""

from collections.abc import Mapping, Sequence

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.poa import Poa, la_vigente
from nucleo.pruebas.listas import PorGestion


class PoasEnMemoria(PorGestion[Poa]):
    """Cumple `puertos.Poas`."""

    def versiones(self, gestion: int, /) -> Sequence[Poa]:
        return sorted(self.de_gestion(gestion), key=lambda p: p.numero)

    def de(self, gestion: int, numero: int, /) -> Poa | None:
        return next((p for p in self.de_gestion(gestion) if p.numero == numero), None)

    def vigente(self, gestion: int, /) -> Poa | None:
        return la_vigente(self.versiones(gestion))

    def totales(self, gestion: int, /) -> Mapping[int, tuple[int, Dinero]]:
        return {p.numero: (len(p.lineas), p.total) for p in self.versiones(gestion)}

    def gestiones(self) -> Sequence[int]:
        return sorted({p.gestion for p in self.filas}, reverse=True)

    def vaciar(self, poa: Poa, /) -> None:
        poa.lineas.clear()
