"""Qué marca lleva lo de cada ámbito: con ella se filtra lo leído y se sella lo escrito."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy.orm import with_loader_criteria
from sqlalchemy.orm.interfaces import ORMOption

from nucleo.dominio.ambito import Ambito, EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.identidad import DelAmbito, DelMunicipio, DeTodos, EntregadoARegion
from nucleo.persistencia.inspeccion import FugaDeTenencia
from nucleo.persistencia.registro import Tenencia


class Sello(NamedTuple):
    """La columna que dice de quién es la fila, y el valor que le toca en este ámbito."""

    columna: str
    valor: int | str


def sello_de(tipo: type, ambito: Ambito | None) -> Sello | None:
    """El sello con que nace una fila de ese tipo; `None` si ese ámbito no la sella.

    La plataforma escribe cualquier alta; un municipio, solo la suya.

    Quien no puede escribir ese tipo recibe `FugaDeTenencia`.
    """
    match ambito:
        case None:
            raise FugaDeTenencia(ambito, tipo.__name__)
        case _ if issubclass(tipo, DelAmbito):
            return Sello("ambito", ambito.clave)
        case EnMunicipio(municipio) if issubclass(tipo, DelMunicipio | DeTodos):
            return Sello("municipio_id", municipio)
        case EnMunicipio(municipio) if issubclass(tipo, EntregadoARegion):
            return Sello("origen_id", municipio)
        case EnPlataforma() if issubclass(tipo, DeTodos):
            return None
        case _ if issubclass(tipo, DelMunicipio | DeTodos | EntregadoARegion):
            raise FugaDeTenencia(ambito, tipo.__name__)
    return None


@lru_cache(maxsize=1024)
def filtros_de(ambito: Ambito) -> Mapping[Tenencia, ORMOption | None]:
    """A qué tenencias llega quien mira desde este ámbito, y con qué filtro llega a cada una.

    Los filtros no cambian: se arman una vez por ámbito y los comparten las sesiones.
    """
    clave = ambito.clave
    propio = with_loader_criteria(
        DelAmbito, lambda clase: clase.ambito == clave, include_aliases=True
    )
    alcance: dict[Tenencia, ORMOption | None] = {Tenencia.LIBRE: None, Tenencia.DEL_AMBITO: propio}
    match ambito:
        case EnMunicipio(municipio):
            alcance[Tenencia.MUNICIPAL] = del_municipio(municipio)
            alcance[Tenencia.ENTREGADA] = del_origen(municipio)
        case EnRegion(slug):
            alcance[Tenencia.ENTREGADA] = de_la_region(slug)
    return alcance


def del_municipio(municipio: int) -> ORMOption:
    return with_loader_criteria(
        DelMunicipio, lambda clase: clase.municipio_id == municipio, include_aliases=True
    )


def del_origen(municipio: int) -> ORMOption:
    return with_loader_criteria(
        EntregadoARegion, lambda clase: clase.origen_id == municipio, include_aliases=True
    )


def de_la_region(slug: str) -> ORMOption:
    return with_loader_criteria(
        EntregadoARegion, lambda clase: clase.region == slug, include_aliases=True
    )
