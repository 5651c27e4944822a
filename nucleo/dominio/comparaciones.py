"""Dos o más resultados de la misma matriz, lado a lado: qué cambia y a quién le toca."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from nucleo.dominio.corridas import Renglon, Resultado
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.inversiones import Inversion
from nucleo.dominio.matriz import FilaDeMatriz

Ultimas = Mapping[UUID, int]
"""Organización → la gestión de su última obra registrada."""


class Antiguedad(StrEnum):
    """Cuánto hace de la última obra registrada de quien pide.

    «Ninguna» es que el municipio cargó su historial y ahí no figura; «sin historial», que no lo
    cargó: no se sabe.
    """

    UNO = "hasta_un_anio"
    TRES = "dos_o_tres_anios"
    CINCO = "cuatro_o_cinco_anios"
    MAS = "mas_de_cinco_anios"
    NINGUNA = "ninguna_registrada"
    SIN_HISTORIAL = "sin_historial"


HASTA: Sequence[tuple[int, Antiguedad]] = (
    (1, Antiguedad.UNO),
    (3, Antiguedad.TRES),
    (5, Antiguedad.CINCO),
)


@dataclass(frozen=True, slots=True)
class Cuenta:
    """De las que entran: cuántas, cuánto cuestan y a cuántas personas dicen ayudar."""

    demandas: int = 0
    costo: Dinero = CERO
    personas: int = 0


@dataclass(frozen=True, slots=True)
class Grupo:
    """Una parte de la matriz: cuántas pidió y qué le toca en cada resultado, en su orden."""

    clave: str
    pedidas: int
    cuentas: Sequence[Cuenta]


@dataclass(frozen=True, slots=True)
class Cambios:
    """De un resultado a otro, en el orden del segundo: qué entra, qué sale y cuántas siguen."""

    entran: Sequence[Renglon]
    salen: Sequence[Renglon]
    siguen: int


@dataclass(frozen=True, slots=True)
class Cruzada:
    """Una demanda y si entra en cada resultado, en su orden."""

    fila: FilaDeMatriz
    entra: Sequence[bool]


def contar(renglones: Iterable[Renglon]) -> Cuenta:
    """De las que entran."""
    dentro = [r.fila for r in renglones if r.decision.entra]
    return Cuenta(
        len(dentro),
        sum((f.costo for f in dentro), CERO),
        sum(f.beneficiarios.total for f in dentro),
    )


def cambios(antes: Resultado, ahora: Resultado) -> Cambios:
    """Los dos son de la misma matriz."""
    entraban = {r.fila.demanda_id for r in antes.renglones if r.decision.entra}
    dentro = [r for r in ahora.renglones if r.decision.entra]
    return Cambios(
        [r for r in dentro if r.fila.demanda_id not in entraban],
        [r for r in ahora.renglones if not r.decision.entra and r.fila.demanda_id in entraban],
        sum(r.fila.demanda_id in entraban for r in dentro),
    )


def agrupar(resultados: Sequence[Resultado], de: Callable[[FilaDeMatriz], str]) -> list[Grupo]:
    """Por lo que `de` diga de cada demanda, en orden de clave."""
    partes: list[dict[str, list[Renglon]]] = []
    for resultado in resultados:
        parte: dict[str, list[Renglon]] = defaultdict(list)
        for r in resultado.renglones:
            parte[de(r.fila)].append(r)
        partes.append(parte)
    claves = sorted({clave for parte in partes for clave in parte})
    return [
        Grupo(
            clave,
            max(len(parte.get(clave, ())) for parte in partes),
            [contar(parte.get(clave, ())) for parte in partes],
        )
        for clave in claves
    ]


def cruzar(resultados: Sequence[Resultado]) -> list[Cruzada]:
    """Cada demanda con lo que dice cada resultado, en el orden del primero."""
    if not resultados:
        return []
    dentro = [
        {r.fila.demanda_id for r in resultado.renglones if r.decision.entra}
        for resultado in resultados
    ]
    return [
        Cruzada(r.fila, [r.fila.demanda_id in cuales for cuales in dentro])
        for r in resultados[0].renglones
    ]


def ultimas_obras(inversiones: Iterable[Inversion], gestion: int) -> Ultimas | None:
    """La de cada organización, antes de `gestion`; `None` si nadie cargó el historial por OTB."""
    ultimas: dict[UUID, int] = {}
    for i in inversiones:
        if i.organizacion_id and i.gestion < gestion:
            ultimas[i.organizacion_id] = max(i.gestion, ultimas.get(i.organizacion_id, 0))
    return ultimas or None


def antiguedad(fila: FilaDeMatriz, ultimas: Ultimas | None) -> Antiguedad:
    """En una compartida manda la más reciente de las que la piden."""
    if ultimas is None:
        return Antiguedad.SIN_HISTORIAL
    suyas = [ultimas[o] for o in fila.organizaciones if o in ultimas]
    if not suyas:
        return Antiguedad.NINGUNA
    anios = fila.gestion - max(suyas)
    return next((cual for tope, cual in HASTA if anios <= tope), Antiguedad.MAS)
