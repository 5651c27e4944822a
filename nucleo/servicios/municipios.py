"""Hospedar un municipio, suspenderlo y reactivarlo."""

import json
from collections.abc import Iterable

from nucleo.dominio.bitacora import Eslabon, Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import MunicipioSinAlta
from nucleo.dominio.municipios import Alta
from nucleo.dominio.territorio import Municipio
from nucleo.servicios.avances import AUTORIZADO, renovar
from nucleo.servicios.exportaciones import BORRADO, RESTAURADO
from nucleo.servicios.piezas import Adjuntos
from nucleo.servicios.puertos import Unidad

ALTAS = "municipios.alta"
SUSPENDIDO, REACTIVADO = "municipio.suspendido", "municipio.reactivado"


def dar_de_alta(
    contexto: Contexto,
    unidad: Unidad,
    municipio: Municipio,
    adjuntos: Adjuntos | None = None,
    *,
    constancia_de_avance: str = "",
) -> bool:
    """Hospeda el municipio y abre su bitácora con ese hecho; si ya estaba, no hace nada.

    Queda también en la cadena de la plataforma: así borrar el alta por fuera se nota. La unidad se
    abre en el ámbito del municipio. Los `adjuntos` que haya son restos de un borrado que se cortó:
    nadie los hereda. Con `constancia_de_avance`, el documento que lo dice, el municipio autoriza
    desde ya contar su avance al departamento, y la primera copia, en cero, es de la gestión del
    contexto. Devuelve si hubo alta.
    """
    with unidad:
        unidad.reservar()
        if unidad.altas.de(municipio.id):
            return False
        if adjuntos:
            adjuntos.vaciar()
        cuando = contexto.ahora()
        alta = Alta(municipio.id, cuando, contexto.quien)
        unidad.altas.agregar(alta)
        carga = {"municipio": municipio.codigo, "nombre": municipio.nombre}
        unidad.anotar(Hecho("municipio.alta", contexto.quien, cuando, carga))
        if constancia_de_avance:
            alta.avance_desde, alta.avance_constancia = cuando, constancia_de_avance
            autorizado = {"region": contexto.departamental, "constancia": constancia_de_avance}
            unidad.anotar(Hecho(AUTORIZADO, contexto.quien, cuando, autorizado))
            renovar(contexto, unidad, AUTORIZADO)
        en_plataforma = {"codigos": [municipio.codigo]}
        unidad.anotar_en_plataforma(Hecho(ALTAS, contexto.quien, cuando, en_plataforma))
        unidad.confirmar()
    return True


def suspender(contexto: Contexto, unidad: Unidad, municipio: Municipio, motivo: str) -> bool:
    """Sus datos quedan como están: nadie los muestra ni los cambia hasta reactivarlo.

    La unidad se abre en el ámbito de la plataforma. Devuelve si cambió algo.
    """
    with unidad:
        alta = exigir_alta(unidad, municipio)
        if alta.suspendida_en:
            return False
        alta.suspendida_en, alta.motivo = contexto.ahora(), motivo
        carga = {"codigo": municipio.codigo, "motivo": motivo}
        unidad.anotar(Hecho(SUSPENDIDO, contexto.quien, alta.suspendida_en, carga))
        unidad.confirmar()
    return True


def reactivar(contexto: Contexto, unidad: Unidad, municipio: Municipio) -> bool:
    """Lo contrario de `suspender`, también desde la plataforma. Devuelve si cambió algo."""
    with unidad:
        alta = exigir_alta(unidad, municipio)
        if not alta.suspendida_en:
            return False
        alta.suspendida_en, alta.motivo = None, ""
        carga = {"codigo": municipio.codigo}
        unidad.anotar(Hecho(REACTIVADO, contexto.quien, contexto.ahora(), carga))
        unidad.confirmar()
    return True


def exigir_alta(unidad: Unidad, municipio: Municipio) -> Alta:
    alta = unidad.altas.de(municipio.id)
    if alta is None:
        raise MunicipioSinAlta(municipio.slug)
    return alta


def altas_borradas(unidad: Unidad) -> list[str]:
    """Códigos de los municipios que la plataforma hospeda según su cadena y ya no figuran."""
    with unidad:
        estan = {f"{codigo:06d}" for codigo in unidad.altas.codigos()}
        anotados = hospedados_segun(unidad.bitacora.eslabones())
    return sorted(anotados - estan)


def hospedados_segun(eslabones: Iterable[Eslabon]) -> set[str]:
    """Los códigos que quedan de alta tras cada alta, restauración y borrado de la cadena."""
    codigos: set[str] = set()
    for eslabon in eslabones:
        if eslabon.que == ALTAS:
            codigos.update(json.loads(eslabon.carga)["codigos"])
        elif eslabon.que == RESTAURADO:
            codigos.add(json.loads(eslabon.carga)["codigo"])
        elif eslabon.que == BORRADO:
            codigos.discard(json.loads(eslabon.carga)["codigo"])
    return codigos
