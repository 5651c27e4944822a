"""Quién actúa, dónde, sobre qué gestión y a qué hora: lo que todo caso de uso y gancho recibe."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TypeVar

from nucleo.dominio.ambito import Ambito
from nucleo.dominio.ciclos import SIN_CICLO, Ciclo
from nucleo.dominio.identidad import DelMunicipio

A = TypeVar("A")
E = TypeVar("E", bound=DelMunicipio)


def ahora() -> datetime:
    return datetime.now(UTC)


def nada(_tipo: type[DelMunicipio]) -> Sequence[DelMunicipio]:
    """Lectura vacía: la de un ámbito que no es municipal, o la de una prueba."""
    return ()


@dataclass(frozen=True, slots=True)
class Contexto:
    """Inmutable. `nombre` es el del municipio o la región, para mensajes.

    `ajustes` trae, por tipo, los ajustes ya validados de cada plugin activo; `leer` entrega las
    entidades propias de un plugin en este ámbito. `departamental` es la región que es el
    departamento entero del municipio: a ella se le cuenta el avance. `escritos` y `versiones` son,
    por plugin activo, su tabla de ajustes tal como está escrita y la versión de su código: con eso
    una corrida se vuelve a hacer en otra parte. `ciclo` son los encuentros de la gestión.
    """

    ambito: Ambito
    nombre: str
    quien: str
    gestion: int
    ajustes: Mapping[type, object] = field(default_factory=lambda: MappingProxyType({}))
    ahora: Callable[[], datetime] = ahora
    leer: Callable[[type[DelMunicipio]], Sequence[DelMunicipio]] = nada
    departamental: str = ""
    escritos: Mapping[str, Mapping[str, object]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    versiones: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    ciclo: Ciclo = SIN_CICLO

    def ajustes_de(self, tipo: type[A]) -> A:
        """Los ajustes de un plugin, pedidos por su propio tipo."""
        ajuste = self.ajustes[tipo]
        if not isinstance(ajuste, tipo):
            raise TypeError(ajuste)
        return ajuste

    def todas(self, tipo: type[E]) -> list[E]:
        """Las entidades de una tabla propia del plugin, solo las de este municipio."""
        return [e for e in self.leer(tipo) if isinstance(e, tipo)]
