"""Respaldar la instalación entera: anotarlo, comprobarlo y ver que haya dónde restaurarlo."""

import json
from collections.abc import Callable

from nucleo.dominio.ambito import Ambito, EnPlataforma, EnRegion, ambito_de
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import InstalacionOcupada, RespaldoIncompleto, ResumenDistinto
from nucleo.servicios import exportaciones
from nucleo.servicios.exportaciones import AMBITO_RESTAURADO, resumir
from nucleo.servicios.municipios import altas_borradas
from nucleo.servicios.piezas import Desechable
from nucleo.servicios.puertos import Respaldo, Unidad

CREADO = "respaldo.creado"
Avance = Callable[[int, int], None]
Unidades = Callable[[Ambito], Unidad]


def anotar_respaldo(contexto: Contexto, unidad: Unidad, respaldo: Respaldo) -> None:
    """Deja dicho que existe una copia de todo. La unidad se abre en la plataforma."""
    carga = {
        "ambitos": len(respaldo.ambitos),
        "regiones": [a.slug for a in respaldo.ambitos if isinstance(a, EnRegion)],
        "archivo": respaldo.archivo,
        "sha256": respaldo.sha256,
    }
    with unidad:
        unidad.anotar(Hecho(CREADO, contexto.quien, contexto.ahora(), carga))
        unidad.confirmar()


def regiones_recordadas(unidad: Unidad) -> list[EnRegion]:
    """Las que tenían cadena al respaldar o al restaurar: su TOML pudo quitarse después.

    La unidad se abre en la plataforma, que es quien lo anotó.
    """
    halladas: set[Ambito | None] = set()
    with unidad:
        for eslabon in unidad.bitacora.eslabones():
            if eslabon.que == CREADO:
                halladas.update(map(EnRegion, json.loads(eslabon.carga).get("regiones", ())))
            elif eslabon.que == AMBITO_RESTAURADO:
                halladas.add(ambito_de(json.loads(eslabon.carga)["ambito"]))
    return sorted((a for a in halladas if isinstance(a, EnRegion)), key=lambda a: a.slug)


def comprobar(
    contexto: Contexto,
    respaldo: Respaldo,
    desechable: Desechable,
    avance: Avance = lambda *_: None,
) -> None:
    """Restaura todo en la base desechable y compara cada resumen, también al final.

    Levanta `DatosInvalidos`, `ResumenDistinto`, `CadenaRota` o, si la plataforma dice hospedar un
    municipio que no vino, `RespaldoIncompleto`.
    """
    esperados = []
    for hechas, exportacion in enumerate(respaldo.exportaciones(), 1):
        exportaciones.comprobar(contexto, exportacion, desechable)
        esperados.append((exportacion.ambito, exportacion.resumen, exportacion.adjuntos()))
        avance(hechas, len(respaldo.ambitos))
    for ambito, esperado, adjuntos in esperados:
        if ambito == EnPlataforma():
            continue  # su cadena ya creció: anota cada restauración
        with desechable.unidad(ambito) as unidad:
            hallado = resumir(unidad.volcado, adjuntos).total
        if hallado != esperado:
            raise ResumenDistinto(ambito.clave, esperado, hallado)
    if esperados and (faltan := altas_borradas(desechable.unidad(EnPlataforma()))):
        raise RespaldoIncompleto(respaldo.archivo, ", ".join(faltan))


def exigir_vacia(unidades: Unidades, respaldo: Respaldo) -> None:
    """Que la instalación no tenga municipios ni nada de lo que el respaldo trae."""
    ocupados = []
    for ambito in (EnPlataforma(), *respaldo.ambitos):
        with unidades(ambito) as unidad:
            if unidad.altas.codigos() or unidad.volcado.tablas():
                ocupados.append(ambito.clave)
    if ocupados:
        raise InstalacionOcupada(", ".join(sorted(set(ocupados))[:3]))
