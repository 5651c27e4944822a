"""Lo que las pantallas leen de un formulario presentado: quién, cuándo y a nombre de quién."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from nucleo.dominio.asambleas import MedioDeConstancia


@dataclass(frozen=True, slots=True)
class Presentacion:
    """Quién presentó un formulario por pantalla y, si fue a nombre de otra persona, de quién.

    Es lo que cualquiera puede ver: el detalle de la constancia es reservado y no está.
    """

    formulario_id: UUID
    cuando: datetime
    quien: str
    dirigente: str
    cargo: str
    medio: MedioDeConstancia | None

    @property
    def a_nombre_de(self) -> str:
        return ", ".join(parte for parte in (self.dirigente, self.cargo) if parte)


@dataclass(frozen=True, slots=True)
class FilaDeFormulario:
    """Un formulario presentado, en una lista; `codigos` son los de sus demandas."""

    presentacion: Presentacion
    gestion: int
    organizacion_id: UUID
    organizacion: str
    fecha: date | None
    codigos: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class FiltroDeFormularios:
    """`organizaciones`: solo los de esas; sin ellas, todos. `texto` se busca en su nombre."""

    texto: str = ""
    organizaciones: frozenset[UUID] | None = None
    pagina: int = 1
    por_pagina: int = 25
