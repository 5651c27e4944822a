"""Leer lo que hace falta mirar para decir qué falta en un municipio."""

from collections import Counter, defaultdict
from uuid import UUID

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.criterios import Criterio
from nucleo.dominio.demandas import Demanda, Estado
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.dirigencias import Dirigencia
from nucleo.dominio.evaluaciones import Etapa
from nucleo.dominio.organizaciones import que_piden
from nucleo.dominio.pendientes import Panorama, Suyo
from nucleo.servicios.puertos import Ganchos, Unidad
from nucleo.servicios.recogida import recoger


def panorama_de(contexto: Contexto, unidad: Unidad, ganchos: Ganchos) -> Panorama:
    """El de la gestión del contexto, hoy. No escribe."""
    with unidad:
        asambleas = Counter(
            a.organizacion_id for a in unidad.asambleas.de_gestion(contexto.gestion)
        )
        demandas: dict[UUID, list[Demanda]] = defaultdict(list)
        for d in unidad.demandas.de_gestion(contexto.gestion):
            if d.estado is not Estado.RETIRADA:
                demandas[d.organizacion_id].append(d)
        dirigencias: dict[UUID, list[Dirigencia]] = defaultdict(list)
        for dirigencia in unidad.dirigencias.todas():
            dirigencias[dirigencia.organizacion_id].append(dirigencia)
        observadas = frozenset(
            o.demanda_id for o in unidad.demandas.sin_responder(contexto.gestion)
        )
        devueltas = frozenset(
            e.codigo
            for e in unidad.evaluaciones.de_gestion(contexto.gestion)
            if e.etapa is Etapa.NO_VIABLE and e.respondida_en is None
        )
        suyos = [
            Suyo(o, asambleas[o.id], demandas[o.id], dirigencias[o.id], observadas, devueltas)
            for o in que_piden(unidad.organizaciones.todas())
        ]
        proceso = unidad.priorizaciones.proceso(contexto.gestion)
        con_techo = bool(unidad.techos.de_gestion(contexto.gestion))
    return Panorama(
        hoy=dia_en_bolivia(contexto.ahora()),
        proceso=proceso,
        con_techo=con_techo,
        con_criterios=bool(recoger(ganchos, "criterios_de_priorizacion", Criterio, contexto)),
        suyos=suyos,
    )
