"""`tinkuy servir`: la web en esta máquina."""

import click

from nucleo.cli.argumentos import con_piezas
from nucleo.cli.castellano import Orden
from nucleo.cli.salida import avisar
from nucleo.servicios.piezas import PiezasDeConsola

puerto = click.option(
    "--puerto", type=click.IntRange(1, 65535), default=8000, metavar="N",
    help="En qué puerto atender (8000 si no se dice).",
)  # fmt: skip


@click.command(cls=Orden)
@puerto
@con_piezas
def servir(piezas: PiezasDeConsola, puerto: int) -> None:
    """Atiende la web en http://127.0.0.1:8000 hasta que se pulse Ctrl+C."""
    avisar(f"Tinkuy atiende en http://127.0.0.1:{puerto} (Ctrl+C para terminar).")
    piezas.servir(puerto)
