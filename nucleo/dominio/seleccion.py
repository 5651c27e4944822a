"""Qué demanda entra al POA: la forma que toda regla de selección cumple."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from nucleo.dominio.demandas import Competencia
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import TechoExcedido, atribuido_a
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.mensajes import N_, Mensaje


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


LE_TOCA_A_OTRO: Mapping[Competencia, Mensaje] = {
    Competencia.DEPARTAMENTAL: Mensaje(N_("Es competencia departamental: se lleva al EDC.")),
    Competencia.NACIONAL: Mensaje(N_("Es competencia nacional: se lleva al EDC.")),
}


def decidir(
    regla: ReglaDeSeleccion, candidatas: Sequence[Candidata], techos: Techos, ambito: str = ""
) -> list[Decision]:
    """Una decisión por candidata, en su orden. El POA es del municipio: lo ajeno no compite.

    La regla solo ve lo que el municipio puede hacer; lo que falle en ella se atribuye al plugin.
    """
    suyas = [c for c in candidatas if c.fila.competencia not in LE_TOCA_A_OTRO]
    with atribuido_a(regla.plugin, f"reglas_de_seleccion ({regla.clave})", ambito):
        decisiones = list(regla.seleccionar(suyas, techos))
        comprobar(regla, suyas, techos, decisiones)
    pendientes = iter(decisiones)
    return [
        Decision(entra=False, motivo=ajena)
        if (ajena := LE_TOCA_A_OTRO.get(c.fila.competencia))
        else next(pendientes)
        for c in candidatas
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
