"""`tinkuy base`: preparar y poner al día la base de datos."""

import click

from nucleo.cli.argumentos import con_piezas
from nucleo.cli.castellano import Grupo
from nucleo.cli.salida import decir
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.mensajes import decir as en_frase


@click.group(cls=Grupo)
def base() -> None:
    """La base de datos de la instalación."""


@base.command("crear-rol")
@con_piezas
def crear_rol(piezas: PiezasDeConsola) -> None:
    """En PostgreSQL: crea la base si falta y el rol de TINKUY_BASE, sin ningún poder.

    Entra con TINKUY_BASE_DUENO, que debe poder crear roles y bases. Se puede repetir.
    """
    for hecho in piezas.crear_rol():
        decir(en_frase(hecho))


@base.command()
@con_piezas
def actualizar(piezas: PiezasDeConsola) -> None:
    """Crea la base si no existe y aplica las migraciones que falten."""
    cambiados = piezas.actualizar_base()
    decir(f"Base al día. Se actualizó: {', '.join(cambiados) or 'nada, ya lo estaba'}.")
