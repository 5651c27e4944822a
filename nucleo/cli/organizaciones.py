"""`tinkuy organizaciones`: las OTB y demás organizaciones de un municipio."""

import click

from nucleo.cli.castellano import Grupo
from nucleo.cli.planilla import Pedido, pide_planilla
from nucleo.servicios.organizaciones import importar as importar_organizaciones


@click.group(cls=Grupo)
def organizaciones() -> None:
    """OTB, organizaciones de mujeres y funcionales, DILOS y Dirección Distrital de Educación."""


@organizaciones.command()
@pide_planilla(con_gestion=False)
def importar(pedido: Pedido) -> None:
    """Importa organizaciones de una planilla CSV o XLSX."""
    pedido.cumplir(importar_organizaciones)
