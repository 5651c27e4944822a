"""Las cuentas del POA: contra el techo, por cada manera de agrupar, y lo que le falta declarar."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.poa import LineaDePoa
from nucleo.dominio.seleccion import Techos


class Corte(StrEnum):
    """De qué maneras se mira el presupuesto."""

    PROGRAMA = "programa"
    FUENTE = "fuente"
    DISTRITO = "distrito"
    UNIDAD = "unidad"
    OBJETIVO = "objetivo"


POR: Mapping[Corte, Callable[[LineaDePoa], str]] = {
    Corte.PROGRAMA: lambda linea: linea.programa,
    Corte.FUENTE: lambda linea: linea.fuente_organismo,
    Corte.DISTRITO: lambda linea: linea.distrito,
    Corte.UNIDAD: lambda linea: linea.unidad,
    Corte.OBJETIVO: lambda linea: linea.objetivo,
}


@dataclass(frozen=True, slots=True)
class Suma:
    """Lo que juntan las líneas de una clave; vacía es lo que no se declaró."""

    clave: str
    lineas: int
    monto: Dinero


@dataclass(frozen=True, slots=True)
class Saldo:
    """Una fuente-organismo: lo que hay, lo que el POA usa de ella y lo que queda (o se pasa)."""

    clave: str
    techo: Dinero
    usado: Dinero

    @property
    def queda(self) -> Dinero:
        return self.techo - self.usado

    @property
    def se_pasa(self) -> bool:
        return self.usado > self.techo


@dataclass(frozen=True, slots=True)
class Falta:
    """Algo que no se declaró, en qué líneas (por su orden) y si impide presentar."""

    clave: str
    motivo: Mensaje
    lineas: tuple[int, ...]
    impide: bool = False


def agrupar(lineas: Iterable[LineaDePoa], corte: Corte) -> list[Suma]:
    """Por clave, con lo no declarado al final; las sumas son exactas."""
    clave_de = POR[corte]
    cuantas: dict[str, int] = defaultdict(int)
    centavos: dict[str, int] = defaultdict(int)
    for linea in lineas:
        clave = clave_de(linea)
        cuantas[clave] += 1
        centavos[clave] += linea.monto.centavos
    orden = sorted(cuantas, key=lambda c: (not c, c))
    return [Suma(c, cuantas[c], Dinero(centavos[c])) for c in orden]


def saldos(lineas: Sequence[LineaDePoa], techos: Techos) -> list[Saldo]:
    """Cada techo en su orden y, después, lo que el POA usa sin techo (también lo no declarado)."""
    usados = {s.clave: s.monto for s in agrupar(lineas, Corte.FUENTE)}
    claves = [*techos, *(c for c in usados if c not in techos)]
    return [Saldo(c, techos.get(c, CERO), usados.get(c, CERO)) for c in claves]


SIN_DECLARAR: Sequence[tuple[str, str, Callable[[LineaDePoa], object]]] = (
    ("objetivo", N_("no dicen a qué objetivo del plan apuntan, ni por qué a ninguno"),
     lambda linea: linea.objetivo or linea.sin_objetivo),
    ("unidad", N_("no tienen unidad responsable"), lambda linea: linea.unidad),
    ("fuente", N_("no declaran fuente-organismo"),
     lambda linea: linea.fuente and linea.organismo),
    ("programa", N_("no declaran programa"), lambda linea: linea.programa),
    ("objeto", N_("no declaran objeto del gasto"), lambda linea: linea.objeto),
    ("monto", N_("no tienen monto"), lambda linea: linea.monto.centavos),
)  # fmt: skip
OBLIGA = frozenset({"objetivo", "unidad", "fuente", "monto"})
"""Sin esto no se presenta; a un POA de un año pasado no se le exige."""
NO_TIENE_LINEAS = N_("El POA todavía no tiene líneas.")
SIN_TECHO = N_("La gestión no tiene techo fijado: no se sabe si el dinero alcanza.")
SE_PASA = N_("De la fuente %(fuente)s se usan %(usado)s y solo hay %(techo)s: sobran %(exceso)s.")


def faltas_de(
    lineas: Sequence[LineaDePoa], techos: Techos, *, historico: bool = False
) -> list[Falta]:
    """Lo que no se declaró y lo que pasa el techo. En un POA histórico nada impide presentar."""
    faltas = []
    for clave, texto, esta in SIN_DECLARAR:
        if sin := tuple(linea.orden for linea in lineas if not esta(linea)):
            faltas.append(Falta(clave, Mensaje(texto), sin, impide=clave in OBLIGA))
    if not lineas:
        faltas.append(Falta("lineas", Mensaje(NO_TIENE_LINEAS), (), impide=True))
    if not techos:
        faltas.append(Falta("techo", Mensaje(SIN_TECHO), (), impide=True))
    else:
        faltas += [
            Falta("techo", excedido(s), (), impide=True)
            for s in saldos(lineas, techos)
            if s.se_pasa and s.clave
        ]
    if historico:
        return [Falta(f.clave, f.motivo, f.lineas) for f in faltas]
    return faltas


def excedido(s: Saldo) -> Mensaje:
    return Mensaje(
        SE_PASA,
        {
            "fuente": s.clave,
            "usado": s.usado.legible(),
            "techo": s.techo.legible(),
            "exceso": (s.usado - s.techo).legible(),
        },
    )
