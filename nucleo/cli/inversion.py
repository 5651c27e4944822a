"""`tinkuy inversion`: lo que cada OTB recibió en los años anteriores."""

import click

from nucleo.cli.castellano import Grupo
from nucleo.cli.planilla import Pedido, pide_planilla
from nucleo.servicios.inversiones import importar as importar_inversiones


@click.group(cls=Grupo)
def inversion() -> None:
    """El historial de inversión, con el que se mide la equidad."""


@inversion.command()
@pide_planilla(con_gestion=False)
def importar(pedido: Pedido) -> None:
    """Importa obras y proyectos ejecutados de una planilla CSV o XLSX."""
    pedido.cumplir(importar_inversiones)
