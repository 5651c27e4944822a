"""Páginas que van a un archivo y no a una respuesta, con enlaces relativos entre ellas."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from nucleo.servicios.lecturas import Pagina
from nucleo.web.paginas import pintar

POR_TABLA = 2000
Archivo = tuple[str, bytes]
F = TypeVar("F")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Carpeta:
    """Dónde quedan unas páginas (`""` o `"2027/"`) y lo que todas ellas muestran."""

    ruta: str
    comunes: Mapping[str, object]

    def pagina(self, archivo: str, plantilla: str, **datos: object) -> Archivo:
        """La página pintada; en la plantilla, `raiz` lleva de vuelta a la carpeta principal."""
        raiz = "../" if self.ruta else ""
        html = pintar(f"sitio/{plantilla}", raiz=raiz, **self.comunes, **datos)
        return self.ruta + archivo, html.encode()

    def serie(
        self,
        nombre: str,
        plantilla: str,
        filas: Sequence[F],
        preparar: Callable[[F], R],
        por_pagina: int = POR_TABLA,
        **datos: object,
    ) -> Iterator[Archivo]:
        """Las filas, en cuantas páginas hagan falta; sin filas, una que lo dice.

        Cada fila se prepara al llegar a su página: lo que pesa no se junta.
        """
        for desde in range(0, len(filas) or 1, por_pagina):
            numero = desde // por_pagina + 1
            tramo = [preparar(fila) for fila in filas[desde : desde + por_pagina]]
            yield self.pagina(
                archivo_de(nombre, numero),
                plantilla,
                pagina=Pagina(tramo, len(filas), numero, por_pagina),
                direccion=partial(archivo_de, nombre),
                **datos,
            )


def archivo_de(nombre: str, numero: int) -> str:
    """`demandas.html`, `demandas-2.html`…: la primera página de una serie no lleva número."""
    return f"{nombre}.html" if numero == 1 else f"{nombre}-{numero}.html"
