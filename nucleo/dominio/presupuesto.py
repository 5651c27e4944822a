"""Las cuentas del POA: contra el techo, por cada manera de agrupar, y lo que le falta declarar."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nucleo.dominio.clasificadores import DeGestion, Hallazgo
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
    ("objetivo", N_("Líneas sin objetivo del plan y sin decir por qué: %(cuantas)s."),
     lambda linea: linea.objetivo or linea.sin_objetivo),
    ("unidad", N_("Líneas sin unidad responsable: %(cuantas)s."), lambda linea: linea.unidad),
    ("fuente", N_("Líneas sin fuente-organismo declarada: %(cuantas)s."),
     lambda linea: linea.fuente and linea.organismo),
    ("programa", N_("Líneas sin programa: %(cuantas)s."), lambda linea: linea.programa),
    ("objeto", N_("Líneas sin objeto del gasto: %(cuantas)s."), lambda linea: linea.objeto),
    ("monto", N_("Líneas sin monto: %(cuantas)s."), lambda linea: linea.monto.centavos),
)  # fmt: skip
OBLIGA = frozenset({"objetivo", "unidad", "fuente", "monto"})
"""Sin esto no se presenta; a un POA de un año pasado no se le exige."""
DESCONOCIDOS: Mapping[str, str] = {
    "unidad": N_("La unidad responsable «%(codigo)s» no está en la estructura de la gestión."),
    "objetivo": N_("El objetivo «%(codigo)s» no está en el plan que rige en la gestión."),
}
NO_TIENE_LINEAS = N_("El POA todavía no tiene líneas.")
SIN_TECHO = N_("La gestión no tiene techo fijado: no se sabe si el dinero alcanza.")
SE_PASA = N_("De la fuente %(fuente)s se usan %(usado)s y solo hay %(techo)s: sobran %(exceso)s.")


def hallazgos_de(linea: LineaDePoa, catalogo: DeGestion) -> list[Hallazgo]:
    """Los códigos de la línea que no calzan con el clasificador, cada uno con el probable."""
    return [
        h
        for h in (
            catalogo.revisar_programa(linea.programa, linea.denominacion),
            catalogo.revisar_objeto(linea.objeto),
            catalogo.revisar_fuente_organismo(linea.fuente, linea.organismo),
            catalogo.revisar_finalidad(linea.finalidad, linea.programa),
            catalogo.revisar_sector(linea.sector_economico, linea.programa),
            catalogo.revisar_sisin(linea.sisin),
        )
        if h
    ]


def mal_codificadas(lineas: Iterable[LineaDePoa], catalogo: DeGestion) -> list[Falta]:
    """Cada hallazgo distinto, con las líneas que lo comparten; primero los que impiden."""
    juntos: dict[tuple[str, str, bool], tuple[Mensaje, list[int]]] = {}
    vistos: dict[tuple[str, ...], list[Hallazgo]] = {}
    for linea in lineas:
        codigos = (linea.programa, linea.objeto, linea.fuente_organismo, linea.finalidad,
                   linea.sector_economico, linea.sisin)  # fmt: skip
        if codigos not in vistos:
            vistos[codigos] = hallazgos_de(linea, catalogo)
        for h in vistos[codigos]:
            clave = (h.clasificador.value, str(h.motivo), h.impide)
            juntos.setdefault(clave, (h.motivo, []))[1].append(linea.orden)
    faltas = [
        Falta(clase, motivo, tuple(ordenes), impide)
        for (clase, _, impide), (motivo, ordenes) in juntos.items()
    ]
    return sorted(faltas, key=lambda f: not f.impide)


def faltas_de(
    lineas: Sequence[LineaDePoa],
    techos: Techos,
    catalogo: DeGestion | None = None,
    codigos: Mapping[str, Collection[str]] | None = None,
    *,
    historico: bool = False,
) -> list[Falta]:
    """Lo que no se declaró, lo que pasa el techo y los códigos que no calzan.

    `codigos` son los del municipio, por dato: las unidades y los objetivos que existen. Si no hay
    ninguno escrito, no se exigen. En un POA histórico todo es aviso: nada impide presentarlo.
    """
    faltas = []
    for clave, texto, esta in SIN_DECLARAR:
        if sin := tuple(linea.orden for linea in lineas if not esta(linea)):
            faltas.append(
                Falta(clave, Mensaje(texto, {"cuantas": len(sin)}), sin, impide=clave in OBLIGA)
            )
    if not lineas:
        faltas.append(Falta("lineas", Mensaje(NO_TIENE_LINEAS), (), impide=True))
    faltas += _desconocidos(lineas, codigos or {})
    faltas += del_techo(lineas, techos)
    faltas += mal_codificadas(lineas, catalogo) if catalogo else []
    if historico:
        return [Falta(f.clave, f.motivo, f.lineas) for f in faltas]
    return faltas


def _desconocidos(
    lineas: Sequence[LineaDePoa], codigos: Mapping[str, Collection[str]]
) -> list[Falta]:
    """Nombrar una unidad que no existe es no tener responsable."""
    faltas = []
    for dato, conocidos in codigos.items():
        suyas: dict[str, list[int]] = defaultdict(list)
        hay = {c.casefold() for c in conocidos}
        for linea in lineas if hay else ():
            if (codigo := getattr(linea, dato)) and codigo.casefold() not in hay:
                suyas[codigo].append(linea.orden)
        faltas += [
            Falta(dato, Mensaje(DESCONOCIDOS[dato], {"codigo": c}), tuple(ordenes), impide=True)
            for c, ordenes in suyas.items()
        ]
    return faltas


def del_techo(lineas: Sequence[LineaDePoa], techos: Techos) -> list[Falta]:
    """Sin techo no se sabe si alcanza; lo no declarado ya se avisa aparte."""
    if not techos:
        return [Falta("techo", Mensaje(SIN_TECHO), (), impide=True)]
    pasan = [s for s in saldos(lineas, techos) if s.se_pasa and s.clave]
    return [Falta("techo", excedido(s), (), impide=True) for s in pasan]


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
