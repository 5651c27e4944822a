"""Una frase por traducir con sus datos: lo que el dominio y los plugins dicen a las personas."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Self

Dato = str | int


@dataclass(frozen=True, slots=True)
class Mensaje:
    """`texto` es el msgid en castellano con marcas `%(nombre)s`; `datos`, lo que las llena.

    Los montos llegan ya escritos (`Dinero.legible()`): el formato es siempre `es_BO`.
    """

    texto: str
    datos: Mapping[str, Dato] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        return self.texto % self.datos

    def como_json(self) -> dict[str, object]:
        return {"texto": self.texto, "datos": dict(self.datos)}

    @classmethod
    def de_json(cls, guardado: Mapping[str, Any]) -> Self:
        return cls(guardado["texto"], guardado["datos"])


def N_(texto: str) -> str:  # noqa: N802 - es la marca que busca el extractor de gettext
    """Marca un texto constante para que se extraiga; se traduce al mostrarlo."""
    return texto
