"""Demandas iguales de varias organizaciones: cuáles se parecen y qué suma la que las reúne."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from uuid import UUID

from nucleo.dominio.demandas import (
    ClaseDeDemanda,
    Contraparte,
    Demanda,
    Estado,
    PedidaPor,
)
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.identidad import DelMunicipio
from nucleo.dominio.matriz import PRIMERAS
from nucleo.dominio.nombres import plegar
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.personas import NADIE, Personas

UMBRAL = 85.0
"""Desde qué parecido, de 0 a 100, se propone; el mismo distrito acerca en `POR_DISTRITO`."""
POR_DISTRITO = 5.0
Parecido = Callable[[str, Sequence[str]], Sequence[float]]
"""Cuánto se parece un título plegado a cada uno de otros, de 0 a 100."""


class NoSeAgrupa(ErrorDeNegocio):
    """La demanda ya va en otra, es del municipio, o se retiró."""

    campos = ("codigo",)


class FaltaConQuien(ErrorDeNegocio):
    """Una compartida es de dos organizaciones o más."""


class SinLugar(ErrorDeNegocio):
    """La organización ya tiene sus dos lugares en otras compartidas."""

    campos = ("organizacion", "maximo")


class NoEsCompartida(ErrorDeNegocio):
    """Solo se separa la que reúne a otras."""

    campos = ("codigo",)


class VaEnCompartida(ErrorDeNegocio):
    """Para eso hay que separar antes la compartida."""

    campos = ("codigo",)


@dataclass(eq=False)
class Descarte(DelMunicipio):
    """Una propuesta que una persona miró y no quiso: esas demandas no se vuelven a proponer juntas.

    `demandas` son sus identificadores, como texto.
    """

    id: UUID
    gestion: int
    demandas: Sequence[str]
    cuando: datetime
    quien: str


@dataclass(frozen=True, slots=True)
class Suma:
    """Lo que la compartida junta de sus integrantes. El costo solo es el de partida: se revisa."""

    beneficiarios: Personas
    familias: int | None
    contraparte: Contraparte | None
    costo: Dinero
    pedida_por: PedidaPor
    prioridad: int
    simulada: bool


def agrupables(demandas: Iterable[Demanda]) -> list[Demanda]:
    """Las que todavía pueden ir juntas: registradas, de una organización y en ningún grupo."""
    return [
        d
        for d in demandas
        if d.estado is Estado.REGISTRADA
        and d.clase is ClaseDeDemanda.DE_ORGANIZACION
        and d.grupo_id is None
    ]


def propuestas(
    demandas: Iterable[Demanda],
    organizaciones: Mapping[UUID, Organizacion],
    descartes: Iterable[Descarte],
    parecido: Parecido,
) -> list[list[Demanda]]:
    """Grupos de demandas de un mismo sector que se parecen, cada una en uno como mucho.

    Se parte de la registrada antes y se le juntan las que se le parecen a ella, de otras
    organizaciones: un grupo no se alarga por parecidos de parecidos. Lo descartado no vuelve.
    """
    por_sector: dict[str, list[Demanda]] = {}
    for demanda in sorted(agrupables(demandas), key=lambda d: d.numero):
        por_sector.setdefault(demanda.sector, []).append(demanda)
    negados = {
        frozenset(par) for d in descartes for par in combinations(sorted(set(d.demandas)), 2)
    }
    grupos: list[list[Demanda]] = []
    for candidatas in por_sector.values():
        puestas: set[UUID] = set()
        for i, semilla in enumerate(candidatas):
            if semilla.id in puestas:
                continue
            otras = [c for c in candidatas[i + 1 :] if c.id not in puestas]
            grupo = _junto_a(semilla, otras, organizaciones, negados, parecido)
            if len(grupo) > 1:
                puestas |= {d.id for d in grupo}
                grupos.append(grupo)
    return sorted(grupos, key=lambda g: g[0].numero)


def _junto_a(
    semilla: Demanda,
    otras: Sequence[Demanda],
    organizaciones: Mapping[UUID, Organizacion],
    negados: Collection[frozenset[str]],
    parecido: Parecido,
) -> list[Demanda]:
    """La semilla y, de cada otra organización, la que más se le parece sin haberse descartado."""
    mejores: dict[UUID, tuple[float, Demanda]] = {}
    distrito = plegar(organizaciones[semilla.organizacion_id].distrito)
    for otra, cuanto in zip(otras, parecido(semilla.clave, [o.clave for o in otras]), strict=True):
        if otra.organizacion_id == semilla.organizacion_id:
            continue
        suyo = plegar(organizaciones[otra.organizacion_id].distrito)
        cerca = cuanto + (POR_DISTRITO if distrito and distrito == suyo else 0)
        mejor = mejores.get(otra.organizacion_id)
        if cerca >= UMBRAL and (mejor is None or cerca > mejor[0]):
            mejores[otra.organizacion_id] = (cerca, otra)
    grupo = [semilla]
    for _, otra in sorted(mejores.values(), key=lambda par: (-par[0], par[1].numero)):
        if all(frozenset((str(otra.id), str(d.id))) not in negados for d in grupo):
            grupo.append(otra)
    return sorted(grupo, key=lambda d: d.numero)


def exigir_juntables(
    elegidas: Sequence[Demanda],
    todas: Iterable[Demanda],
    organizaciones: Mapping[UUID, Organizacion],
) -> None:
    """Que se puedan reunir: `NoSeAgrupa`, `FaltaConQuien` o `SinLugar`."""
    posibles = {d.id for d in agrupables(elegidas)}
    for demanda in elegidas:
        if demanda.id not in posibles:
            raise NoSeAgrupa(demanda.codigo)
    piden = {d.organizacion_id for d in elegidas}
    if len(piden) < PRIMERAS:
        raise FaltaConQuien
    en_grupo: dict[UUID, set[UUID]] = {}
    for demanda in todas:
        if demanda.viva and demanda.grupo_id:
            en_grupo.setdefault(demanda.organizacion_id, set()).add(demanda.grupo_id)
    for organizacion in piden:
        if len(en_grupo.get(organizacion, ())) >= PRIMERAS:
            raise SinLugar(organizaciones[organizacion].nombre, PRIMERAS)


def sumar(integrantes: Sequence[Demanda]) -> Suma:
    """Lo de todas junto. Quién la pidió: si no coinciden, mujeres y hombres."""
    quienes = {d.pedida_por for d in integrantes} - {PedidaPor.SIN_DATO}
    familias = [d.familias for d in integrantes if d.familias is not None]
    valor = sum((d.valor_de_contraparte for d in integrantes), CERO)
    tipos = dict.fromkeys(d.contraparte.tipo for d in integrantes if d.contraparte)
    tipo = ", ".join(filter(None, tipos))
    return Suma(
        beneficiarios=sum((d.beneficiarios or NADIE for d in integrantes), NADIE),
        familias=sum(familias) if familias else None,
        contraparte=Contraparte(tipo, valor) if tipo or valor != CERO else None,
        costo=sum((d.costo for d in integrantes), CERO),
        pedida_por=_quien(quienes),
        prioridad=min(d.prioridad for d in integrantes),
        simulada=any(d.simulada for d in integrantes),
    )


def _quien(quienes: Collection[PedidaPor]) -> PedidaPor:
    if not quienes:
        return PedidaPor.SIN_DATO
    return next(iter(quienes)) if len(quienes) == 1 else PedidaPor.AMBOS


def integrantes_de(demandas: Iterable[Demanda]) -> dict[UUID, list[Demanda]]:
    """De cada compartida, las vivas que reúne, por su número."""
    juntas: dict[UUID, list[Demanda]] = {}
    for demanda in sorted(demandas, key=lambda d: d.numero):
        if demanda.viva and demanda.grupo_id:
            juntas.setdefault(demanda.grupo_id, []).append(demanda)
    return juntas
