"""Las regiones del EDC: derivadas del territorio (circunscripción, provincia…) o definidas."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.territorio import (
    Cargo,
    Circunscripcion,
    Municipio,
    Territorio,
    TipoDeGobierno,
    slugs,
)

ENTERO = 100.0


class TipoDeRegion(StrEnum):
    """De dónde sale la región; todas menos la mancomunidad se derivan del catálogo."""

    UNINOMINAL = "uninominal"
    ESPECIAL = "especial"
    PROVINCIA = "provincia"
    DEPARTAMENTO = "departamento"
    MANCOMUNIDAD = "mancomunidad"


TITULO_DE = {
    TipoDeRegion.UNINOMINAL: N_("Circunscripción uninominal %(numero)s (%(departamento)s)"),
    TipoDeRegion.ESPECIAL: N_("Circunscripción especial indígena %(numero)s (%(departamento)s)"),
    TipoDeRegion.PROVINCIA: N_("Provincia %(nombre)s (%(departamento)s)"),
    TipoDeRegion.DEPARTAMENTO: N_("Departamento de %(nombre)s"),
}
TERRITORIO_INDIGENA = N_("%(nombre)s (%(departamento)s)")


@dataclass(frozen=True, slots=True)
class CargoDeRegion:
    """Un cargo vigente en la región, dónde se ejerce y los municipios (id) a los que responde."""

    cargo: Cargo
    lugar: Mensaje
    municipios: frozenset[int]

    @property
    def nombre(self) -> str:
        """«Diputado uninominal, circunscripción 24»: en castellano, para direcciones y archivos."""
        return f"{self.cargo.nombre}, {self.lugar}"


@dataclass(frozen=True, slots=True)
class Region:
    """Un conjunto de municipios que se sienta a la misma mesa.

    `municipios` va de id a porcentaje del padrón que cae en la región (100 si cae entero).
    `departamentos` son códigos; el primero es donde se configura. `nombres` va de id a nombre.
    `titulo` es el nombre por traducir; el de una mancomunidad es propio y no se traduce.
    """

    slug: str
    tipo: TipoDeRegion
    nombre: str
    departamentos: tuple[str, ...]
    municipios: Mapping[int, float]
    cargos: Sequence[CargoDeRegion] = ()
    nombres: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    titulo: Mensaje | None = None


def derivar(territorio: Territorio, anio: int) -> dict[str, Region]:
    """Las regiones que salen solas del catálogo, por nombre corto, con lo vigente en `anio`.

    Uninominales y especiales por número; provincias y departamentos por código.
    """
    vigentes = circunscripciones(territorio, anio)
    regiones = [
        *(_de_circunscripcion(territorio, anio, c) for c in vigentes),
        *_provincias(territorio, anio, vigentes),
        *_departamentos(territorio, anio, vigentes),
    ]
    return {r.slug: _con_nombres(territorio, r) for r in regiones}


def definir(
    territorio: Territorio, anio: int, slug: str, nombre: str, municipios: Sequence[Municipio]
) -> Region:
    """Una mancomunidad: municipios que se juntaron por su voluntad, con los cargos que les tocan.

    Se configura en el departamento del primero.
    """
    departamentos = tuple(dict.fromkeys(m.departamento for m in municipios))
    partes = {m.id: ENTERO for m in municipios}
    cargos = _cargos(territorio, anio, partes, circunscripciones(territorio, anio))
    region = Region(slug, TipoDeRegion.MANCOMUNIDAD, nombre, departamentos, partes, cargos)
    return _con_nombres(territorio, region)


def _con_nombres(territorio: Territorio, region: Region) -> Region:
    return replace(region, nombres={i: territorio.por_id[i].nombre for i in region.municipios})


def circunscripciones(territorio: Territorio, anio: int) -> list[Circunscripcion]:
    """Las vigentes en un año: primero las uninominales, cada tipo por número."""
    vigentes = [c for c in territorio.circunscripciones if _vigente(c, anio)]
    return sorted(vigentes, key=lambda c: (c.tipo != TipoDeRegion.UNINOMINAL, c.numero))


def _vigente(algo: Cargo | Circunscripcion, anio: int) -> bool:
    return algo.desde <= anio and (algo.hasta is None or anio <= algo.hasta)


def _de_circunscripcion(territorio: Territorio, anio: int, c: Circunscripcion) -> Region:
    departamento = territorio.departamento_de[c.departamento]
    tipo = TipoDeRegion(c.tipo)
    especial = tipo is TipoDeRegion.ESPECIAL
    titulo = Mensaje(TITULO_DE[tipo], {"numero": c.numero, "departamento": departamento.nombre})
    partes = {int(p.municipio): p.porcentaje for p in c.partes}
    return Region(
        slug=f"especial-{departamento.slug}" if especial else f"uninominal-{c.numero}",
        tipo=tipo,
        nombre=str(titulo),
        titulo=titulo,
        departamentos=(c.departamento,),
        municipios=partes,
        cargos=_cargos(territorio, anio, partes, [c]),
    )


def _provincias(
    territorio: Territorio, anio: int, vigentes: Sequence[Circunscripcion]
) -> Iterator[Region]:
    de = territorio.departamento_de
    cortos = slugs(
        [(p.nombre, de[p.departamento].nombre) for p in territorio.provincias], frozenset()
    )
    for p, corto in zip(territorio.provincias, cortos, strict=True):
        partes = _enteros(m for m in territorio.municipios if m.provincia == p.codigo)
        clase = (
            TERRITORIO_INDIGENA if p.es_territorio_indigena else TITULO_DE[TipoDeRegion.PROVINCIA]
        )
        titulo = Mensaje(clase, {"nombre": p.nombre, "departamento": de[p.departamento].nombre})
        yield Region(
            slug=f"provincia-{corto}",
            tipo=TipoDeRegion.PROVINCIA,
            nombre=str(titulo),
            titulo=titulo,
            departamentos=(p.departamento,),
            municipios=partes,
            cargos=_cargos(territorio, anio, partes, vigentes),
        )


def _departamentos(
    territorio: Territorio, anio: int, vigentes: Sequence[Circunscripcion]
) -> Iterator[Region]:
    for d in territorio.departamentos:
        partes = _enteros(m for m in territorio.municipios if m.departamento == d.codigo)
        titulo = Mensaje(TITULO_DE[TipoDeRegion.DEPARTAMENTO], {"nombre": d.nombre})
        yield Region(
            slug=f"departamento-{d.slug}",
            tipo=TipoDeRegion.DEPARTAMENTO,
            nombre=str(titulo),
            titulo=titulo,
            departamentos=(d.codigo,),
            municipios=partes,
            cargos=_cargos(territorio, anio, partes, vigentes),
        )


def _enteros(municipios: Iterable[Municipio]) -> dict[int, float]:
    return {m.id: ENTERO for m in municipios}


class _Plaza(NamedTuple):
    """Dónde se ejerce un cargo, cómo se nombra ese lugar y qué municipios de la región abarca."""

    departamento: str
    ambito: str
    lugar: Mensaje
    municipios: frozenset[int]
    provincia: str = ""


def _cargos(
    territorio: Territorio, anio: int, partes: Iterable[int], vigentes: Sequence[Circunscripcion]
) -> tuple[CargoDeRegion, ...]:
    """Los cargos a los que esos municipios acuden, cada uno con los que le tocan."""
    municipios = [territorio.por_id[i] for i in partes]
    plazas = [
        *_plazas_de_circunscripcion(vigentes, frozenset(partes)),
        *_plazas_de_provincia(territorio, municipios),
        *_plazas_de_departamento(territorio, municipios),
        *_plazas_de_municipio(municipios),
    ]
    return tuple(
        CargoDeRegion(cargo, plaza.lugar, plaza.municipios)
        for plaza in plazas
        for cargo in territorio.cargos_en.get((plaza.departamento, plaza.ambito), ())
        if cargo.provincia in {"", plaza.provincia} and _vigente(cargo, anio)
    )


def _plazas_de_circunscripcion(
    vigentes: Sequence[Circunscripcion], presentes: frozenset[int]
) -> Iterator[_Plaza]:
    for c in vigentes:
        if suyos := presentes & {int(p.municipio) for p in c.partes}:
            lugar = Mensaje(N_("circunscripción %(numero)s"), {"numero": c.numero})
            yield _Plaza(c.departamento, c.tipo, lugar, suyos)


def _plazas_de_provincia(
    territorio: Territorio, municipios: Sequence[Municipio]
) -> Iterator[_Plaza]:
    presentes = dict.fromkeys(territorio.provincia_de[m.provincia] for m in municipios)
    for p in presentes:
        if not p.es_territorio_indigena:
            suyos = frozenset(m.id for m in municipios if m.provincia == p.codigo)
            lugar = Mensaje(N_("provincia %(nombre)s"), {"nombre": p.nombre})
            yield _Plaza(p.departamento, "provincia", lugar, suyos, p.codigo)


def _plazas_de_departamento(
    territorio: Territorio, municipios: Sequence[Municipio]
) -> Iterator[_Plaza]:
    for codigo in dict.fromkeys(m.departamento for m in municipios):
        suyos = frozenset(m.id for m in municipios if m.departamento == codigo)
        nombre = territorio.departamento_de[codigo].nombre
        lugar = Mensaje(N_("departamento de %(nombre)s"), {"nombre": nombre})
        yield _Plaza(codigo, "departamento", lugar, suyos)


def _plazas_de_municipio(municipios: Sequence[Municipio]) -> Iterator[_Plaza]:
    for m in municipios:
        if m.tipo is TipoDeGobierno.GAM:
            lugar = Mensaje(N_("municipio %(nombre)s"), {"nombre": m.nombre})
            yield _Plaza(m.departamento, "municipio", lugar, frozenset({m.id}))
