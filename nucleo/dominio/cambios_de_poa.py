"""Qué cambió entre dos versiones del POA: qué línea entró, salió, cambió de monto o de código."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.nombres import plegar
from nucleo.dominio.poa import DECLARADOS, LineaDePoa


class ClaseDeCambio(StrEnum):
    """Qué le pasó a una línea."""

    ENTRA = "entra"
    SALE = "sale"
    CAMBIA = "cambia"


@dataclass(frozen=True, slots=True)
class CampoCambiado:
    """Un dato de la línea, antes y ahora."""

    campo: str
    antes: object
    ahora: object


@dataclass(frozen=True, slots=True)
class CambioDeLinea:
    """Una línea que no es la misma en las dos versiones; `antes` o `ahora` falta si no estaba."""

    clase: ClaseDeCambio
    antes: LineaDePoa | None
    ahora: LineaDePoa | None
    campos: tuple[CampoCambiado, ...] = ()

    @property
    def linea(self) -> LineaDePoa:
        """La de ahora o, si salió, la que había."""
        linea = self.ahora or self.antes
        if linea is None:
            raise ValueError(self)
        return linea

    @property
    def diferencia(self) -> Dinero:
        """Cuánto más (o menos) suma el POA por este cambio."""
        antes = self.antes.monto if self.antes else CERO
        return (self.ahora.monto if self.ahora else CERO) - antes


Clave = Callable[[LineaDePoa], object]


def _llano(linea: LineaDePoa) -> str:
    return plegar(linea.denominacion) or linea.denominacion


IDENTIDADES: Sequence[Clave] = (
    lambda x: tuple(map(str, x.datos().values())),
    lambda x: x.demanda,
    lambda x: (x.categoria, x.fuente_organismo, x.objeto, _llano(x)),
    lambda x: x.sisin and (x.sisin, x.objeto),
    lambda x: (x.categoria, _llano(x)),
    _llano,
    lambda x: x.proyecto.strip("0") and x.categoria and (x.categoria, x.objeto),
)
"""De la más segura a la más floja: idéntica, por la demanda, por el código, por el nombre."""


def comparar(antes: Sequence[LineaDePoa], ahora: Sequence[LineaDePoa]) -> list[CambioDeLinea]:
    """Empareja las líneas de dos versiones y dice qué cambió; lo igual no figura.

    Una línea es la misma si dice la misma demanda; si no, si coincide su código y su nombre; y
    así, hasta solo el nombre o solo el código. Cambiar de lugar en la lista no es un cambio.
    """
    parejas, salen, entran = emparejar(antes, ahora)
    cambios = [
        CambioDeLinea(ClaseDeCambio.CAMBIA, a, b, campos)
        for a, b in parejas
        if (campos := cambiados(a, b))
    ]
    cambios += [CambioDeLinea(ClaseDeCambio.SALE, a, None) for a in salen]
    cambios += [CambioDeLinea(ClaseDeCambio.ENTRA, None, b) for b in entran]
    return sorted(cambios, key=lambda c: c.linea.orden)


def emparejar(
    antes: Iterable[LineaDePoa], ahora: Iterable[LineaDePoa]
) -> tuple[list[tuple[LineaDePoa, LineaDePoa]], list[LineaDePoa], list[LineaDePoa]]:
    """Las que son la misma, las que solo estaban antes y las que solo están ahora."""
    sueltas, nuevas = list(antes), list(ahora)
    parejas: list[tuple[LineaDePoa, LineaDePoa]] = []
    for clave in IDENTIDADES:
        por_clave: dict[object, deque[LineaDePoa]] = defaultdict(deque)
        for linea in sueltas:
            if suya := clave(linea):
                por_clave[suya].append(linea)
        quedan: list[LineaDePoa] = []
        usadas: set[int] = set()
        for linea in nuevas:
            iguales = por_clave.get(clave(linea) or None)
            if iguales:
                vieja = iguales.popleft()
                usadas.add(id(vieja))
                parejas.append((vieja, linea))
            else:
                quedan.append(linea)
        sueltas, nuevas = [x for x in sueltas if id(x) not in usadas], quedan
    return parejas, sueltas, nuevas


def cambiados(antes: LineaDePoa, ahora: LineaDePoa) -> tuple[CampoCambiado, ...]:
    pares = ((n, getattr(antes, n), getattr(ahora, n)) for n in DECLARADOS)
    return tuple(CampoCambiado(n, a, b) for n, a, b in pares if a != b)
