"""El calendario, como listas."""

from collections.abc import Sequence

from nucleo.dominio.eventos import Evento, GestionAbierta


class CalendariosEnMemoria:
    """Cumple `puertos.Calendarios`."""

    def __init__(self) -> None:
        self.gestiones: list[GestionAbierta] = []
        self.encuentros: list[Evento] = []

    def abrir(self, abierta: GestionAbierta, eventos: Sequence[Evento], /) -> None:
        self.gestiones.append(abierta)
        self.encuentros += eventos

    def agregar_eventos(self, eventos: Sequence[Evento], /) -> None:
        self.encuentros += eventos

    def abierta(self, gestion: int, /) -> GestionAbierta | None:
        return next((g for g in self.gestiones if g.gestion == gestion), None)

    def abiertas(self) -> Sequence[GestionAbierta]:
        return sorted(self.gestiones, key=lambda g: -g.gestion)

    def eventos(self, gestion: int, /) -> Sequence[Evento]:
        suyos = [e for e in self.encuentros if e.gestion == gestion]
        return sorted(suyos, key=lambda e: e.orden)
