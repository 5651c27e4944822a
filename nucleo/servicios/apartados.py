"""Lo guardado aparte de un plugin que no estaba vuelve a sus tablas cuando se lo instala."""

from collections.abc import Sequence

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.servicios.puertos import Unidad


def reponer(contexto: Contexto, unidad: Unidad, codigo: str) -> Sequence[str]:
    """Repone lo de un municipio y lo anota en la plataforma: sus datos, y su resumen, no cambian.

    Devuelve de qué paquetes repuso; si no había nada que reponer, no escribe.
    """
    with unidad:
        repuestos = unidad.volcado.reponer() if unidad.volcado.ausentes() else []
        if repuestos:
            carga = {"codigo": codigo, "paquetes": list(repuestos)}
            hecho = Hecho("municipio.repuesto", contexto.quien, contexto.ahora(), carga)
            unidad.anotar_en_plataforma(hecho)
            unidad.confirmar()
    return repuestos
