"""`tinkuy municipio avance`: autorizar que el departamento vea por dónde va, y dejar de hacerlo."""

import click

from nucleo.cli.argumentos import con_piezas, en_municipio, gestion, municipio
from nucleo.cli.castellano import Orden
from nucleo.cli.salida import decir
from nucleo.servicios.avances import autorizar, revocar
from nucleo.servicios.piezas import PiezasDeConsola


@click.command(cls=Orden)
@municipio
@gestion
@click.option("--autorizar", "constancia", metavar="CONSTANCIA", help="Con qué documento.")
@click.option("--revocar", "quitar", is_flag=True, help="Deja de contarlo y retira lo contado.")
@con_piezas
def avance(
    piezas: PiezasDeConsola, municipio: str, gestion: int, constancia: str | None, *, quitar: bool
) -> None:
    """Autoriza (o revoca) que el departamento vea el avance: cuentas, sin datos de personas.

    Por ejemplo: tinkuy municipio avance colomi --gestion 2027 --autorizar "Resolución 12/2026"
    """
    if quitar == bool((constancia or "").strip()):
        raise click.UsageError("Diga --autorizar CONSTANCIA o --revocar.")
    hallado, ambito, contexto = en_municipio(piezas, municipio, gestion)
    unidad = piezas.unidad(ambito)
    if constancia:
        cambio = autorizar(contexto, unidad, constancia.strip())
        decir(f"{hallado.nombre}: {'avance autorizado' if cambio else 'ya estaba autorizado'}.")
    else:
        cambio = revocar(contexto, unidad)
        decir(f"{hallado.nombre}: {'avance revocado' if cambio else 'no estaba autorizado'}.")
