"""Lo que educación aporta al municipio y a la región que la encienden."""

from collections.abc import Iterable, Sequence

from nucleo.api import (
    Bloque,
    Contexto,
    Criterio,
    Cuadro,
    Demanda,
    Grupo,
    Observacion,
    Organizacion,
    Region,
    Renglon,
    Sector,
    TipoDeEvento,
    implementa,
)
from plugins.educacion import reglas
from plugins.educacion.ajustes import Ajustes, Esquema


@implementa
def esquema_de_ajustes() -> type[Esquema]:
    return Esquema


@implementa
def sectores(contexto: Contexto) -> list[Sector]:  # noqa: ARG001 - firma del gancho
    return [reglas.SECTOR]


@implementa
def criterios_de_priorizacion(contexto: Contexto) -> list[Criterio]:
    return [reglas.criterio(contexto.ajustes_de(Ajustes).peso_alcance)]


@implementa
def revisar_demanda(
    contexto: Contexto,  # noqa: ARG001 - firma del gancho
    demanda: Demanda,
    organizacion: Organizacion,
) -> Iterable[Observacion]:
    return reglas.revisar(demanda, organizacion)


@implementa
def bloques_de_edc(
    contexto: Contexto,  # noqa: ARG001 - firma del gancho
    region: Region,
    grupos: Sequence[Grupo],
) -> list[Bloque]:
    return [reglas.cuadro(region, grupos)]


@implementa
def puntos_de_agenda(
    contexto: Contexto,  # noqa: ARG001 - firma del gancho
    evento: TipoDeEvento,
) -> list[Renglon]:
    return reglas.puntos(evento.clave)


@implementa
def informes_de_evento(
    contexto: Contexto,  # noqa: ARG001 - firma del gancho
    evento: TipoDeEvento,
) -> list[Renglon]:
    return reglas.informes(evento)


@implementa
def cuadros_de_informe(
    contexto: Contexto,
    evento: TipoDeEvento,
    informe: Renglon,
) -> list[Cuadro]:
    gestiones = {contexto.gestion, contexto.ciclo.anio_de(evento, contexto.gestion)}
    demandas = [d for d in contexto.todas(Demanda) if d.gestion in gestiones]
    return reglas.cuadros(informe, demandas, contexto.todas(Organizacion))
