"""El territorio de Bolivia: departamentos, provincias y municipios con sus códigos y su gente."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property

from nucleo.dominio.errores import NoExiste
from nucleo.dominio.nombres import nombre_corto, plegar
from nucleo.dominio.personas import Personas


class TipoDeGobierno(StrEnum):
    """Gobierno Autónomo Municipal o Autonomía Indígena Originario Campesina."""

    GAM = "GAM"
    AIOC = "AIOC"


@dataclass(frozen=True, slots=True)
class Cuentas:
    """Lo que las fuentes oficiales dicen que un departamento tiene: contra esto se verifica."""

    provincias: int
    gobiernos_municipales: int
    autonomias_indigenas: int
    uninominales: int
    poblacion_2012: int
    poblacion_2024: int


@dataclass(frozen=True, slots=True)
class Departamento:
    """`codigo` INE de dos dígitos; `slug` nombra su carpeta y su dirección web."""

    codigo: str
    iso: str
    nombre: str
    slug: str
    cuentas: Cuentas | None = None


@dataclass(frozen=True, slots=True)
class Provincia:
    """`codigo` INE de cuatro dígitos: los dos primeros son el departamento.

    El Territorio Indígena Multiétnico figura en el INE como novena «provincia» de Beni sin serlo:
    `es_territorio_indigena` lo aparta de las 112.
    """

    codigo: str
    nombre: str
    departamento: str
    es_territorio_indigena: bool = False


@dataclass(frozen=True, slots=True)
class Municipio:
    """Un municipio del catálogo, con sus tres códigos y su `slug` único en el país.

    `nbi` es el porcentaje de población con necesidades básicas insatisfechas (censo 2024 salvo
    que se diga otro año); `None` si no se publicó.
    """

    codigo: str
    codigo_oep: str
    codigo_sigep: str
    nombre: str
    slug: str
    tipo: TipoDeGobierno
    provincia: str
    departamento: str
    poblacion_2012: int
    poblacion: Personas
    nbi_2012: float | None = None
    nbi: float | None = None

    @property
    def id(self) -> int:
        return int(self.codigo)


@dataclass(frozen=True, slots=True)
class Parte:
    """Qué porcentaje del padrón de un municipio vota en una circunscripción (0 a 100).

    Se mide sobre todo el padrón del municipio: quien vota en una especial no vota en una
    uninominal, así que ambas, juntas, suman 100.
    """

    municipio: str
    porcentaje: float


@dataclass(frozen=True, slots=True)
class Circunscripcion:
    """Uninominal o especial, con sus municipios y desde cuándo rige ese trazado."""

    tipo: str
    numero: int
    departamento: str
    partes: tuple[Parte, ...]
    desde: int
    hasta: int | None = None


@dataclass(frozen=True, slots=True)
class Cargo:
    """Una autoridad regional o departamental y en qué departamento existe.

    `ambito` es `uninominal`, `especial`, `municipio`, `provincia` o `departamento`: la unidad en
    que se elige. Con `provincia` (código), existe solo en esa. `cantidad` es la del departamento.
    `nivel` (`nacional`, `departamental`) dice qué competencias puede atender. `eleccion` es
    `voto`, `designacion` o `por_verificar`; `nota` dice lo que la fuente no aclara.
    """

    clave: str
    nombre: str
    nivel: str
    ambito: str
    departamento: str
    eleccion: str
    desde: int
    hasta: int | None = None
    cantidad: int | None = None
    nota: str = ""
    fuente: str = ""
    provincia: str = ""


@dataclass(frozen=True)
class Territorio:
    """El catálogo entero, con sus índices. Se construye una vez y no cambia."""

    departamentos: Sequence[Departamento]
    provincias: Sequence[Provincia]
    municipios: Sequence[Municipio]
    circunscripciones: Sequence[Circunscripcion]
    cargos: Sequence[Cargo]

    @cached_property
    def por_id(self) -> Mapping[int, Municipio]:
        return {m.id: m for m in self.municipios}

    @cached_property
    def por_slug(self) -> Mapping[str, Municipio]:
        return {m.slug: m for m in self.municipios}

    @cached_property
    def departamento_de(self) -> Mapping[str, Departamento]:
        return {d.codigo: d for d in self.departamentos}

    @cached_property
    def provincia_de(self) -> Mapping[str, Provincia]:
        return {p.codigo: p for p in self.provincias}

    @cached_property
    def cargos_en(self) -> Mapping[tuple[str, str], Sequence[Cargo]]:
        """Los cargos por departamento y ámbito, de cualquier vigencia."""
        cargos: dict[tuple[str, str], list[Cargo]] = defaultdict(list)
        for c in self.cargos:
            cargos[c.departamento, c.ambito].append(c)
        return cargos

    def municipio(self, cual: str) -> Municipio:
        """Por código INE (`031003`, `31003`) o por nombre corto (`villa-tunari`)."""
        hallado = (
            self.por_id.get(int(cual))
            if cual.isascii() and cual.isdigit()
            else self.por_slug.get(nombre_corto(cual))
        )
        if hallado is None:
            raise NoExiste("municipio", cual, self._parecidos(cual))
        return hallado

    def departamento(self, cual: str) -> Departamento:
        """Por código de dos dígitos, nombre o nombre corto."""
        for d in self.departamentos:
            if cual == d.codigo or nombre_corto(cual) == d.slug:
                return d
        raise NoExiste("departamento", cual, [d.slug for d in self.departamentos])

    def _parecidos(self, cual: str) -> list[str]:
        """Hasta cinco nombres cortos: los que contienen lo escrito y, si no, los que se parecen."""
        if cual.isascii() and cual.isdigit():
            codigos = [m.codigo for m in self.municipios]
            return get_close_matches(cual.zfill(6), codigos, 3)
        buscado = nombre_corto(cual)
        if not buscado:
            return []
        contienen = sorted(s for s in self.por_slug if f"-{buscado}-" in f"-{s}-")
        return contienen[:5] or get_close_matches(buscado, self.por_slug, 3)


def slugs(nombres: Iterable[tuple[str, str]], reservados: frozenset[str]) -> list[str]:
    """Nombres cortos únicos: el que se repite en el país, o choca con el sistema, lleva apellido.

    Recibe pares (nombre, departamento) y devuelve un nombre corto por par, en el mismo orden.
    """
    pares = [(nombre_corto(n), nombre_corto(d)) for n, d in nombres]
    veces = Counter(corto for corto, _ in pares)
    return [
        f"{corto}-{depto}" if veces[corto] > 1 or corto in reservados else corto
        for corto, depto in pares
    ]


def mismo_nombre(uno: str, otro: str) -> bool:
    return plegar(uno) == plegar(otro)
