"""Lo que la consola puede pedir impreso, sin conocer a quien lo dibuja."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from nucleo.dominio.territorio import Municipio


class Papeles(Protocol):
    """Páginas sueltas y PDF de un municipio."""

    def sitio(self, municipio: Municipio, cuando: datetime, /) -> Iterator[tuple[str, bytes]]:
        """Las páginas del municipio como archivos sueltos que se abren sin servidor."""
        ...

    def porques(
        self, municipio: Municipio, gestion: int, avance: Callable[[int, int | None], None], /
    ) -> Iterator[tuple[str, bytes]]:
        """Las tarjetas del porqué para imprimir: por distrito, su nombre de archivo y su PDF.

        `NoExiste` si la gestión no se calificó.
        """
        ...

    def acta(
        self,
        municipio: Municipio,
        gestion: int,
        evento: str,
        idiomas: Sequence[str],
        /,
        *,
        con_nombres: bool,
        posteriores: bool = False,
    ) -> bytes:
        """El PDF sellado del acta cerrada o de sus constancias `posteriores`.

        Sin `idiomas`, en el del municipio. `NoExiste`, `ActaSinCerrar` o, si la base ya no dice
        lo que se cerró, `ActaAlterada`.
        """
        ...

    def documento(
        self,
        municipio: Municipio,
        gestion: int,
        evento: str,
        documento: str,
        idiomas: Sequence[str],
        /,
        *,
        con_nombres: bool,
    ) -> bytes:
        """El PDF de un documento del encuentro; sin `idiomas`, en el del municipio.

        `NoExiste` dice cuáles hay.
        """
        ...

    def informe(
        self, municipio: Municipio, gestion: int, evento: str, clave: str, /, *, en_blanco: bool
    ) -> bytes:
        """El PDF de un informe: el presentado o la hoja para llenar a mano.

        `NoExiste`, `InformeSinPresentar` o `InformeAlterado`.
        """
        ...
