"""Listas con nombre de repositorio: lo que todo doble en memoria hace igual."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar
from uuid import UUID

T = TypeVar("T")


class DeGestion(Protocol):
    gestion: int


G = TypeVar("G", bound=DeGestion)


class EnMemoria(Generic[T]):
    """Una lista con nombre de repositorio."""

    def __init__(self) -> None:
        self.filas: list[T] = []

    def agregar(self, nueva: T, /) -> None:
        self.filas.append(nueva)

    def agregar_todas(self, nuevas: Sequence[T], /) -> None:
        self.filas += nuevas

    def todas(self) -> Sequence[T]:
        return tuple(self.filas)


class ConId(Protocol):
    id: UUID


I = TypeVar("I", bound=ConId)  # noqa: E741 - la inicial de lo que tiene identificador


class PorId(EnMemoria[I]):
    """Una lista que además se pregunta por identificador."""

    def de(self, identificador: UUID, /) -> I | None:
        return next((f for f in self.filas if f.id == identificador), None)

    def quitar(self, fila: I, /) -> None:
        self.filas.remove(fila)


class PorGestion(EnMemoria[G]):
    """Una lista que además se pregunta por gestión."""

    def de_gestion(self, gestion: int, /) -> Sequence[G]:
        return [f for f in self.filas if f.gestion == gestion]
