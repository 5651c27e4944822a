"""Desde dónde se mira lo que el sistema sabe para un informe, y con qué palabras se lo dice."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nucleo.dominio.ciclos import TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.ejecuciones import Ejecucion
from nucleo.dominio.mensajes import N_
from nucleo.dominio.poa import Poa
from nucleo.dominio.regiones import Region
from nucleo.servicios.calendarios import hoy_de
from nucleo.servicios.puertos import Unidad

SIMULADO = N_("simulado")
SIN_ESE_POA = N_("El sistema no tiene este POA")
A_LA_VISTA = 30
"""Cuántas filas lleva un cuadro a lo más: un informe se lee en voz alta."""
Fila = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Palabras:
    """Cómo se dice cada cosa en una celda, que ya va legible.

    `decir` traduce un texto marcado; `nombrar`, el nombre de un valor; `programa` y `fuente`, su
    código con su nombre; `concepto`, un renglón ejecutado; `otras`, «y 4 más».
    """

    decir: Callable[[str], str]
    nombrar: Callable[[StrEnum], str]
    programa: Callable[[int, str], str]
    fuente: Callable[[str], str]
    concepto: Callable[[Ejecucion], str]
    otras: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Mirada:
    """Un encuentro (`tipo`) de una gestión del municipio, con la unidad abierta.

    Los encuentros de la gestión N pasan un año antes: en ellos se informa del POA que se ejecuta
    ese año (`anio`) y se arma el de la gestión. Un informe puede hablar de otras (`habla_de`,
    contadas desde ese año): el de la gestión anterior no muestra el POA que recién se arma.
    """

    contexto: Contexto
    unidad: Unidad
    tipo: TipoDeEvento
    regiones: Sequence[Region]
    palabras: Palabras
    habla_de: tuple[int, ...] = ()

    @property
    def gestion(self) -> int:
        """La que se arma."""
        return self.contexto.gestion

    @property
    def gestiones(self) -> list[int]:
        """Las del informe o, si no las dice, la del año del encuentro y la que se arma."""
        anio = self.contexto.ciclo.anio_de(self.tipo, self.gestion)
        if self.habla_de:
            return sorted({anio + cual for cual in self.habla_de})
        return sorted({anio, self.gestion})

    @property
    def hoy(self) -> date:
        """El día en que se mira."""
        return hoy_de(self.contexto)

    def poas(self) -> Iterator[Poa]:
        """El POA de cada una de esas gestiones, si lo hay."""
        for gestion in self.gestiones:
            if poa := self.unidad.poas.vigente(gestion):
                yield poa

    def sin_poa(self, columnas: int) -> list[Fila]:
        """Un renglón por cada gestión cuyo POA falta, si otra lo tiene: lo que no hay, se dice.

        La segunda columna es la del año. Si faltan todos, el cuadro va vacío y lo explica.
        """
        hay = {poa.gestion for poa in self.poas()}
        faltan = [g for g in self.gestiones if hay and g not in hay]
        vacias = ("",) * (columnas - 2)
        return [(self.palabras.decir(SIN_ESE_POA), str(g), *vacias) for g in faltan]

    def cual(self, poa: Poa) -> str:
        """«2026 (En ejecución)»: de qué gestión es y por dónde va."""
        return f"{poa.gestion} ({self.palabras.nombrar(poa.estado)})"

    def marcar(self, dicho: str, simulado: bool) -> str:  # noqa: FBT001 - es el dato
        """Lo dicho, con «(simulado)» si no es real."""
        return f"{dicho} ({self.palabras.decir(SIMULADO)})" if simulado else dicho

    def hasta(self, filas: Iterable[Fila]) -> tuple[Fila, ...]:
        """Las primeras; si hay más, la última dice cuántas."""
        todas = list(filas)
        if len(todas) <= A_LA_VISTA:
            return tuple(todas)
        vacias = ("",) * (len(todas[0]) - 1)
        return (*todas[:A_LA_VISTA], (self.palabras.otras(len(todas) - A_LA_VISTA), *vacias))


def dia(cuando: date | None) -> str:
    """`18/08/2026`, o nada."""
    return f"{cuando:%d/%m/%Y}" if cuando else ""
