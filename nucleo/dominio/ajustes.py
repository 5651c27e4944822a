"""Lo que un municipio o un departamento cambió por pantalla: la última capa de configuración."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from nucleo.dominio.identidad import DelAmbito


@dataclass(eq=False)
class Ajuste(DelAmbito):
    """Un cambio de una clave (`idiomas`, `plugins.salud`…), con lo que había antes.

    `valor` y `antes` son `{}` (nada dicho por pantalla: vale lo heredado) o `{"valor": …}`. Los
    cambios no se corrigen: manda el de mayor `numero` de cada clave, que cuenta desde 1 en el
    ámbito, y «volver al anterior» es un cambio más.
    """

    id: UUID
    numero: int
    clave: str
    valor: Mapping[str, Any]
    antes: Mapping[str, Any]
    cuando: datetime
    quien: str


def vigentes(ajustes: Iterable[Ajuste]) -> dict[str, Ajuste]:
    """El último cambio de cada clave."""
    ultimos: dict[str, Ajuste] = {}
    for ajuste in sorted(ajustes, key=lambda a: a.numero):
        ultimos[ajuste.clave] = ajuste
    return ultimos


def como_capa(ajustes: Iterable[Ajuste]) -> dict[str, Any]:
    """Los vigentes como una capa: claves sueltas y la tabla `plugins`, igual que un TOML."""
    capa: dict[str, Any] = {}
    for clave, ajuste in vigentes(ajustes).items():
        if "valor" not in ajuste.valor:
            continue
        seccion, _, nombre = clave.partition(".")
        if nombre:
            capa.setdefault(seccion, {})[nombre] = ajuste.valor["valor"]
        else:
            capa[clave] = ajuste.valor["valor"]
    return capa
