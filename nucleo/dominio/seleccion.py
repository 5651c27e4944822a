"""Qué demanda entra al POA: la forma que toda regla de selección cumple."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from nucleo.dominio.demandas import Competencia
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import TechoExcedido, atribuido_a
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.papeletas import Apoyo


@dataclass(frozen=True, slots=True)
class Candidata:
    """Una demanda en su puesto, tal como la regla la recibe: en orden, de la primera a la última.

    `puntaje` va en diezmilésimas de punto sobre 100.
    """

    puesto: int
    puntaje: int
    fila: FilaDeMatriz


@dataclass(frozen=True, slots=True)
class Decision:
    """Si la demanda entra al POA, con qué fuente-organismo se paga y por qué."""

    entra: bool
    motivo: Mensaje
    fuente: str = ""


Techos = Mapping[str, Dinero]
"""Fuente-organismo (`41-113`) → monto, en el orden en que se gastan."""


@dataclass(frozen=True, slots=True)
class Eleccion:
    """Todo lo que una regla mira para decidir.

    `candidatas`, de la primera a la última; `techos`, cuánto hay; `apoyos`, qué beneficia a cada
    organización según su papeleta; `distritos`, los habitantes de cada distrito, contadas todas
    sus organizaciones y no solo las que piden; `con_carencia`, a cuántos de ellos les falta un
    servicio, estimado con lo que se sabe de su organización.
    """

    candidatas: Sequence[Candidata]
    techos: Techos
    apoyos: Sequence[Apoyo] = ()
    distritos: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    con_carencia: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def techo(self) -> Dinero:
        return sum(self.techos.values(), CERO)


@dataclass(frozen=True, slots=True)
class ReglaDeSeleccion:
    """`seleccionar` devuelve una decisión por candidata, en el mismo orden.

    `en_lote` es la misma regla para muchas variantes de una vez (vea `variantes.Lote`); sin ella
    se pregunta variante por variante, que da lo mismo y tarda más. `usa_puntajes` dice si el orden
    de la lista cambia lo que entra: en una regla que solo mira los apoyos, mover los pesos no
    mueve a nadie. `ayuda` la explica en una frase para la asamblea.
    """

    clave: str
    nombre: str
    seleccionar: Callable[[Eleccion], Sequence[Decision]]
    plugin: str = ""
    en_lote: Callable[..., object] | None = None
    usa_puntajes: bool = True
    ayuda: str = ""


LE_TOCA_A_OTRO: Mapping[Competencia, Mensaje] = {
    Competencia.DEPARTAMENTAL: Mensaje(N_("Es competencia departamental: se lleva al EDC.")),
    Competencia.NACIONAL: Mensaje(N_("Es competencia nacional: se lleva al EDC.")),
}


def decidir(regla: ReglaDeSeleccion, eleccion: Eleccion, ambito: str = "") -> list[Decision]:
    """Una decisión por candidata, en su orden. El POA es del municipio: lo ajeno no compite.

    La regla solo ve lo que el municipio puede hacer; lo que falle en ella se atribuye al plugin.
    """
    suyas = [c for c in eleccion.candidatas if c.fila.competencia not in LE_TOCA_A_OTRO]
    with atribuido_a(regla.plugin, f"reglas_de_seleccion ({regla.clave})", ambito):
        decisiones = list(regla.seleccionar(replace(eleccion, candidatas=suyas)))
        comprobar(regla, suyas, eleccion.techos, decisiones)
    pendientes = iter(decisiones)
    return [
        Decision(entra=False, motivo=ajena)
        if (ajena := LE_TOCA_A_OTRO.get(c.fila.competencia))
        else next(pendientes)
        for c in eleccion.candidatas
    ]


def comprobar(
    regla: ReglaDeSeleccion,
    candidatas: Sequence[Candidata],
    techos: Techos,
    decisiones: Sequence[Decision],
) -> None:
    """Ninguna regla, propia o ajena, puede pasar el techo ni dejar demandas sin decisión."""
    if len(decisiones) != len(candidatas):
        raise ValueError(len(decisiones), len(candidatas))
    usado: Counter[str] = Counter()
    for candidata, decision in zip(candidatas, decisiones, strict=True):
        if decision.entra:
            usado[decision.fuente] += candidata.fila.costo.centavos
    for fuente, centavos in usado.items():
        techo = techos.get(fuente)
        if techo is None or centavos > techo.centavos:
            raise TechoExcedido(regla.plugin, fuente, techo or CERO, Dinero(centavos))
