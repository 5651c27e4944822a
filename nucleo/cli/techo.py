"""`tinkuy techo`: cuánto hay para gastar en una gestión, por fuente-organismo."""

from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path

import click

from nucleo.cli.argumentos import archivo, con_piezas, en_json, en_municipio, gestion, municipio
from nucleo.cli.castellano import Grupo
from nucleo.cli.planilla import importar_planilla, opciones_de_importacion
from nucleo.cli.salida import decir
from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.errores import MontoInvalido
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.servicios.techos import fijar as fijar_techo
from nucleo.servicios.techos import importar as importar_techos


@click.group(cls=Grupo)
def techo() -> None:
    """El techo presupuestario del POA."""


@techo.command()
@municipio
@gestion
@click.argument("montos", metavar="FUENTE-ORGANISMO=MONTO…", nargs=-1, required=True)
@con_piezas
def fijar(piezas: PiezasDeConsola, municipio: str, gestion: int, montos: tuple[str, ...]) -> None:
    """Fija el techo entero de la gestión, en el orden en que se gastará.

    Por ejemplo: tinkuy techo fijar villa-tunari --gestion 2027 41-113=12000000 41-119=3500000.50
    """
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    techos = dict(leer_monto(monto) for monto in montos)
    fijar_techo(contexto, piezas.unidad(ambito), techos)
    decir(f"Techo {gestion}: {sum(techos.values(), CERO).legible()}.")


def leer_monto(texto: str) -> tuple[str, Dinero]:
    """`41-113=1500.50` → fuente-organismo y monto; punto decimal y sin separador de miles."""
    clave, _, monto = texto.partition("=")
    try:
        valor = Dinero.de(Decimal(monto))
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise MontoInvalido(clave, monto) from error
    if valor < CERO:
        raise MontoInvalido(clave, monto)
    return clave, valor


@techo.command()
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
    """Importa el techo de una planilla con fuente, organismo y monto."""
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    servicio = partial(importar_techos, contexto, piezas.unidad(ambito))
    importar_planilla(archivo, servicio, parcial=parcial, rechazos=rechazos, en_json=en_json)
