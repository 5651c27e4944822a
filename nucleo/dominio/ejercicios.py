"""Un POA que ya fue, priorizado otra vez con menos dinero: un ejercicio, y así se rotula.

Un POA histórico no trae quién pidió cada obra, a cuántas personas llega ni de qué fuente se pagó:
con los criterios de la Cumbre no se puede ordenar. Se ordena solo con lo que sí trae.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.poa import LineaDePoa


class OrdenDeEjercicio(StrEnum):
    """Con qué se ordenan los proyectos, de lo poco que un POA viejo dice."""

    MENOR_COSTO = "menor_costo"
    MAYOR_COSTO = "mayor_costo"
    POA = "poa"


CLAVES: Mapping[OrdenDeEjercicio, Callable[[LineaDePoa], tuple[int, int]]] = {
    OrdenDeEjercicio.MENOR_COSTO: lambda x: (x.monto.centavos, x.orden),
    OrdenDeEjercicio.MAYOR_COSTO: lambda x: (-x.monto.centavos, x.orden),
    OrdenDeEjercicio.POA: lambda x: (0, x.orden),
}
ENTRA = N_("Entra: cuesta %(costo)s y después quedan %(saldo)s.")
NO_ENTRA = N_("No entra: cuesta %(costo)s y quedaban %(saldo)s; faltan %(falta)s.")
NO_COMPITE = N_("No compite: es gasto recurrente, no un proyecto de inversión.")
DE_INVERSION = "4"
"""El primer dígito del grupo 40000, activos reales."""


@dataclass(frozen=True, slots=True)
class RenglonDeEjercicio:
    """Una línea en su puesto (cero: no compite), si entra y por qué."""

    puesto: int
    linea: LineaDePoa
    entra: bool
    motivo: Mensaje


@dataclass(frozen=True, slots=True)
class Ejercicio:
    """El resultado entero. La fuente-organismo es «no declarada» en todas."""

    gestion: int
    techo: Dinero
    orden: OrdenDeEjercicio
    renglones: Sequence[RenglonDeEjercicio]
    fuera: Sequence[RenglonDeEjercicio]

    @property
    def usado(self) -> Dinero:
        return sum((r.linea.monto for r in self.renglones if r.entra), CERO)

    @property
    def entran(self) -> int:
        return sum(r.entra for r in self.renglones)


def es_proyecto(linea: LineaDePoa) -> bool:
    """Con número de proyecto o código SISIN, y en activos reales si declara su objeto."""
    tiene = bool(linea.sisin or linea.proyecto.strip("0"))
    return tiene and (not linea.objeto or linea.objeto.startswith(DE_INVERSION))


def ejercitar(
    gestion: int,
    lineas: Sequence[LineaDePoa],
    techo: Dinero,
    orden: OrdenDeEjercicio = OrdenDeEjercicio.MENOR_COSTO,
) -> Ejercicio:
    """Baja por los proyectos en ese orden y entra todo lo que quepa entero en el techo.

    Lo que no cabe deja pasar a lo que sigue. El gasto recurrente no compite.
    """
    saldo = techo
    renglones = []
    proyectos = sorted((x for x in lineas if es_proyecto(x)), key=CLAVES[orden])
    for puesto, linea in enumerate(proyectos, 1):
        datos: dict[str, str | int] = {"costo": linea.monto.legible(), "saldo": saldo.legible()}
        entra = linea.monto <= saldo
        if entra:
            saldo -= linea.monto
            datos["saldo"] = saldo.legible()
        else:
            datos["falta"] = (linea.monto - saldo).legible()
        motivo = Mensaje(ENTRA if entra else NO_ENTRA, datos)
        renglones.append(RenglonDeEjercicio(puesto, linea, entra, motivo))
    otras = [x for x in lineas if not es_proyecto(x)]
    fuera = [RenglonDeEjercicio(0, x, entra=False, motivo=Mensaje(NO_COMPITE)) for x in otras]
    return Ejercicio(gestion, techo, orden, renglones, fuera)
