"""Las actas, como una lista."""

from collections.abc import Sequence

from nucleo.dominio.actas import Acta


class ActasEnMemoria:
    """Cumple `puertos.Actas`."""

    def __init__(self) -> None:
        self.filas: list[Acta] = []

    def agregar(self, acta: Acta, /) -> None:
        self.filas.append(acta)

    def de(self, gestion: int, evento: str, /) -> Acta | None:
        suyas = (a for a in self.filas if (a.gestion, a.evento) == (gestion, evento))
        return next(suyas, None)

    def de_gestion(self, gestion: int, /) -> Sequence[Acta]:
        return sorted((a for a in self.filas if a.gestion == gestion), key=lambda a: a.evento)

    def cerradas(self) -> Sequence[Acta]:
        return [a for a in self.filas if a.cerrada]
