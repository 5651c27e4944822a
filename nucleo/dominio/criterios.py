"""Con qué se mide una demanda frente a otra, y qué se hace cuando falta el dato."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nucleo.dominio.columnas import Matriz, Reales

DOS = 2  # con un solo peldaño no hay nada que comparar


class Sentido(StrEnum):
    """Hacia dónde crece el puntaje."""

    MAS = "mas"
    """Más valor, más puntaje."""
    MENOS = "menos"
    """Menos valor, más puntaje."""


class Normalizacion(StrEnum):
    """Cómo se lleva una medida a la escala de 0 a 1, para poder sumarla con otras."""

    RANGO = "rango"
    """De la menor (0) a la mayor (1) de la matriz; si todas son iguales, 1."""
    CUANTIL = "cuantil"
    """Qué parte de las demás queda por debajo (las iguales cuentan media): una sola medida enorme
    no aplasta a las otras. Si todas son iguales, 1."""
    UMBRAL = "umbral"
    """Proporción de un `tope` fijo, sin pasar de 1."""
    ORDINAL = "ordinal"
    """El peldaño de una `escala` con nombres: el primero (0) vale 0 y el último, 1."""
    SI_NO = "si_no"
    """1 si la medida no es cero; 0 si lo es."""


class Faltante(StrEnum):
    """Qué puntaje recibe la demanda de la que no se sabe la medida; el desglose lo dice."""

    SIN_PUNTOS = "sin_puntos"
    MITAD = "mitad"


class DatoDe(StrEnum):
    """De qué ficha sale lo que un criterio mide: ahí está escrita su fuente."""

    DEMANDA = "demanda"
    ORGANIZACION = "organizacion"
    INVERSION = "inversion"
    """Las inversiones de los cinco años anteriores."""


@dataclass(frozen=True, slots=True)
class Criterio:
    """Una vara de medir, dada por un plugin.

    `clave` lleva el plugin delante (`equidad.poblacion`); `peso` es la importancia propuesta
    frente a los demás, que la Cumbre confirma o cambia; `medir` recibe la matriz en columnas y
    devuelve una medida por demanda, en `unidad` y en el mismo orden, con NaN donde no hay dato; la
    medida de una demanda depende solo de su fila, nunca de las demás (el núcleo vuelve a medir una
    sola para decir qué la habría hecho entrar, y desconfía si el cálculo completo no coincide);
    `tope`, siempre positivo, solo cuenta con `UMBRAL`; `escala`, de dos peldaños o más, solo con
    `ORDINAL`: la medida es el número del peldaño, desde 0. Con `desempate` (1, 2…) el criterio
    decide entre demandas de igual puntaje, el 1 primero. Con `solo_sector`, las demandas de otros
    sectores no se miden ni reciben puntos, y su desglose lo dice. `datos` nombra las fichas de
    donde sale la medida, para decir su fuente. `plugin` lo escribe el núcleo.
    """

    clave: str
    nombre: str
    peso: float
    medir: Callable[[Matriz], Reales]
    sentido: Sentido = Sentido.MAS
    normalizacion: Normalizacion = Normalizacion.RANGO
    tope: float = 1.0
    faltante: Faltante = Faltante.MITAD
    solo_sector: str = ""
    escala: Sequence[str] = ()
    desempate: int = 0
    datos: Sequence[DatoDe] = ()
    unidad: str = ""
    ayuda: str = ""
    plugin: str = ""

    def __post_init__(self) -> None:
        sin_escala = self.normalizacion is Normalizacion.ORDINAL and len(self.escala) < DOS
        if self.tope <= 0 or self.desempate < 0 or sin_escala:
            raise ValueError(self.clave, self.tope, self.desempate, self.escala)
