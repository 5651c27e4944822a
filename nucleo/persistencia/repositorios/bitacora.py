"""La bitácora del ámbito: se le añade al final, y se lee en orden."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select

from nucleo.dominio import bitacora
from nucleo.dominio.bitacora import Cabeza, Eslabon, Firma, Hecho
from nucleo.persistencia.campos import campos, columna
from nucleo.persistencia.guardia import DE_A_MIL, Sesion
from nucleo.persistencia.instantes import en_texto

SIN_MEMORIA = {"populate_existing": True}
e = campos(Eslabon)
CADENA = select(
    columna(e.numero),
    columna(e.previa),
    columna(e.resumen),
    columna(e.que),
    columna(e.quien),
    en_texto(columna(e.cuando)),
    columna(e.carga),
).order_by(columna(e.numero))
"""En el orden de `Firma`."""


class Bitacora:
    """Cumple `puertos.Bitacora`; `encadenar` es solo para la unidad, al confirmar."""

    def __init__(self, sesion: Sesion) -> None:
        self._sesion = sesion

    def eslabones(self) -> Iterator[Eslabon]:
        """La cadena entera, del primero al último, sin cargarla de una vez en memoria.

        Quien deja de leer a la mitad suelta el cursor.
        """
        consulta = select(Eslabon).order_by(columna(campos(Eslabon).numero))
        with self._sesion.scalars(consulta, execution_options=DE_A_MIL) as eslabones:
            yield from eslabones

    def firmas(self) -> Iterator[Firma]:
        """La misma cadena, sin entidades: verificarla cuesta la sexta parte."""
        return self._sesion.filas(CADENA)

    def cabeza(self) -> Cabeza | None:
        """La que está en la base, no la que esta sesión recuerde."""
        return self._sesion.scalars(select(Cabeza), execution_options=SIN_MEMORIA).one_or_none()

    def encadenar(self, hechos: Iterable[Hecho]) -> None:
        """Toma el candado del ámbito y añade cada hecho tras el último confirmado."""
        self._sesion.tomar_candado()
        cabeza = self.cabeza()
        for hecho in hechos:
            eslabon = bitacora.encadenar(hecho, cabeza, self._sesion.ambito.clave)
            if cabeza is None:
                cabeza = Cabeza(0, "")
                self._sesion.add(cabeza)
            cabeza.numero, cabeza.resumen = eslabon.numero, eslabon.resumen
            self._sesion.add(eslabon)
