"""La bitácora y las filas llanas de un ámbito, en memoria."""

from collections.abc import Iterable, Iterator, Sequence

from nucleo.dominio.bitacora import Cabeza, Eslabon, Firma, Hecho, encadenar
from nucleo.dominio.volcado import Fila, Lote, Tabla


class ApartadosEnMemoria:
    """En memoria todo paquete está: nada se guarda aparte."""

    def ausentes(self) -> Sequence[str]:
        return []

    def por_reponer(self) -> Sequence[Lote]:
        return []

    def de(self, _lote: Lote, /) -> Sequence[tuple[Tabla, Iterable[Fila]]]:
        return []

    def quitar(self, _lote: Lote, /) -> None: ...

    def relegar(self, _lote: Lote, /) -> bool:
        return False


class VolcadoEnMemoria:
    """Las tablas llanas de un ámbito, tal como se cargaron."""

    def __init__(self) -> None:
        self.apartados = ApartadosEnMemoria()
        self.cargadas: dict[str, tuple[Tabla, list[Fila]]] = {}

    def tablas(self) -> Sequence[Tabla]:
        return [tabla for tabla, filas in self.cargadas.values() if filas]

    def filas(self, tabla: Tabla, /) -> Iterator[Fila]:
        return iter(self.cargadas[tabla.nombre][1])

    def cargar(self, tabla: Tabla, filas: Iterable[Fila], /) -> None:
        self.cargadas[tabla.nombre] = (tabla, list(filas))

    def propias(self) -> Sequence[Tabla]:
        return self.tablas()

    def en_orden(self, tablas: Iterable[Tabla], /) -> Sequence[Tabla]:
        return list(tablas)

    def vaciar(self) -> None:
        self.cargadas.clear()


class BitacoraEnMemoria:
    """La cadena de un ámbito; los hechos se encadenan al confirmar, como en la base."""

    def __init__(self, clave: str) -> None:
        self.clave = clave
        self.cadena: list[Eslabon] = []

    def encadenar(self, hechos: Iterable[Hecho]) -> None:
        for hecho in hechos:
            self.cadena.append(encadenar(hecho, self.cabeza(), self.clave))

    def eslabones(self) -> Iterator[Eslabon]:
        return iter(self.cadena)

    def firmas(self) -> Iterator[Firma]:
        return (eslabon.firma for eslabon in self.cadena)

    def cabeza(self) -> Cabeza | None:
        if not self.cadena:
            return None
        cabeza = Cabeza(self.cadena[-1].numero, self.cadena[-1].resumen)
        cabeza.ambito = self.clave
        return cabeza
