"""Caja de pruebas pública: una unidad en memoria, un contexto y un conjunto de plugins a mano.

Sirve al núcleo y a quien escribe un plugin: nada de aquí toca base, web ni archivos.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from nucleo import ganchos, ganchos_plataforma
from nucleo.dominio.ambito import Ambito, EnMunicipio
from nucleo.dominio.asambleas import Asamblea, Formulario
from nucleo.dominio.bitacora import Cabeza, ConfirmarSinHecho, Eslabon, Firma, Hecho, encadenar
from nucleo.dominio.columnas import Matriz
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.corridas import Corrida, Proceso
from nucleo.dominio.criterios import Criterio
from nucleo.dominio.demandas import Competencia, Demanda, PedidaPor
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.entregas import Entrega
from nucleo.dominio.identidad import DelMunicipio, nuevo_id
from nucleo.dominio.inversiones import Inversion
from nucleo.dominio.matriz import FilaDeMatriz
from nucleo.dominio.municipios import Alta
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion, TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.dominio.priorizacion import medir
from nucleo.dominio.techos import Techo
from nucleo.dominio.volcado import Fila, Lote, Tabla
from nucleo.ganchos import Conjunto
from nucleo.servicios.puertos import Unidad

MEDIODIA = datetime(2026, 8, 15, 16, 0, tzinfo=UTC)
TUNARI = EnMunicipio(31003)
T = TypeVar("T")
E = TypeVar("E", bound=DelMunicipio)


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


class PorGestion(EnMemoria[G]):
    """Una lista que además se pregunta por gestión."""

    def de_gestion(self, gestion: int, /) -> Sequence[G]:
        return [f for f in self.filas if f.gestion == gestion]


class AsambleasEnMemoria(PorGestion[Asamblea]):
    """Las asambleas con sus formularios."""

    def __init__(self) -> None:
        super().__init__()
        self.formularios: list[Formulario] = []

    def agregar_formularios(self, formularios: Sequence[Formulario], /) -> None:
        self.formularios += formularios

    def formularios_de(self, gestion: int, /) -> Sequence[Formulario]:
        return [f for f in self.formularios if f.gestion == gestion]


class PriorizacionesEnMemoria:
    """Un proceso por gestión y todas sus corridas, la última al final."""

    def __init__(self) -> None:
        self.procesos: dict[int, Proceso] = {}
        self.corridas: list[Corrida] = []

    def proceso(self, gestion: int, /) -> Proceso | None:
        return self.procesos.get(gestion)

    def abrir(self, proceso: Proceso, /) -> None:
        self.procesos[proceso.gestion] = proceso

    def guardar(self, corrida: Corrida, /) -> None:
        self.corridas.append(corrida)

    def ultima(self, gestion: int, /) -> Corrida | None:
        return next((c for c in reversed(self.corridas) if c.gestion == gestion), None)


class TechosEnMemoria(PorGestion[Techo]):
    """Los techos, que se cambian todos juntos y se gastan por su orden."""

    def de_gestion(self, gestion: int, /) -> Sequence[Techo]:
        return sorted(super().de_gestion(gestion), key=lambda t: t.orden)

    def reemplazar(self, gestion: int, techos: Sequence[Techo], /) -> None:
        self.filas = [t for t in self.filas if t.gestion != gestion] + [*techos]


class EntregasEnMemoria(PorGestion[Entrega]):
    """Las entregas de un municipio a cualquier región."""

    def vigentes(self, region: str, gestion: int, /) -> Sequence[Entrega]:
        suyas = (e for e in self.de_gestion(gestion) if e.region == region)
        return [e for e in suyas if e.retirada_en is None]


class AltasEnMemoria(EnMemoria[Alta]):
    """Los municipios hospedados."""

    def quitar(self, alta: Alta, /) -> None:
        self.filas.remove(alta)

    def de(self, municipio_id: int, /) -> Alta | None:
        return next((a for a in self.filas if a.municipio_id == municipio_id), None)


class ApartadosEnMemoria:
    """En memoria todo paquete está: nada se guarda aparte."""

    def ausentes(self) -> Sequence[str]:
        return []

    def por_reponer(self) -> Sequence[Lote]:
        return []

    def de(self, _lote: Lote, /) -> Sequence[tuple[Tabla, Iterable[Fila]]]:
        return []

    def quitar(self, _lote: Lote, /) -> None: ...

    def relegar(self, _lote: Lote, /) -> bool:
        return False


class VolcadoEnMemoria:
    """Las tablas llanas de un ámbito, tal como se cargaron."""

    def __init__(self) -> None:
        self.apartados = ApartadosEnMemoria()
        self.cargadas: dict[str, tuple[Tabla, list[Fila]]] = {}

    def tablas(self) -> Sequence[Tabla]:
        return [tabla for tabla, filas in self.cargadas.values() if filas]

    def filas(self, tabla: Tabla, /) -> Iterator[Fila]:
        return iter(self.cargadas[tabla.nombre][1])

    def cargar(self, tabla: Tabla, filas: Iterable[Fila], /) -> None:
        self.cargadas[tabla.nombre] = (tabla, list(filas))

    def propias(self) -> Sequence[Tabla]:
        return self.tablas()

    def en_orden(self, tablas: Iterable[Tabla], /) -> Sequence[Tabla]:
        return list(tablas)

    def vaciar(self) -> None:
        self.cargadas.clear()


class BitacoraEnMemoria:
    """La cadena de un ámbito; los hechos se encadenan al confirmar, como en la base."""

    def __init__(self, clave: str) -> None:
        self.clave = clave
        self.cadena: list[Eslabon] = []

    def encadenar(self, hechos: Iterable[Hecho]) -> None:
        for hecho in hechos:
            self.cadena.append(encadenar(hecho, self.cabeza(), self.clave))

    def eslabones(self) -> Iterator[Eslabon]:
        return iter(self.cadena)

    def firmas(self) -> Iterator[Firma]:
        return (eslabon.firma for eslabon in self.cadena)

    def cabeza(self) -> Cabeza | None:
        if not self.cadena:
            return None
        cabeza = Cabeza(self.cadena[-1].numero, self.cadena[-1].resumen)
        cabeza.ambito = self.clave
        return cabeza


class UnidadEnMemoria:
    """Cumple el puerto por forma. No deshace: sirve para probar decisiones, no transacciones.

    `confirmada` dice si el último uso terminó bien; `hechos`, lo confirmado, en orden.
    """

    def __init__(self, ambito: Ambito = TUNARI) -> None:
        self.organizaciones: EnMemoria[Organizacion] = EnMemoria()
        self.asambleas = AsambleasEnMemoria()
        self.demandas: PorGestion[Demanda] = PorGestion()
        self.priorizaciones = PriorizacionesEnMemoria()
        self.techos = TechosEnMemoria()
        self.inversiones: EnMemoria[Inversion] = EnMemoria()
        self.entregas = EntregasEnMemoria()
        self.altas = AltasEnMemoria()
        self.volcado = VolcadoEnMemoria()
        self.bitacora = BitacoraEnMemoria(ambito.clave)
        self.propias: list[DelMunicipio] = []
        self.hechos: list[Hecho] = []
        self.en_plataforma: list[Hecho] = []
        self.confirmada = False
        self._por_anotar: list[Hecho] = []
        self._a_la_plataforma: list[Hecho] = []

    def de_plugin(self, tipo: type[E], /) -> Sequence[E]:
        return [e for e in self.propias if isinstance(e, tipo)]

    def agregar_de_plugin(self, entidades: Sequence[DelMunicipio], /) -> None:
        self.propias += entidades

    def reservar(self) -> None: ...

    def anotar(self, hecho: Hecho, /) -> None:
        self._por_anotar.append(hecho)

    def anotar_en_plataforma(self, hecho: Hecho, /) -> None:
        self._a_la_plataforma.append(hecho)

    def confirmar(self) -> None:
        """Como la de verdad: sin un hecho no se confirma."""
        if not (self._por_anotar or self._a_la_plataforma):
            raise ConfirmarSinHecho
        self.bitacora.encadenar(self._por_anotar)
        self.hechos += self._por_anotar
        self.en_plataforma += self._a_la_plataforma
        self._por_anotar, self._a_la_plataforma = [], []
        self.confirmada = True

    def __enter__(self) -> Self:
        self.confirmada = False
        self._por_anotar, self._a_la_plataforma = [], []
        return self

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        error: BaseException | None,
        traza: TracebackType | None,
        /,
    ) -> None: ...


CUMPLE_EL_PUERTO: type[Unidad] = UnidadEnMemoria
"""Si el puerto cambia y el doble no, mypy lo dice aquí."""


def contexto_de_prueba(
    *ajustes: object,
    ambito: Ambito = TUNARI,
    nombre: str = "Villa Tunari",
    gestion: int = 2027,
    entidades: Sequence[DelMunicipio] = (),
) -> Contexto:
    """Un contexto de reloj fijo con los ajustes de plugin que se le den, cada uno por su tipo.

    `entidades` es lo que el plugin leerá de sus propias tablas.
    """
    return Contexto(
        ambito=ambito,
        nombre=nombre,
        quien="prueba",
        gestion=gestion,
        ajustes={type(a): a for a in ajustes},
        ahora=lambda: MEDIODIA,
        leer=lambda tipo: [e for e in entidades if isinstance(e, tipo)],
    )


def conjunto_de(*modulos: Any, **nombrados: object) -> Conjunto:
    """Los plugins activos: módulos `plugins.x.ganchos` (se llaman `x`) u objetos con nombre."""
    todos = {m.__name__.split(".")[-2]: m for m in modulos} | nombrados
    return Conjunto(todos, [ganchos, ganchos_plataforma])


def organizacion_de_prueba(nombre: str = "Chimoré", **cambios: Any) -> Organizacion:
    """Una comunidad con lo mínimo; `cambios` son campos de `Organizacion`."""
    datos: dict[str, Any] = {"tipo": TipoDeOrganizacion.COMUNIDAD} | cambios
    return Organizacion(id=nuevo_id(), nombre=nombre, clave=plegar(nombre), **datos)


def demanda_de_prueba(numero: int, organizacion: Organizacion, **cambios: Any) -> Demanda:
    """Una demanda de esa organización; `costo` puede ir como `Dinero` o como lo que este lee."""
    titulo = str(cambios.pop("titulo", f"Demanda {numero}"))
    costo = cambios.pop("costo", 1000)
    propios: dict[str, Any] = {"gestion": 2027, "sector": "educacion"}
    return Demanda(
        id=nuevo_id(),
        organizacion_id=organizacion.id,
        numero=numero,
        referencia=str(numero),
        titulo=titulo,
        clave=plegar(titulo),
        costo=costo if isinstance(costo, Dinero) else Dinero.de(costo),
        formulario_id=nuevo_id(),
        **(propios | cambios),
    )


def fila_de_prueba(numero: int = 1, **cambios: Any) -> FilaDeMatriz:
    """Una fila de la matriz para probar un criterio; `cambios` son campos de `FilaDeMatriz`."""
    datos: dict[str, Any] = {
        "demanda_id": nuevo_id(),
        "gestion": 2027,
        "titulo": f"Demanda {numero}",
        "sector": "educacion",
        "costo": Dinero.de(1000),
        "contraparte": CERO,
        "beneficiarios": Personas(10, 10),
        "pedida_por": PedidaPor.AMBOS,
        "competencia": Competencia.MUNICIPAL,
        "prioridad": 1,
        "organizacion_id": nuevo_id(),
        "organizacion": "Chimoré",
        "tipo_de_organizacion": TipoDeOrganizacion.COMUNIDAD,
    }
    return FilaDeMatriz(numero=numero, **(datos | cambios))


def medidas_de(criterio: Criterio, *filas: FilaDeMatriz) -> list[float | None]:
    """Lo que un criterio mide en esas filas, comprobado como en el núcleo; `None`: no se sabe."""
    medidas = medir(criterio, Matriz(filas), "prueba").tolist()
    return [None if math.isnan(medida) else medida for medida in medidas]
