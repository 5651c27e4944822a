"""`tinkuy base`: preparar y poner al día la base de datos."""

import click

from nucleo.cli.argumentos import con_piezas
from nucleo.cli.castellano import Grupo
from nucleo.cli.salida import decir
from nucleo.servicios.piezas import PiezasDeConsola


@click.group(cls=Grupo)
def base() -> None:
    """La base de datos de la instalación."""


@base.command()
@con_piezas
def actualizar(piezas: PiezasDeConsola) -> None:
    """Crea la base si no existe y aplica las migraciones que falten."""
    cambiados = piezas.actualizar_base()
    decir(f"Base al día. Se actualizó: {', '.join(cambiados) or 'nada, ya lo estaba'}.")
