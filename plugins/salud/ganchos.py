"""Lo que salud aporta al municipio y a la región que la encienden, y a la plataforma."""

from collections.abc import Iterable, Sequence

from click import Command
from flask import Blueprint

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
from plugins.salud import reglas
from plugins.salud.accesos import Acceso
from plugins.salud.ajustes import Ajustes, Esquema
from plugins.salud.cli import salud
from plugins.salud.vistas import plano


@implementa
def esquema_de_ajustes() -> type[Esquema]:
    return Esquema


@implementa
def tablas() -> None:
    import plugins.salud.modelos  # noqa: F401, PLC0415 - importar es mapear, y toca hacerlo aquí


@implementa
def vistas() -> Blueprint:
    return plano


@implementa
def comandos() -> Command:
    return salud


@implementa
def sectores(contexto: Contexto) -> list[Sector]:  # noqa: ARG001 - firma del gancho
    return [reglas.SECTOR]


@implementa
def criterios_de_priorizacion(contexto: Contexto) -> list[Criterio]:
    return reglas.criterios(contexto.ajustes_de(Ajustes), contexto.todas(Acceso))


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
    evento: TipoDeEvento,  # noqa: ARG001 - firma del gancho
    informe: Renglon,
) -> list[Cuadro]:
    return reglas.cuadros(informe, contexto.todas(Acceso), contexto.todas(Organizacion))
