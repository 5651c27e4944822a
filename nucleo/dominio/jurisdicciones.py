"""A quién le toca qué: sobre qué ámbitos puede dar cargos quien administra otro."""

from collections.abc import Collection, Iterator, Mapping

from nucleo.dominio.ambito import Ambito, EnDepartamento, EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.regiones import Region
from nucleo.dominio.territorio import Territorio


def le_toca(
    desde: Ambito, sobre: Ambito, territorio: Territorio, regiones: Mapping[str, Region]
) -> bool:
    """Si `sobre` es el mismo ámbito, o un municipio o una región suyos; a la plataforma, todos."""
    if desde == sobre or isinstance(desde, EnPlataforma):
        return True
    if not isinstance(desde, EnDepartamento):
        return False
    match sobre:
        case EnMunicipio(cual):
            municipio = territorio.por_id.get(cual)
            return municipio is not None and municipio.departamento == desde.codigo
        case EnRegion(slug):
            return slug in regiones and desde.codigo in regiones[slug].departamentos
        case _:
            return False


def ambitos_de(
    desde: Ambito,
    territorio: Territorio,
    regiones: Mapping[str, Region],
    hospedados: Collection[int],
) -> Iterator[Ambito]:
    """Los que le tocan, el propio primero; de los municipios, solo los hospedados."""
    yield desde
    for d in territorio.departamentos:
        ambito = EnDepartamento(d.codigo)
        if ambito != desde and le_toca(desde, ambito, territorio, regiones):
            yield ambito
    for m in territorio.municipios:
        suyo = EnMunicipio(m.id)
        hospedado = m.id in hospedados and suyo != desde
        if hospedado and le_toca(desde, suyo, territorio, regiones):
            yield suyo
    for slug in regiones:
        region = EnRegion(slug)
        if region != desde and le_toca(desde, region, territorio, regiones):
            yield region
