"""`tinkuy salud`: cargar lo que salud sabe y el núcleo no."""

import click

from nucleo.api import GrupoDeOrdenes, Pedido, pide_planilla
from plugins.salud.accesos import importar as importar_accesos


@click.group(cls=GrupoDeOrdenes)
def salud() -> None:
    """Lo propio del plugin de salud."""


@salud.group(cls=GrupoDeOrdenes)
def accesos() -> None:
    """Cuánto tarda cada organización en llegar a un establecimiento de salud."""


@accesos.command()
@pide_planilla(con_gestion=False)
def importar(pedido: Pedido) -> None:
    """Importa los minutos de viaje de una planilla CSV o XLSX."""
    pedido.cumplir(importar_accesos)
