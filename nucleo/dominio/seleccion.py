"""Qué demanda entra al POA: la forma que toda regla de selección cumple."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import TechoExcedido
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.mensajes import Mensaje


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
class ReglaDeSeleccion:
    """`seleccionar` devuelve una decisión por candidata, en el mismo orden."""

    clave: str
    nombre: str
    seleccionar: Callable[[Sequence[Candidata], Techos], Sequence[Decision]]
    plugin: str = ""


def comprobar(
    regla: ReglaDeSeleccion,
    candidatas: Sequence[Candidata],
    techos: Techos,
    decisiones: Sequence[Decision],
) -> None:
    """Ninguna regla, propia o ajena, puede pasar el techo ni dejar demandas sin decisión."""
    if len(decisiones) != len(candidatas):
        raise TechoExcedido(regla.plugin, "", len(candidatas), len(decisiones))
    usado: Counter[str] = Counter()
    for candidata, decision in zip(candidatas, decisiones, strict=True):
        if decision.entra:
            usado[decision.fuente] += candidata.fila.costo.centavos
    for fuente, centavos in usado.items():
        techo = techos.get(fuente)
        if techo is None or centavos > techo.centavos:
            raise TechoExcedido(regla.plugin, fuente, techo, Dinero(centavos))
