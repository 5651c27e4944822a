"""`tinkuy salud`: cargar lo que salud sabe y el núcleo no."""

from functools import partial
from pathlib import Path

import click

from nucleo.api import (
    GrupoDeOrdenes,
    PiezasDeConsola,
    argumentos,
    importar_planilla,
    opciones_de_importacion,
)
from plugins.salud.accesos import importar as importar_accesos


@click.group(cls=GrupoDeOrdenes)
def salud() -> None:
    """Lo propio del plugin de salud."""


@salud.group(cls=GrupoDeOrdenes)
def accesos() -> None:
    """Cuánto tarda cada organización en llegar a un establecimiento de salud."""


@accesos.command()
@argumentos.municipio
@argumentos.archivo
@opciones_de_importacion
@argumentos.en_json
@argumentos.con_piezas
def importar(
    piezas: PiezasDeConsola,
    municipio: str,
    archivo: Path,
    *,
    parcial: bool,
    rechazos: Path | None,
    en_json: bool,
) -> None:
    """Importa los minutos de viaje de una planilla CSV o XLSX."""
    _, ambito, contexto = argumentos.en_municipio(piezas, municipio, 0)
    servicio = partial(importar_accesos, contexto, piezas.unidad(ambito))
    importar_planilla(archivo, servicio, parcial=parcial, rechazos=rechazos, en_json=en_json)
