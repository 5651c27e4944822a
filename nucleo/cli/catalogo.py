"""`tinkuy catalogo`: el territorio y los clasificadores."""

import click

from nucleo.cli.argumentos import con_piezas
from nucleo.cli.castellano import Grupo
from nucleo.cli.salida import decir
from nucleo.dominio.discrepancias import verificar as discrepancias_de
from nucleo.dominio.errores import CatalogoInvalido
from nucleo.servicios.piezas import PiezasDeConsola


@click.group(cls=Grupo)
def catalogo() -> None:
    """El catálogo de Bolivia: departamentos, provincias, municipios y circunscripciones."""


@catalogo.command()
@con_piezas
def verificar(piezas: PiezasDeConsola) -> None:
    """Comprueba que el catálogo cuadre con los totales oficiales."""
    territorio = piezas.territorio
    if discrepancias := discrepancias_de(territorio):
        raise CatalogoInvalido("\n".join(f"- {d}" for d in discrepancias))
    personas = sum(m.poblacion.total for m in territorio.municipios)
    decir(
        f"El catálogo cuadra: {len(territorio.departamentos)} departamentos, "
        f"{len(territorio.provincias)} provincias (con el TIM), "
        f"{len(territorio.municipios)} municipios y {len(territorio.circunscripciones)} "
        f"circunscripciones; {personas} habitantes en 2024 y "
        f"{sum(m.poblacion_2012 for m in territorio.municipios)} en 2012."
    )
