"""`tinkuy bitacora`: comprobar que nadie cambió la memoria."""

import click

from nucleo.cli.argumentos import con_piezas, hospedado
from nucleo.cli.castellano import Grupo
from nucleo.cli.salida import avisar, con_progreso, decir
from nucleo.dominio.ambito import Ambito, EnDepartamento, EnMunicipio, EnPlataforma, EnRegion
from nucleo.servicios.bitacora import verificar as verificar_cadena
from nucleo.servicios.municipios import altas_borradas
from nucleo.servicios.piezas import PiezasDeConsola


@click.group(cls=Grupo)
def bitacora() -> None:
    """La memoria encadenada de lo hecho."""


@bitacora.command()
@click.argument("municipio", metavar="[MUNICIPIO]", required=False)
@con_piezas
def verificar(piezas: PiezasDeConsola, municipio: str | None) -> None:
    """Recorre la cadena de un municipio, o la de todos los ámbitos, y señala lo alterado."""
    ambitos = (
        [EnMunicipio(hospedado(piezas, municipio).id)] if municipio else todos_los_ambitos(piezas)
    )
    rotas = 0
    for ambito in con_progreso("Verificando", ambitos):
        if roto := verificar_cadena(piezas.unidad(ambito), alta=isinstance(ambito, EnMunicipio)):
            rotas += 1
            avisar(f"{ambito.clave}: la cadena no cuadra desde el eslabón {roto}.")
    for codigo in [] if municipio else altas_borradas(piezas.unidad(EnPlataforma())):
        rotas += 1
        avisar(f"municipio:{codigo}: la plataforma anotó su alta y ya no está.")
    if rotas:
        raise click.exceptions.Exit(1)
    decir(f"Cadenas verificadas: {len(ambitos)}. Todas cuadran.")


def todos_los_ambitos(piezas: PiezasDeConsola) -> list[Ambito]:
    return [
        EnPlataforma(),
        *(EnDepartamento(d.codigo) for d in piezas.territorio.departamentos),
        *(EnRegion(slug) for slug in piezas.regiones),
        *(EnMunicipio(alta.municipio_id) for alta in piezas.altas()),
    ]
