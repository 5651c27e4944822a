"""`tinkuy demandas`: la planilla de cada asamblea, de ida y de vuelta."""

from pathlib import Path

import click

from nucleo.cli.argumentos import Destino, con_piezas, en_municipio, municipio
from nucleo.cli.castellano import Grupo
from nucleo.cli.planilla import Pedido, pide_planilla
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
@click.argument("destino", metavar="ARCHIVO.xlsx", type=Destino())
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
@pide_planilla(con_gestion=True)
def importar(pedido: Pedido) -> None:
    """Importa demandas de una planilla CSV o XLSX, como llegue. Reimportar no duplica."""
    ganchos = pedido.piezas.ganchos(pedido.ambito)
    pedido.cumplir(importar_demandas, ganchos, pedido.piezas.sectores)
