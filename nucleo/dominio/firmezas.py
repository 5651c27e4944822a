"""Si el resultado es firme: en cuántas combinaciones de pesos parecidas entra cada demanda (SMAA).

Los pesos se mueven alrededor de lo acordado y la lista se rehace con cada combinación, por bloques
que caben en la memoria cercana. Cada peso es una fracción de `DENOMINADOR`: así la cuenta con
reales es exacta y cada combinación da los mismos puntos que daría `calificar`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from nucleo.dominio.columnas import Enteros, Matriz, Reales
from nucleo.dominio.priorizacion import Calificacion, claves_de_desempate, proporciones
from nucleo.dominio.seleccion import Eleccion, ReglaDeSeleccion
from nucleo.dominio.variantes import Lote, entran

MUESTRAS: Final = 10_000
DENOMINADOR: Final = 2**20
RAZON: Final = 2.0
FILO: Final = 10
"""Por encima de este porcentaje y por debajo de lo que falta para cien, está en el filo."""
POR_BLOQUE: Final = 128 * 1024  # puntajes de una vez: un mega, lo que guarda la memoria cercana
POR_LOTE: Final = 5_000_000  # órdenes de una vez: 40 megas
TANDA: Final = 100_000
BITS_DE_PUNTAJE: Final = 21


class Region(StrEnum):
    """Qué combinaciones de pesos se miran."""

    PARECIDOS = "parecidos"
    """Cada peso, entre la mitad y el doble de su parte acordada."""
    TODOS = "todos"
    """Cualquiera: el símplex entero."""


@dataclass(frozen=True, slots=True)
class Firmeza:
    """En cuántas de las combinaciones entra cada demanda.

    `depende` es falso si la regla no mira los puntajes: mover los pesos no mueve a nadie.
    """

    muestras: int
    semilla: int
    region: Region
    depende: bool
    veces: Mapping[UUID, int]

    def porcentaje(self, demanda_id: UUID) -> int:
        """De 0 a 100. Cien y cero son de verdad todas y ninguna: lo que casi llega, no llega."""
        veces = self.veces.get(demanda_id, 0)
        if veces in {0, self.muestras}:
            return 100 if veces else 0
        return min(99, max(1, round(100 * veces / self.muestras)))

    def en_el_filo(self, demanda_id: UUID) -> bool:
        """Si entra o no según cómo se muevan los pesos: no es firme ni adentro ni afuera."""
        return self.depende and FILO < self.porcentaje(demanda_id) < 100 - FILO


def medir_firmeza(
    matriz: Matriz,
    calificacion: Calificacion,
    eleccion: Eleccion,
    regla: ReglaDeSeleccion,
    semilla: int,
    *,
    muestras: int = MUESTRAS,
    region: Region = Region.PARECIDOS,
    ambito: str = "",
) -> Firmeza:
    """La aceptabilidad de cada demanda. La misma entrada y la misma semilla dan lo mismo.

    `eleccion` es la de `calificacion`: sus candidatas van en el orden acordado.
    """
    identidades = [c.fila.demanda_id for c in eleccion.candidatas]
    if not regla.usa_puntajes or not calificacion.criterios or not identidades:
        return Firmeza(muestras, semilla, region, depende=False, veces={})
    partes, total = proporciones(calificacion.criterios)
    pesos = sortear([p / total for p in partes], muestras, semilla, region)
    veces = np.zeros(len(identidades), dtype=np.int64)
    for lote in lotes(matriz, calificacion, eleccion, pesos):
        veces += entran(regla, lote, ambito).sum(axis=0)
    cuentas = dict(zip(identidades, veces.tolist(), strict=True))
    return Firmeza(muestras, semilla, region, depende=True, veces=cuentas)


def sortear(
    acordados: list[float], muestras: int, semilla: int, region: Region = Region.PARECIDOS
) -> Enteros:
    """Combinaciones de pesos al azar, parejas en la región; cada renglón suma `DENOMINADOR`."""
    azar = np.random.Generator(np.random.PCG64(semilla))
    if region is Region.TODOS or len(acordados) == 1:
        exponenciales = -np.log1p(-azar.random((muestras, len(acordados))))
        return _en_partes(exponenciales / exponenciales.sum(axis=1, keepdims=True))
    return _en_partes(_cerca(np.array(acordados), muestras, azar))


def _cerca(acordados: Reales, muestras: int, azar: np.random.Generator) -> Reales:
    """Parejas en el pedazo del símplex donde cada peso va de la mitad al doble.

    Todos menos el mayor se sortean en su rango, y el mayor es lo que falta para uno: si cae en el
    suyo, la combinación sirve. Así quedan repartidas por igual, sin aproximar.
    """
    menores, mayores = acordados / RAZON, acordados * RAZON
    libre = int(np.argmax(acordados))
    otros = [k for k in range(len(acordados)) if k != libre]
    juntas: list[Reales] = []
    faltan = muestras
    while faltan > 0:
        tanda = np.empty((TANDA // len(acordados), len(acordados)))
        uniformes = azar.random((len(tanda), len(otros)))
        tanda[:, otros] = menores[otros] + uniformes * (mayores - menores)[otros]
        tanda[:, libre] = 1 - tanda[:, otros].sum(axis=1)
        sirven = (tanda[:, libre] >= menores[libre]) & (tanda[:, libre] <= mayores[libre])
        juntas.append(tanda[sirven][:faltan])
        faltan -= len(juntas[-1])
    return np.concatenate(juntas)


def _en_partes(pesos: Reales) -> Enteros:
    """Enteros que suman `DENOMINADOR`: lo que se pierde al bajar lo recibe el peso mayor."""
    partes = np.floor(pesos * DENOMINADOR).astype(np.int64)
    renglones = np.arange(len(partes))
    partes[renglones, partes.argmax(axis=1)] += DENOMINADOR - partes.sum(axis=1)
    return partes


def lotes(
    matriz: Matriz, calificacion: Calificacion, eleccion: Eleccion, pesos: Enteros
) -> Iterator[Lote]:
    """La elección con cada combinación de pesos, de a tantas como caben en la memoria."""
    acordado = np.array(calificacion.orden, dtype=np.intp)
    normales = np.ascontiguousarray(calificacion.normalizados[acordado].T, dtype=np.float64)
    claves = claves_de_desempate(matriz, calificacion.criterios, calificacion.normalizados)
    turnos = np.lexsort([clave[acordado] for clave in claves])
    costos = np.array([[c.fila.costo.centavos for c in eleccion.candidatas]], dtype=np.int64)
    de_a = max(1, POR_LOTE // len(acordado))
    for desde in range(0, len(pesos), de_a):
        puntajes, ordenes = ordenar(normales, turnos, pesos[desde : desde + de_a])
        yield Lote(eleccion, ordenes, costos, puntajes)


def ordenar(
    normales: Reales, turnos: NDArray[np.intp], pesos: Enteros
) -> tuple[Enteros, NDArray[np.intp]]:
    """Los puntajes y el orden de cada combinación.

    `normales` va en millonésimas, un renglón por criterio; `turnos`, los lugares de quien gana a
    quien pierde un empate. Puntaje y turno van juntos en un solo entero: ordenarlo ordena los dos.
    """
    cuantas = normales.shape[1]
    bits = max(1, int(cuantas - 1).bit_length())
    llave = np.int32 if BITS_DE_PUNTAJE + bits < 32 else np.int64  # noqa: PLR2004 - los de un entero
    por_turno = np.ascontiguousarray(normales[:, turnos])
    turno_de = np.empty(cuantas, dtype=np.intp)
    turno_de[turnos] = np.arange(cuantas)
    proporciones_de = pesos.T / DENOMINADOR
    puntajes = np.empty((len(pesos), cuantas), dtype=np.int64)
    ordenes = np.empty((len(pesos), cuantas), dtype=np.intp)
    de_a = max(1, POR_BLOQUE // cuantas)
    suma, uno = np.empty((2, min(de_a, len(pesos)), cuantas))
    for desde in range(0, len(pesos), de_a):
        estas = slice(desde, min(desde + de_a, len(pesos)))
        hay = estas.stop - desde
        sumar(por_turno, proporciones_de[:, estas], suma[:hay], uno[:hay])
        llaves = ((1 << BITS_DE_PUNTAJE) - 1 - suma[:hay].astype(llave)) << bits
        llaves |= np.arange(cuantas, dtype=llave)
        llaves.sort(axis=1)
        llaves &= (1 << bits) - 1
        ordenes[estas] = turnos[llaves]
        puntajes[estas] = suma[:hay][:, turno_de]
    return puntajes, ordenes


def sumar(normales: Reales, pesos: Reales, suma: Reales, uno: Reales) -> None:
    """En `suma`, el puntaje de cada demanda: cada criterio redondea su aporte por separado."""
    for k, (normal, parte) in enumerate(zip(normales, pesos, strict=True)):
        donde = uno if k else suma
        np.multiply.outer(parte, normal, out=donde)
        np.rint(donde, out=donde)
        if k:
            suma += donde
