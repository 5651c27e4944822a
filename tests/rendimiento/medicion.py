"""La forma de toda medición: lo nuestro y su piso, por turnos, y la razón de sus medianas."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Medicion:
    """Segundos de cada turno. `meta` es la razón que no se quiere pasar; `None`, solo se dice."""

    nombre: str
    meta: float | None
    propios: list[float]
    pisos: list[float]

    @property
    def razon(self) -> float:
        return median(self.propios) / median(self.pisos)

    @property
    def cumple(self) -> bool:
        return self.meta is None or self.razon <= self.meta

    def __str__(self) -> str:
        veredicto = "sin meta"
        if self.meta is not None:
            veredicto = f"meta <= {self.meta:g}x: {'cumple' if self.cumple else 'NO CUMPLE'}"
        propio, piso = median(self.propios) * 1000, median(self.pisos) * 1000
        return (
            f"{self.nombre}: {self.razon:.2f}x ({veredicto}); "
            f"{propio:.2f} ms contra {piso:.2f} ms, mediana de {len(self.propios)} turnos"
        )


def medir(
    nombre: str,
    meta: float | None,
    propio: Callable[[], object],
    piso: Callable[[], object],
    reloj: Callable[[], float],
    turnos: int,
) -> Medicion:
    """Un turno de calentamiento que no cuenta y luego `turnos` de cada uno, alternados.

    Alternar reparte por igual lo que la máquina haga mientras tanto. La basura se recoge fuera
    del reloj, como en `timeit`: quien la generó antes no se la cobra al siguiente.
    """
    propio()
    piso()
    propios, pisos = [], []
    for _ in range(turnos):
        pisos.append(_tomar(piso, reloj))
        propios.append(_tomar(propio, reloj))
    return Medicion(nombre, meta, propios, pisos)


def _tomar(hacer: Callable[[], object], reloj: Callable[[], float]) -> float:
    gc.collect()
    gc.disable()
    try:
        inicio = reloj()
        hacer()
        return reloj() - inicio
    finally:
        gc.enable()
