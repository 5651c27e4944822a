"""El consolidado del EDC: lo entregado por los municipios, sumado para quien puede atenderlo."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from nucleo.dominio.demandas import Competencia
from nucleo.dominio.dinero import CERO, Dinero, miles
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.personas import NADIE, Personas
from nucleo.dominio.regiones import Region

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Grupo:
    """Las entregas vigentes de un municipio, un sector y una competencia, ya contadas.

    `en_poa` dice cuántas tienen lugar en el POA de su municipio y `simuladas`, cuántas llevan
    algún dato que no es real.
    """

    origen_id: int
    sector: str
    competencia: Competencia
    demandas: int
    costo: Dinero
    personas: Personas
    en_poa: int = 0
    simuladas: int = 0


@dataclass(frozen=True, slots=True)
class Suma:
    """Cuántas demandas, cuánto cuestan y a cuántas mujeres y hombres benefician."""

    demandas: int = 0
    costo: Dinero = CERO
    personas: Personas = NADIE
    en_poa: int = 0
    simuladas: int = 0


@dataclass(frozen=True, slots=True)
class Destinatario:
    """Una autoridad de la región y qué demandas le tocan: por competencia y por municipio.

    `municipios` vacío quiere decir todos los de la región. Con `lugar`, la pantalla dice el cargo
    y el lugar en la lengua de quien lee; sin él, `nombre`. `plugin` lo escribe el núcleo.
    """

    clave: str
    nombre: str
    cargo: str
    competencias: frozenset[Competencia]
    municipios: frozenset[int] = frozenset()
    nota: Mensaje | None = None
    lugar: Mensaje | None = None
    plugin: str = ""

    def recibe(self, grupo: Grupo) -> bool:
        suyo = not self.municipios or grupo.origen_id in self.municipios
        return suyo and grupo.competencia in self.competencias


@dataclass(frozen=True, slots=True)
class Bloque:
    """Un cuadro que un plugin lleva a la agenda del EDC: título, explicación y una tabla.

    Las celdas son texto ya legible; la primera columna encabeza la fila.
    """

    clave: str
    titulo: str
    explicacion: Mensaje
    encabezados: tuple[str, ...]
    filas: tuple[tuple[str, ...], ...]
    plugin: str = ""


@dataclass(frozen=True, slots=True)
class Consolidado:
    """La mesa del EDC. Una demanda concurrente cuenta en cada destinatario que puede atenderla."""

    region: str
    gestion: int
    total: Suma
    municipios: Mapping[int, Suma]
    sectores: Mapping[str, Suma]
    destinatarios: Sequence[tuple[Destinatario, Suma]]
    bloques: Sequence[Bloque]


def sumar_por(grupos: Iterable[Grupo], clave: Callable[[Grupo], K]) -> dict[K, Suma]:
    """Suma los grupos que comparten clave."""
    juntos: dict[K, list[Grupo]] = defaultdict(list)
    for g in grupos:
        juntos[clave(g)].append(g)
    return {k: sumar(suyos) for k, suyos in juntos.items()}


def sumar(grupos: Iterable[Grupo]) -> Suma:
    """Acumula en enteros y arma los valores al final: una mesa reúne miles de grupos."""
    demandas = centavos = mujeres = hombres = en_poa = simuladas = 0
    for g in grupos:
        demandas += g.demandas
        centavos += g.costo.centavos
        mujeres += g.personas.mujeres
        hombres += g.personas.hombres
        en_poa += g.en_poa
        simuladas += g.simuladas
    return Suma(demandas, Dinero(centavos), Personas(mujeres, hombres), en_poa, simuladas)


def sin_sector(grupos: Iterable[Grupo]) -> list[Grupo]:
    """Los mismos, juntos los de igual municipio y competencia: lo que mira un destinatario."""
    sumas = sumar_por(grupos, lambda g: (g.origen_id, g.competencia))
    return [
        Grupo(origen, "", competencia, s.demandas, s.costo, s.personas, s.en_poa, s.simuladas)
        for (origen, competencia), s in sumas.items()
    ]


Cruce = tuple[Destinatario, Suma, Sequence[tuple[int, Suma]]]
"""Una autoridad, todo lo que se le lleva y lo que le lleva cada municipio."""


def cruzar(destinatarios: Iterable[Destinatario], grupos: Sequence[Grupo]) -> list[Cruce]:
    """Lo que cada municipio lleva a cada autoridad; el que no le lleva nada no sale."""
    hechos: list[Cruce] = []
    for d in destinatarios:
        suyos = [g for g in grupos if d.recibe(g)]
        por_municipio = sumar_por(suyos, lambda g: g.origen_id)
        hechos.append((d, sumar(suyos), sorted(por_municipio.items())))
    return hechos


DE_UN_SECTOR = (N_("Municipio"), N_("Demandas"), N_("Costo"), N_("Mujeres"), N_("Hombres"))


def cuadro_de_sector(
    sector: str, titulo: str, explicacion: Mensaje, region: Region, grupos: Iterable[Grupo]
) -> Bloque:
    """Un renglón por municipio de la región, también el que no llevó nada, y el total."""
    suyos = [g for g in grupos if g.sector == sector]
    sumas = sumar_por(suyos, lambda g: g.origen_id)
    renglones = [
        _renglon(region.nombres.get(m, f"{m:06d}"), sumas.get(m, Suma()))
        for m in sorted({*region.municipios, *sumas})
    ]
    total = _renglon(N_("Total"), sumar(suyos))
    return Bloque(sector, titulo, explicacion, DE_UN_SECTOR, (*renglones, total))


def _renglon(nombre: str, suma: Suma) -> tuple[str, ...]:
    mujeres, hombres = miles(suma.personas.mujeres), miles(suma.personas.hombres)
    return nombre, miles(suma.demandas), suma.costo.legible(), mujeres, hombres
