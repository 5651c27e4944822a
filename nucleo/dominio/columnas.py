"""La matriz vista en columnas: un arreglo por dato, para medir todas las demandas de una vez."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from nucleo.dominio.demandas import PedidaPor
from nucleo.dominio.dinero import CENTAVOS
from nucleo.dominio.matriz import FilaDeMatriz, promedio_ponderado

Reales = NDArray[np.float64]
Enteros = NDArray[np.int64]
Lugares = NDArray[np.intp]
NO_SE_SABE = math.nan
Numero = TypeVar("Numero", np.float64, np.int64)
LUGAR_DE = {quien: lugar for lugar, quien in enumerate(PedidaPor)}


@dataclass(frozen=True, eq=False)
class Matriz:
    """Las demandas que compiten, con cada dato en una columna, en el orden de `filas`.

    Una columna se arma cuando se pide por primera vez y queda de solo lectura: la comparten todos
    los criterios. NaN es que no se sabe. Ni `costo`, ni `personas`, ni `poblacion` traen ceros, de
    modo que se divide entre ellos sin mirar.
    """

    filas: Sequence[FilaDeMatriz]

    def __len__(self) -> int:
        return len(self.filas)

    @cached_property
    def numeros(self) -> Enteros:
        """El número de registro de cada demanda."""
        return fija(np.fromiter((f.numero for f in self.filas), np.int64, len(self)))

    @cached_property
    def costo(self) -> Reales:
        """Bs que se piden al presupuesto público; si nadie puso costo, no se sabe."""
        return fija(sin_ceros(self._leer(f.costo.centavos for f in self.filas) / CENTAVOS))

    @cached_property
    def contraparte(self) -> Reales:
        """Bs que la comunidad pone además del costo; cero si no pone."""
        return fija(self._leer(f.contraparte.centavos for f in self.filas) / CENTAVOS)

    @cached_property
    def beneficiarias(self) -> Reales:
        """Mujeres que se benefician; si no se anotó a nadie, no se sabe."""
        mujeres = self._leer(f.beneficiarios.mujeres for f in self.filas)
        return fija(donde(self.personas > 0, mujeres))

    @cached_property
    def beneficiarios(self) -> Reales:
        """Hombres que se benefician; si no se anotó a nadie, no se sabe."""
        hombres = self._leer(f.beneficiarios.hombres for f in self.filas)
        return fija(donde(self.personas > 0, hombres))

    @cached_property
    def personas(self) -> Reales:
        """Mujeres y hombres que se benefician; si no se anotó a nadie, no se sabe."""
        return fija(sin_ceros(self._leer(f.beneficiarios.total for f in self.filas)))

    @cached_property
    def poblacion(self) -> Reales:
        """Habitantes de la organización que pide; si no se sabe o es cero, no se sabe."""
        gente = (f.poblacion for f in self.filas)
        return fija(sin_ceros(self._leer(NO_SE_SABE if p is None else p.total for p in gente)))

    @cached_property
    def inversion(self) -> Reales:
        """Bs que recibió la organización en cinco años; sin historial cargado, no se sabe."""
        recibido = (f.inversion for f in self.filas)
        centavos = self._leer(NO_SE_SABE if r is None else r.centavos for r in recibido)
        return fija(centavos / CENTAVOS)

    @cached_property
    def carencia(self) -> Reales:
        """Promedio de las carencias que se conocen de la organización, de 0 a 100."""
        return fija(self._leer(promedio(f.carencias) for f in self.filas))

    def carencia_de(self, servicio: str) -> Reales:
        """Una sola carencia, de 0 a 100: `agua`, `energia`, `desague` o `seguro`."""
        return self.por_fila(lambda f: f.carencias.get(servicio))

    def segun_quien_pide(self, valores: Mapping[PedidaPor, float]) -> Reales:
        """El valor que toca a quien pidió cada demanda; lo que no está en `valores` no se sabe."""
        tabla = np.array([valores.get(quien, NO_SE_SABE) for quien in PedidaPor], dtype=np.float64)
        return tabla[self._quien_pide]

    def de_organizacion(self, valores: Mapping[UUID, float]) -> Reales:
        """El valor de la organización que pide; la que no está en `valores` no se sabe.

        Si son varias, el promedio por población de las que se conocen.
        """
        return self.por_fila(lambda f: valor_de_quien_pide(f, valores))

    def por_fila(self, medida: Callable[[FilaDeMatriz], float | None]) -> Reales:
        """Una columna con lo que no tiene la suya, demanda por demanda; `None` es no se sabe.

        Es lo más lento: sirve para lo que de verdad es propio de cada fila.
        """
        return np.array([*map(medida, self.filas)], dtype=np.float64)

    def de_sector(self, sector: str) -> tuple[Lugares, "Matriz"]:
        """En qué lugares están las demandas de un sector, y la matriz de ellas solas."""
        lugares = [i for i, fila in enumerate(self.filas) if fila.sector == sector]
        return np.array(lugares, dtype=np.intp), Matriz([self.filas[i] for i in lugares])

    @cached_property
    def _quien_pide(self) -> Lugares:
        return np.fromiter((LUGAR_DE[f.pedida_por] for f in self.filas), np.intp, len(self))

    def _leer(self, valores: Iterable[float]) -> Reales:
        return np.fromiter(valores, np.float64, len(self))


def valor_de_quien_pide(fila: FilaDeMatriz, valores: Mapping[UUID, float]) -> float | None:
    """El de la organización o, si la demanda alcanza a varias, el promedio por población."""
    if not fila.de_quienes:
        return valores.get(fila.organizacion_id)
    medidas = [(valores[o], gente) for o, gente in fila.de_quienes if o in valores]
    return promedio_ponderado(medidas) if medidas else None


def fija(columna: NDArray[Numero]) -> NDArray[Numero]:
    """La misma, de solo lectura: un criterio no puede cambiarle el dato al siguiente."""
    columna.setflags(write=False)
    return columna


def sin_ceros(columna: Reales) -> Reales:
    """Donde cero quiere decir que nadie anotó nada, no se sabe."""
    return donde(columna > 0, columna)


def donde(se_sabe: NDArray[np.bool_], columna: Reales) -> Reales:
    """La columna, con NaN donde no se sabe."""
    return np.where(se_sabe, columna, NO_SE_SABE)


def promedio(carencias: Mapping[str, float]) -> float:
    """`fsum` da lo mismo en cualquier orden: el resumen no depende de cómo se guardaron."""
    return math.fsum(carencias.values()) / len(carencias) if carencias else NO_SE_SABE
