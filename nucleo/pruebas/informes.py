"""Los informes, como una lista."""

from collections.abc import Sequence

from nucleo.dominio.informes import Informe


class InformesEnMemoria:
    """Cumple `puertos.Informes`."""

    def __init__(self) -> None:
        self.filas: list[Informe] = []

    def agregar(self, informe: Informe, /) -> None:
        self.filas.append(informe)

    def del_encuentro(self, gestion: int, evento: str, /) -> Sequence[Informe]:
        suyos = [i for i in self.filas if (i.gestion, i.evento) == (gestion, evento)]
        return sorted(suyos, key=lambda i: (i.clave, i.numero))
