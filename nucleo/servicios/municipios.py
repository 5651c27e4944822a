"""Hospedar un municipio."""

import json
from collections.abc import Sequence

from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.municipios import Alta
from nucleo.dominio.territorio import Municipio
from nucleo.servicios.puertos import Unidad

ALTAS = "municipios.alta"


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


def anotar_altas(contexto: Contexto, unidad: Unidad, municipios: Sequence[Municipio]) -> None:
    """Escribe las altas también en la cadena de la plataforma: así borrar una se nota.

    La unidad se abre en el ámbito de la plataforma.
    """
    with unidad:
        carga = {"codigos": [m.codigo for m in municipios]}
        unidad.anotar(Hecho(ALTAS, contexto.quien, contexto.ahora(), carga))
        unidad.confirmar()


def altas_borradas(unidad: Unidad) -> list[str]:
    """Códigos de los municipios que la plataforma anotó y ya no figuran entre los hospedados."""
    with unidad:
        estan = {f"{alta.municipio_id:06d}" for alta in unidad.altas.todas()}
        anotados = {
            codigo
            for eslabon in unidad.bitacora.eslabones()
            if eslabon.que == ALTAS
            for codigo in json.loads(eslabon.carga)["codigos"]
        }
    return sorted(anotados - estan)
