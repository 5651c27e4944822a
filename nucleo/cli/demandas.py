"""`tinkuy demandas`: la planilla de cada asamblea, de ida y de vuelta."""

from functools import partial
from pathlib import Path

import click

from nucleo.cli.argumentos import archivo, con_piezas, en_json, en_municipio, gestion, municipio
from nucleo.cli.castellano import Grupo
from nucleo.cli.planilla import importar_planilla, opciones_de_importacion
from nucleo.cli.salida import decir
from nucleo.planillas.escritura import escribir_xlsx
from nucleo.servicios.demandas import importar as importar_demandas
from nucleo.servicios.demandas import plantilla as describir_plantilla
from nucleo.servicios.piezas import PiezasDeConsola


@click.group(cls=Grupo)
def demandas() -> None:
    """Las demandas que las organizaciones presentan."""


@demandas.command()
@municipio
@click.argument("destino", metavar="ARCHIVO.xlsx", type=click.Path(dir_okay=False, path_type=Path))
@con_piezas
def plantilla(piezas: PiezasDeConsola, municipio: str, destino: Path) -> None:
    """Entrega una planilla en blanco con las OTB del municipio y listas desplegables."""
    _, ambito, contexto = en_municipio(piezas, municipio, 0)
    hojas = describir_plantilla(
        contexto, piezas.unidad(ambito), piezas.ganchos(ambito), piezas.sectores
    )
    destino.write_bytes(escribir_xlsx(hojas))
    decir(f"Planilla lista en {destino}.")


@demandas.command()
@municipio
@archivo
@gestion
@opciones_de_importacion
@en_json
@con_piezas
def importar(
    piezas: PiezasDeConsola,
    municipio: str,
    archivo: Path,
    gestion: int,
    *,
    parcial: bool,
    rechazos: Path | None,
    en_json: bool,
) -> None:
    """Importa demandas de una planilla CSV o XLSX, como llegue. Reimportar no duplica."""
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    servicio = partial(
        importar_demandas, contexto, piezas.unidad(ambito), piezas.ganchos(ambito), piezas.sectores
    )
    importar_planilla(archivo, servicio, parcial=parcial, rechazos=rechazos, en_json=en_json)
