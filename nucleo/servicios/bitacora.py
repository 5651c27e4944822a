"""Comprobar que la memoria de un ámbito sigue como se escribió."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nucleo.dominio.bitacora import Eslabon, primer_roto
from nucleo.dominio.contexto import Contexto
from nucleo.servicios.puertos import Unidad


@dataclass(frozen=True, slots=True)
class Verificacion:
    """`eslabones` leídos y el número del primero que no cuadra; sin `roto`, todo está entero.

    Un `roto` mayor que `eslabones` es la cola cortada: falta lo que la cabeza dice que hubo.
    """

    eslabones: int
    roto: int | None

    @property
    def cortada(self) -> bool:
        return self.roto is not None and self.roto > self.eslabones


def verificar(contexto: Contexto, unidad: Unidad) -> Verificacion:
    """Recorre la cadena del ámbito sin cargarla entera. No escribe nada."""
    leidos = 0

    def contados(eslabones: Iterable[Eslabon]) -> Iterator[Eslabon]:
        nonlocal leidos
        for eslabon in eslabones:
            leidos += 1
            yield eslabon

    with unidad:
        cadena = contados(unidad.bitacora.eslabones())
        roto = primer_roto(contexto.ambito.clave, cadena, unidad.bitacora.cabeza())
    return Verificacion(leidos, roto)
