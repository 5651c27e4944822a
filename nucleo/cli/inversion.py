"""`tinkuy inversion`: lo que cada OTB recibió en los años anteriores."""

from functools import partial
from pathlib import Path

import click

from nucleo.cli.argumentos import archivo, con_piezas, en_json, en_municipio, municipio
from nucleo.cli.castellano import Grupo
from nucleo.cli.planilla import importar_planilla, opciones_de_importacion
from nucleo.servicios.inversiones import importar as importar_inversiones
from nucleo.servicios.piezas import PiezasDeConsola


@click.group(cls=Grupo)
def inversion() -> None:
    """El historial de inversión, con el que se mide la equidad."""


@inversion.command()
@municipio
@archivo
@opciones_de_importacion
@en_json
@con_piezas
def importar(
    piezas: PiezasDeConsola,
    municipio: str,
    archivo: Path,
    *,
    parcial: bool,
    rechazos: Path | None,
    en_json: bool,
) -> None:
    """Importa obras y proyectos ejecutados de una planilla CSV o XLSX."""
    _, ambito, contexto = en_municipio(piezas, municipio, 0)
    servicio = partial(importar_inversiones, contexto, piezas.unidad(ambito))
    importar_planilla(archivo, servicio, parcial=parcial, rechazos=rechazos, en_json=en_json)
