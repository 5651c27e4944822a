"""Hospedar un municipio."""

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.municipios import Alta
from nucleo.dominio.territorio import Municipio
from nucleo.servicios.puertos import Unidad


def dar_de_alta(contexto: Contexto, unidad: Unidad, municipio: Municipio) -> bool:
    """Hospeda el municipio y abre su bitácora con ese hecho; si ya estaba, no hace nada.

    La unidad se abre en el ámbito del municipio. Devuelve si hubo alta.
    """
    with unidad:
        if any(alta.municipio_id == municipio.id for alta in unidad.altas.todas()):
            return False
        cuando = contexto.ahora()
        unidad.altas.agregar(Alta(municipio.id, cuando, contexto.quien))
        carga = {"municipio": municipio.codigo, "nombre": municipio.nombre}
        unidad.anotar(Hecho("municipio.alta", contexto.quien, cuando, carga))
        unidad.confirmar()
    return True
