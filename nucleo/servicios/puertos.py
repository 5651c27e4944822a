"""Lo que los servicios piden al mundo: contratos que la persistencia cumple por forma."""

from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from nucleo.dominio.ambito import Ambito
from nucleo.dominio.asambleas import Asamblea, Formulario
from nucleo.dominio.bitacora import Cabeza, Eslabon, Firma, Hecho
from nucleo.dominio.corridas import Corrida, Proceso
from nucleo.dominio.demandas import Demanda
from nucleo.dominio.entregas import Entrega
from nucleo.dominio.identidad import DelMunicipio
from nucleo.dominio.inversiones import Inversion
from nucleo.dominio.municipios import Alta
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.techos import Techo
from nucleo.dominio.volcado import Fila, Lote, Tabla

E = TypeVar("E", bound=DelMunicipio)


class Organizaciones(Protocol):
    def agregar_todas(self, organizaciones: Sequence[Organizacion], /) -> None: ...
    def todas(self) -> Sequence[Organizacion]: ...


class Asambleas(Protocol):
    def agregar_todas(self, asambleas: Sequence[Asamblea], /) -> None: ...
    def agregar_formularios(self, formularios: Sequence[Formulario], /) -> None: ...
    def de_gestion(self, gestion: int, /) -> Sequence[Asamblea]: ...
    def formularios_de(self, gestion: int, /) -> Sequence[Formulario]: ...


class Demandas(Protocol):
    def agregar_todas(self, demandas: Sequence[Demanda], /) -> None: ...
    def de_gestion(self, gestion: int, /) -> Sequence[Demanda]: ...


class Priorizaciones(Protocol):
    def proceso(self, gestion: int, /) -> Proceso | None: ...
    def abrir(self, proceso: Proceso, /) -> None: ...
    def guardar(self, corrida: Corrida, /) -> None: ...
    def ultima(self, gestion: int, /) -> Corrida | None: ...


class Techos(Protocol):
    def de_gestion(self, gestion: int, /) -> Sequence[Techo]: ...
    def reemplazar(self, gestion: int, techos: Sequence[Techo], /) -> None: ...


class Inversiones(Protocol):
    def agregar_todas(self, inversiones: Sequence[Inversion], /) -> None: ...
    def todas(self) -> Sequence[Inversion]: ...


class Entregas(Protocol):
    def agregar_todas(self, entregas: Sequence[Entrega], /) -> None: ...
    def vigentes(self, region: str, gestion: int, /) -> Sequence[Entrega]: ...


class Altas(Protocol):
    """Visible desde cualquier ámbito: saber qué municipios hay no revela lo de ninguno."""

    def agregar(self, alta: Alta, /) -> None: ...
    def quitar(self, alta: Alta, /) -> None: ...
    def de(self, municipio_id: int, /) -> Alta | None: ...
    def todas(self) -> Sequence[Alta]: ...


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


class Unidad(Protocol):
    """Una transacción en un ámbito: `with unidad: … unidad.confirmar()`, o no queda nada.

    Confirmar exige al menos un hecho anotado: todo cambio con efecto deja memoria.
    """

    @property
    def organizaciones(self) -> Organizaciones: ...
    @property
    def asambleas(self) -> Asambleas: ...
    @property
    def demandas(self) -> Demandas: ...
    @property
    def priorizaciones(self) -> Priorizaciones: ...
    @property
    def techos(self) -> Techos: ...
    @property
    def inversiones(self) -> Inversiones: ...
    @property
    def entregas(self) -> Entregas: ...
    @property
    def altas(self) -> Altas: ...
    @property
    def bitacora(self) -> Bitacora: ...
    @property
    def volcado(self) -> Volcado: ...
    def de_plugin(self, tipo: type[E], /) -> Sequence[E]: ...
    def agregar_de_plugin(self, entidades: Sequence[DelMunicipio], /) -> None: ...
    def reservar(self) -> None:
        """Desde aquí y hasta terminar, nadie más confirma en este ámbito."""
        ...

    def anotar(self, hecho: Hecho, /) -> None: ...
    def anotar_en_plataforma(self, hecho: Hecho, /) -> None:
        """El hecho entra en la cadena de la plataforma, en esta misma transacción."""
        ...

    def confirmar(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        tipo: type[BaseException] | None,
        error: BaseException | None,
        traza: TracebackType | None,
        /,
    ) -> None: ...


class Ganchos(Protocol):
    """El conjunto de plugins activos; `nucleo.ganchos.Conjunto` lo cumple."""

    @property
    def activos(self) -> tuple[str, ...]: ...
    def recoger(self, nombre: str, ambito: str, **datos: Any) -> list[tuple[str, Any]]: ...
