"""Los códigos del municipio que una línea del POA puede nombrar: sus unidades y objetivos."""

from collections.abc import Collection, Mapping

from nucleo.dominio.contexto import Contexto
from nucleo.servicios.estructura import unidades_vigentes
from nucleo.servicios.planes import objetivos_vigentes
from nucleo.servicios.puertos import Unidad


def codigos_vigentes(contexto: Contexto, unidad: Unidad) -> Mapping[str, Collection[str]]:
    """Dato de la línea → códigos que rigen en la gestión; con la unidad de trabajo abierta."""
    return {
        "unidad": unidades_vigentes(unidad, contexto.gestion).keys(),
        "objetivo": objetivos_vigentes(unidad, contexto.gestion).keys(),
    }
