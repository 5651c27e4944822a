"""El plan de varios años: adónde se quiere llegar, con qué obras, con quién y cómo se mide.

Los tipos de plan son datos (`configuraciones/catalogos/bolivia/planes.toml`). Los planes de la
gobernación y del nivel nacional se registran como ajenos, con los resultados a los que se apunta.
Las partes se nombran entre sí por su código, como el POA nombra a los objetivos.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio


class NivelDePlan(StrEnum):
    """De quién es el plan. El que no es del municipio se registra para alinearse con él."""

    MUNICIPAL = "municipal"
    DEPARTAMENTAL = "departamental"
    NACIONAL = "nacional"


@dataclass(frozen=True, slots=True)
class TipoDePlan:
    """`duracion` va en años, si consta. `por_verificar` dice qué falta confirmar del tipo."""

    clave: str
    sigla: str
    nombre: str
    nivel: NivelDePlan
    duracion: int | None = None
    fuente: str = ""
    por_verificar: str = ""


class Dimension(StrEnum):
    """Las cuatro del modelo: socialmente equitativo, políticamente democrático…"""

    EQUIDAD = "equidad_social"
    DEMOCRACIA = "democracia"
    COMPETITIVIDAD = "competitividad"
    EFICIENCIA = "eficiencia"


class ClaseDeElemento(StrEnum):
    """Qué es un elemento. El último es de un plan ajeno; los demás, de uno propio."""

    MISION = "mision"
    VISION = "vision"
    POTENCIALIDAD = "potencialidad"
    LIMITACION = "limitacion"
    OBJETIVO = "objetivo"
    LINEAMIENTO = "lineamiento"
    POLITICA = "politica"
    PROGRAMA = "programa"
    PROYECTO = "proyecto"
    RESULTADO = "resultado"


_C = ClaseDeElemento
UNICAS = frozenset({_C.MISION, _C.VISION})
CUELGAN: Mapping[ClaseDeElemento, tuple[ClaseDeElemento, ...]] = {
    _C.LINEAMIENTO: (_C.OBJETIVO,),
    _C.POLITICA: (_C.OBJETIVO, _C.LINEAMIENTO),
    _C.PROGRAMA: (_C.OBJETIVO, _C.LINEAMIENTO, _C.POLITICA),
    _C.PROYECTO: (_C.OBJETIVO, _C.LINEAMIENTO, _C.POLITICA, _C.PROGRAMA),
}
"""De qué cuelga cada uno; los que no están no cuelgan de nada."""
CON_INVERSION = frozenset({_C.PROGRAMA, _C.PROYECTO})
CON_RESPONSABLE = frozenset({_C.OBJETIVO, _C.PROGRAMA, _C.PROYECTO})
PREFIJOS = {_C.POTENCIALIDAD: "P", _C.LIMITACION: "L", _C.OBJETIVO: "OE", _C.RESULTADO: "R"}


class EstadoDePlan(StrEnum):
    """Solo el borrador se edita. Lo vigente se cambia con otra versión, que lo reemplaza."""

    BORRADOR = "borrador"
    VIGENTE = "vigente"
    REEMPLAZADO = "reemplazado"


class PlanFirme(ErrorDeNegocio):
    """Ya rige, o rigió: se cambia abriendo una versión."""

    campos = ("codigo", "numero")


class PlanAbierto(ErrorDeNegocio):
    """Ya hay un borrador de ese plan: primero se termina."""

    campos = ("codigo",)


class PlanNoVigente(ErrorDeNegocio):
    """Eso se hace con el que rige."""

    campos = ("codigo",)


class PlanRepetido(ErrorDeNegocio):
    """Ya hay uno con ese código."""

    campos = ("codigo",)


class PlanSinObjetivos(ErrorDeNegocio):
    """No puede regir: nada apuntaría a él."""

    campos = ("codigo",)


class SinConstancia(ErrorDeNegocio):
    """Un plan rige por una ley, resolución o acta: hay que decir cuál."""


class CodigoRepetido(ErrorDeNegocio):
    """Otro elemento, indicador o alianza ya usa ese código; `donde` es el plan."""

    campos = ("codigo", "donde")


class PadreInvalido(ErrorDeNegocio):
    """No puede colgar de ahí."""

    campos = ("codigo", "padre")


class ElementoEnUso(ErrorDeNegocio):
    """Otras partes lo nombran: `usos` dice cuáles."""

    campos = ("codigo", "usos")


class PeriodoInvalido(ErrorDeNegocio):
    """Termina antes de empezar, o son demasiados años para un plan."""

    campos = ("primera", "ultima", "maximo")


MAXIMO_DE_ANIOS = 30


@dataclass(eq=False)
class Plan(DelMunicipio):
    """Una versión de un plan. `codigo` no cambia entre versiones (`PTDI-2026`); `numero`, sí.

    `desde` y `hasta` son gestiones, ambas incluidas. `constancia` es con qué empezó a regir.
    """

    id: UUID
    codigo: str
    numero: int
    tipo: str
    nivel: NivelDePlan
    nombre: str
    desde: int
    hasta: int
    estado: EstadoDePlan
    fuente: str = ""
    simulada: bool = False
    constancia: str = ""
    vigente_en: datetime | None = None
    version: int = 0

    @property
    def propio(self) -> bool:
        return self.nivel is NivelDePlan.MUNICIPAL

    @property
    def editable(self) -> bool:
        """El borrador, y el ajeno, que solo se copia de otro documento."""
        return not self.propio or self.estado is EstadoDePlan.BORRADOR

    @property
    def anios(self) -> range:
        return range(self.desde, self.hasta + 1)

    def rige(self, gestion: int) -> bool:
        """Si es el que vale para esa gestión."""
        return self.estado is EstadoDePlan.VIGENTE and gestion in self.anios

    def exigir_editable(self) -> None:
        if not self.editable:
            raise PlanFirme(self.codigo, self.numero)

    def coincide(self, otro: "Plan") -> bool:
        """Si comparten alguna gestión."""
        return self.desde <= otro.hasta and otro.desde <= self.hasta


def exigir_periodo(desde: int, hasta: int) -> None:
    if not desde <= hasta < desde + MAXIMO_DE_ANIOS:
        raise PeriodoInvalido(desde, hasta, MAXIMO_DE_ANIOS)


@dataclass(eq=False)
class ElementoDePlan(DelMunicipio):
    """Un renglón del plan, de la clase que sea; los campos que no le tocan van vacíos.

    `padre` es el código de aquel del que cuelga. `alineados` nombra resultados de planes ajenos
    (`PDES-2021/3.1`). `inversion` va de gestión a monto (`{"2027": "1500.00"}`): la de un programa
    es lo que no está en sus proyectos, y así nada se suma dos veces. `responsable` es el código de
    una unidad del municipio.
    """

    id: UUID
    plan_id: UUID
    clase: ClaseDeElemento
    codigo: str
    nombre: str
    descripcion: str = ""
    padre: str = ""
    dimension: Dimension | None = None
    responsable: str = ""
    alineados: Sequence[str] = ()
    inversion: Mapping[str, str] = field(default_factory=dict)
    orden: int = 0
    version: int = 0

    @property
    def montos(self) -> dict[int, Dinero]:
        """Lo propio por gestión, en orden."""
        return {int(a): Dinero.de(m) for a, m in sorted(self.inversion.items())}

    @property
    def total(self) -> Dinero:
        return sum(self.montos.values(), CERO)


class ClaseDeAliado(StrEnum):
    """Con quién se hace el pacto."""

    MUNICIPIOS = "municipios"
    PRIVADO = "sector_privado"
    ESTADO = "otro_nivel_del_estado"
    SOCIEDAD = "organizaciones_sociales"


@dataclass(eq=False)
class Alianza(DelMunicipio):
    """Un pacto: con quién, qué, cuánto y hasta cuándo. Sin `monto`, no compromete dinero."""

    id: UUID
    plan_id: UUID
    codigo: str
    con_quien: str
    aliado: ClaseDeAliado
    objeto: str
    monto: Dinero | None = None
    desde: int | None = None
    hasta: int | None = None
    documento: str = ""
    elemento: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Nodo:
    """Un elemento con los que cuelgan de él."""

    elemento: ElementoDePlan
    nodos: "Sequence[Nodo]" = ()


def arbol(elementos: Sequence[ElementoDePlan]) -> list[Nodo]:
    """En el orden en que se anotaron. El que cuelga de algo que no está queda arriba."""
    codigos = {e.codigo for e in elementos}
    hijos: dict[str, list[ElementoDePlan]] = {}
    for e in sorted(elementos, key=lambda e: (e.orden, e.codigo)):
        hijos.setdefault(e.padre if e.padre in codigos else "", []).append(e)

    def nodos(de: str) -> list[Nodo]:
        return [Nodo(e, nodos(e.codigo)) for e in hijos.get(de, ())]

    return nodos("")


def en_orden(nodos: Sequence[Nodo]) -> list[ElementoDePlan]:
    """Cada uno después que su padre."""
    return [e for n in nodos for e in (n.elemento, *en_orden(n.nodos))]


def exigir_padre(elemento: ElementoDePlan, hermanos: Sequence[ElementoDePlan]) -> None:
    """Que cuelgue de donde su clase puede; el que tiene de qué colgar no va suelto."""
    pueden = CUELGAN.get(elemento.clase, ())
    if not pueden and not elemento.padre:
        return
    hallado = next((e for e in hermanos if e.codigo == elemento.padre), None)
    if hallado is None or hallado.clase not in pueden:
        raise PadreInvalido(elemento.codigo, elemento.padre)


def codigo_siguiente(
    clase: ClaseDeElemento, elementos: Sequence[ElementoDePlan], padre: str = ""
) -> str:
    """El que se ofrece para uno nuevo: `OE3`, `OE1.2`; vacío si falta saber de qué cuelga."""
    if clase in UNICAS:
        return clase.value.upper()
    delante = PREFIJOS.get(clase) or (f"{padre}." if padre else "")
    usados = {e.codigo for e in elementos}
    libres = (f"{delante}{n}" for n in range(1, len(usados) + 2))
    return next(c for c in libres if c not in usados) if delante else ""


def objetivo_de(codigo: str, elementos: Mapping[str, ElementoDePlan]) -> ElementoDePlan | None:
    """El objetivo del que cuelga, por lejos que esté; `None` si no cuelga de ninguno."""
    visto = 0
    while (e := elementos.get(codigo)) and visto <= len(elementos):
        if e.clase is ClaseDeElemento.OBJETIVO:
            return e
        codigo, visto = e.padre, visto + 1
    return None
