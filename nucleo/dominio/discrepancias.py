"""Comprueba que el catálogo del territorio cuadre con las cifras oficiales y consigo mismo."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from nucleo.dominio.nombres import RESERVADOS
from nucleo.dominio.territorio import Cuentas, Territorio, TipoDeGobierno

ENTERO = 100.0


@dataclass(frozen=True, slots=True)
class Discrepancia:
    """Una cuenta que no cuadra: de qué, dónde, cuánto se esperaba y cuánto hay."""

    que: str
    donde: str
    esperado: object
    hallado: object

    def __str__(self) -> str:
        return f"{self.que} ({self.donde}): se esperaba {self.esperado} y hay {self.hallado}"


NACIONALES: Mapping[str, int] = {
    "departamentos": 9,
    "provincias": 112,
    "territorios indígenas": 1,
    "municipios": 343,
    "gobiernos municipales": 335,
    "autonomías indígenas": 8,
    "circunscripciones uninominales": 63,
    "circunscripciones especiales": 7,
    "asambleístas por territorio": 144,
    "población 2012": 10_059_856,
    "población 2024": 11_365_333,
}
"""INE (censos 2012 y 2024) y TSE (elecciones generales 2025 y subnacionales 2026)."""

SIN_UNINOMINAL = frozenset({"021602", "040903", "071104", "071502", "080901"})
"""Curva, Uru Chipaya, San Antonio de Lomerío, Urubichá y el TIM: solo circunscripción especial."""

POR_REDONDEO = 0.05
FORMAS = (("codigo", 6, "INE"), ("codigo_oep", 6, "OEP"), ("codigo_sigep", 4, "SIGEP"))
AMBITOS = frozenset({"uninominal", "especial", "municipio", "provincia", "departamento"})
ELECCIONES = frozenset({"voto", "designacion", "por_verificar"})


def verificar(territorio: Territorio) -> list[Discrepancia]:
    """Todo lo que en el catálogo no cuadra; vacía si está bien.

    Compara con las cifras nacionales y con las que cada departamento trae de la fuente, y busca
    códigos repetidos, municipios fuera de lugar, padrones que no suman 100 y cargos sin asiento.
    """
    return [
        *_nacionales(territorio),
        *_departamentales(territorio),
        *_codigos(territorio),
        *_pertenencias(territorio),
        *_trazados(territorio),
        *_padrones(territorio),
        *_autoridades(territorio),
    ]


def _distintas(
    donde: str, esperadas: Mapping[str, object], halladas: Mapping[str, object]
) -> Iterator[Discrepancia]:
    for que, esperado in esperadas.items():
        if halladas[que] != esperado:
            yield Discrepancia(que, donde, esperado, halladas[que])


def _nacionales(t: Territorio) -> Iterator[Discrepancia]:
    tipos = Counter(m.tipo for m in t.municipios)
    trazados = Counter(c.tipo for c in t.circunscripciones if c.hasta is None)
    indigenas = sum(p.es_territorio_indigena for p in t.provincias)
    halladas = {
        "departamentos": len(t.departamentos),
        "provincias": len(t.provincias) - indigenas,
        "territorios indígenas": indigenas,
        "municipios": len(t.municipios),
        "gobiernos municipales": tipos[TipoDeGobierno.GAM],
        "autonomías indígenas": tipos[TipoDeGobierno.AIOC],
        "circunscripciones uninominales": trazados["uninominal"],
        "circunscripciones especiales": trazados["especial"],
        "asambleístas por territorio": sum(
            c.cantidad or 0 for c in t.cargos if c.clave == "asambleista_por_territorio"
        ),
        "población 2012": sum(m.poblacion_2012 for m in t.municipios),
        "población 2024": sum(m.poblacion.total for m in t.municipios),
    }
    yield from _distintas("Bolivia", NACIONALES, halladas)


def _departamentales(t: Territorio) -> Iterator[Discrepancia]:
    for d in t.departamentos:
        suyos = [m for m in t.municipios if m.departamento == d.codigo]
        tipos = Counter(m.tipo for m in suyos)
        provincias = [p for p in t.provincias if p.departamento == d.codigo]
        trazados = [c for c in t.circunscripciones if c.departamento == d.codigo and not c.hasta]
        halladas = Cuentas(
            provincias=sum(not p.es_territorio_indigena for p in provincias),
            gobiernos_municipales=tipos[TipoDeGobierno.GAM],
            autonomias_indigenas=tipos[TipoDeGobierno.AIOC],
            uninominales=sum(c.tipo == "uninominal" for c in trazados),
            poblacion_2012=sum(m.poblacion_2012 for m in suyos),
            poblacion_2024=sum(m.poblacion.total for m in suyos),
        )
        if d.cuentas:
            yield from _distintas(d.nombre, asdict(d.cuentas), asdict(halladas))


def _codigos(t: Territorio) -> Iterator[Discrepancia]:
    for campo, largo, sistema in FORMAS:
        codigos = [str(getattr(m, campo)) for m in t.municipios]
        yield from _repetidos(f"código {sistema}", codigos)
        for codigo in codigos:
            if len(codigo) != largo or not codigo.isdigit():
                yield Discrepancia(f"código {sistema}", "municipios", f"{largo} cifras", codigo)
    yield from _repetidos("nombre corto", [m.slug for m in t.municipios])
    yield from _repetidos("código de provincia", [p.codigo for p in t.provincias])
    yield from _repetidos("código de departamento", [d.codigo for d in t.departamentos])
    for m in t.municipios:
        if m.slug in RESERVADOS or not m.slug:
            yield Discrepancia("nombre corto", m.codigo, "uno que el sistema no use", m.slug)
        for nbi in (m.nbi_2012, m.nbi):
            if nbi is not None and not 0 <= nbi <= ENTERO:
                yield Discrepancia("NBI", m.codigo, "un porcentaje de 0 a 100", nbi)


def _repetidos(que: str, valores: Sequence[object]) -> Iterator[Discrepancia]:
    for valor, veces in Counter(valores).items():
        if veces > 1:
            yield Discrepancia(que, str(valor), 1, veces)


def _pertenencias(t: Territorio) -> Iterator[Discrepancia]:
    for p in t.provincias:
        if p.departamento not in t.departamento_de or p.departamento != p.codigo[:2]:
            donde = f"provincia {p.codigo} {p.nombre}"
            yield Discrepancia("departamento", donde, p.codigo[:2], p.departamento)
    for m in t.municipios:
        donde = f"{m.codigo} {m.nombre}"
        if m.provincia not in t.provincia_de or m.provincia != m.codigo[:4]:
            yield Discrepancia("provincia", donde, m.codigo[:4], m.provincia)
        if m.departamento != m.codigo[:2]:
            yield Discrepancia("departamento", donde, m.codigo[:2], m.departamento)


def _trazados(t: Territorio) -> Iterator[Discrepancia]:
    vigentes = [c for c in t.circunscripciones if c.hasta is None]
    yield from _repetidos("circunscripción", [f"{c.tipo} {c.numero}" for c in vigentes])
    for c in t.circunscripciones:
        donde = f"circunscripción {c.tipo} {c.numero}"
        suyos = {m.codigo for m in t.municipios if m.departamento == c.departamento}
        yield from _repetidos(f"municipio en la {donde}", [p.municipio for p in c.partes])
        if not c.partes:
            yield Discrepancia("municipios", donde, "alguno", 0)
        for p in c.partes:
            if p.municipio not in suyos:
                esperado = f"un municipio del departamento {c.departamento}"
                yield Discrepancia("municipio", donde, esperado, p.municipio)
            if not 0 < p.porcentaje <= ENTERO:
                yield Discrepancia(
                    f"porcentaje de {p.municipio}", donde, "más de 0 y hasta 100", p.porcentaje
                )


def _padrones(t: Territorio) -> Iterator[Discrepancia]:
    suma: Counter[str] = Counter()
    con_uninominal: set[str] = set()
    for c in t.circunscripciones:
        if c.hasta is None:
            for p in c.partes:
                suma[p.municipio] += round(p.porcentaje * 100)
            if c.tipo == "uninominal":
                con_uninominal |= {p.municipio for p in c.partes}
    for m in t.municipios:
        donde = f"{m.codigo} {m.nombre}"
        porcentaje = suma[m.codigo] / 100
        if abs(porcentaje - ENTERO) > POR_REDONDEO:
            yield Discrepancia("porcentaje del padrón", donde, ENTERO, porcentaje)
        if (m.codigo in con_uninominal) is (m.codigo in SIN_UNINOMINAL):
            esperado, hallado = ("ninguna", "alguna")[:: 1 if m.codigo in con_uninominal else -1]
            yield Discrepancia("circunscripción uninominal", donde, esperado, hallado)


def _autoridades(t: Territorio) -> Iterator[Discrepancia]:
    claves = [f"{c.clave} {c.departamento} {c.provincia} {c.desde}" for c in t.cargos]
    yield from _repetidos("cargo", claves)
    for c, donde in zip(t.cargos, claves, strict=True):
        if c.departamento not in t.departamento_de:
            yield Discrepancia("departamento", donde, "uno del catálogo", c.departamento)
        if c.provincia and c.provincia not in t.provincia_de:
            yield Discrepancia("provincia", donde, "una del catálogo", c.provincia)
        if c.ambito not in AMBITOS:
            yield Discrepancia("ámbito", donde, ", ".join(sorted(AMBITOS)), c.ambito)
        if c.eleccion not in ELECCIONES:
            yield Discrepancia("elección", donde, ", ".join(sorted(ELECCIONES)), c.eleccion)
        if not c.fuente and not c.nota:
            yield Discrepancia("fuente", donde, "una fuente o una nota", "ninguna")
        if c.ambito in {"uninominal", "especial"}:
            suyas = [x.tipo for x in t.circunscripciones if x.departamento == c.departamento]
            if suyas.count(c.ambito) != c.cantidad:
                yield Discrepancia("cantidad", donde, suyas.count(c.ambito), c.cantidad)
