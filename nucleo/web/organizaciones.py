"""Los nombres de las organizaciones por las que habla cada quien."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from nucleo.dominio.ambito import Ambito, EnMunicipio
from nucleo.web.ambito import piezas
from nucleo.web.permisos import ambito_de_la_ruta


def nombres_de_organizaciones(
    cuales: Iterable[UUID | None], ambito: Ambito | None = None
) -> Mapping[UUID, str]:
    """Por identificador, las de un municipio (el de la dirección, si no se dice otro)."""
    buscadas = {c for c in cuales if c}
    donde = ambito or ambito_de_la_ruta()
    if not buscadas or not isinstance(donde, EnMunicipio):
        return {}
    with piezas().unidad_de_lectura(donde) as unidad:
        return {o.id: o.nombre for o in unidad.organizaciones.todas() if o.id in buscadas}
