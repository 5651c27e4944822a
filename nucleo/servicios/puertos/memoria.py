"""La bitácora y las filas llanas: lo que sale de una base y entra en otra."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from nucleo.dominio.ajustes import Ajuste
from nucleo.dominio.ambito import Ambito
from nucleo.dominio.bitacora import Cabeza, Eslabon, Firma
from nucleo.dominio.municipios import Alta
from nucleo.dominio.volcado import Fila, Lote, Tabla


class Altas(Protocol):
    """Visible desde cualquier ámbito: saber qué municipios hay no revela lo de ninguno."""

    def agregar(self, alta: Alta, /) -> None: ...
    def quitar(self, alta: Alta, /) -> None: ...
    def de(self, municipio_id: int, /) -> Alta | None: ...
    def todas(self) -> Sequence[Alta]: ...
    def codigos(self) -> Collection[int]:
        """Cuáles, y nada más: vale también en la base que comprueba un archivo viejo."""
        ...


class Ajustes(Protocol):
    """Los cambios por pantalla del ámbito de la unidad, en el orden en que se hicieron."""

    def agregar(self, ajuste: Ajuste, /) -> None: ...
    def todos(self) -> Sequence[Ajuste]: ...


class Bitacora(Protocol):
    """La cadena del ámbito de la unidad, y nada más."""

    def eslabones(self) -> Iterator[Eslabon]: ...
    def firmas(self) -> Iterator[Firma]:
        """La misma cadena, en lo justo para verificarla."""
        ...

    def cabeza(self) -> Cabeza | None: ...


class Apartados(Protocol):
    """Las filas de este municipio que se guardan aparte, fuera de su tabla.

    Lo que no se puede reponer queda relegado: sigue aquí, y sale y vuelve como renglones de la
    tabla `apartados`, sin confundirse con los de la tabla de que vino.
    """

    def ausentes(self) -> Sequence[str]:
        """Los paquetes que no están en esta base."""
        ...

    def por_reponer(self) -> Sequence[Lote]:
        """Lo de los paquetes que sí están; también lo relegado."""
        ...

    def de(self, lote: Lote, /) -> Sequence[tuple[Tabla, Iterable[Fila]]]:
        """Sus tablas con sus filas. `DatosInvalidos` si lo relegado no dice sus columnas."""
        ...

    def quitar(self, lote: Lote, /) -> None: ...
    def relegar(self, lote: Lote, /) -> bool:
        """Si quedaba algo por relegar."""
        ...


class Volcado(Protocol):
    """Todo lo del ámbito de la unidad, tabla por tabla, sin conocer ninguna por su nombre."""

    def tablas(self) -> Sequence[Tabla]:
        """Las que tienen filas aquí, padres antes que hijas; también las de un plugin ausente.

        Ninguna se repite. Levanta `DatosPorReponer` si hay algo guardado aparte de un paquete que
        ya está y que nadie intentó devolver a sus tablas.
        """
        ...

    def filas(self, tabla: Tabla, /) -> Iterator[Fila]:
        """Sus filas llanas, por su clave, de a poco."""
        ...

    def cargar(self, tabla: Tabla, filas: Iterable[Fila], /) -> None:
        """Inserta filas llanas; las de un paquete que no está en esta base se guardan aparte.

        Levanta `DatosInvalidos` si una fila no calza con su tabla.
        """
        ...

    def propias(self) -> Sequence[Tabla]:
        """Como `tablas`, sin lo guardado aparte."""
        ...

    def en_orden(self, tablas: Iterable[Tabla], /) -> Sequence[Tabla]:
        """Las mismas, como se cargan en esta base: padres antes que hijas."""
        ...

    @property
    def apartados(self) -> Apartados: ...
    def vaciar(self) -> None:
        """Borra todo lo del ámbito, su bitácora incluida."""
        ...


class Origen(Protocol):
    """De dónde salen filas llanas: un archivo exportado o el volcado de otra base."""

    def tablas(self) -> Sequence[Tabla]: ...
    def filas(self, tabla: Tabla, /) -> Iterator[Fila]: ...


class Exportacion(Origen, Protocol):
    """Un archivo exportado ya verificado, archivo por archivo, contra su manifiesto."""

    @property
    def archivo(self) -> str:
        """Cómo se llama el archivo, sin su carpeta."""
        ...

    @property
    def sha256(self) -> str: ...
    @property
    def ambito(self) -> Ambito: ...
    @property
    def nombre(self) -> str:
        """El del municipio, la región o la plataforma."""
        ...

    @property
    def resumen(self) -> str: ...
    def adjuntos(self) -> Sequence[str]: ...
    def adjunto(self, resumen: str, /) -> bytes: ...


class Respaldo(Protocol):
    """Las exportaciones de una instalación entera, todas del mismo instante."""

    @property
    def archivo(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def ambitos(self) -> Sequence[Ambito]:
        """Los que trae, la plataforma primero."""
        ...

    def exportaciones(self) -> Iterator[Exportacion]:
        """En el mismo orden, de a una: cada una vale hasta que se pide la siguiente."""
        ...
