"""`tinkuy asistencia`: la lista de quienes llegaron a un encuentro, de una planilla y a ella."""

from pathlib import Path

import click

from nucleo.cli.argumentos import (
    Destino,
    anio_del_poa,
    archivo,
    con_piezas,
    en_json,
    en_municipio,
    municipio,
)
from nucleo.cli.castellano import Grupo
from nucleo.cli.encuentro import clave, escribir
from nucleo.cli.planilla import ENSAYO, PARCIAL, RECHAZOS, Pedido
from nucleo.planillas.escritura import escribir_csv, escribir_tabla
from nucleo.servicios import asistencias
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.servicios.planilla_de_asistencia import TITULOS, filas_de
from nucleo.servicios.planilla_de_asistencia import importar as importar_asistencia


@click.group(cls=Grupo)
def asistencia() -> None:
    """La lista de quienes llegaron a un encuentro, desde una planilla y hacia una planilla."""


@asistencia.command()
@municipio
@anio_del_poa
@clave
@archivo
@ENSAYO
@PARCIAL
@RECHAZOS
@en_json
@con_piezas
def importar(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    clave: str,
    archivo: Path,
    *,
    ensayo: bool,
    parcial: bool,
    rechazos: Path | None,
    en_json: bool,
) -> None:
    """Carga la lista firmada, transcrita en CSV o XLSX. Quien ya está no se duplica.

    Por ejemplo: tinkuy asistencia importar villa-tunari 2028 cumbre-2 lista.xlsx --ensayo
    """
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    pedido = Pedido(piezas, ambito, contexto, archivo, parcial, rechazos, en_json, ensayo=ensayo)
    pedido.cumplir(importar_asistencia, clave)


@asistencia.command()
@municipio
@anio_del_poa
@clave
@click.argument("destino", metavar="ARCHIVO", type=Destino())
@click.option("--reemplazar", is_flag=True, help="Escribe aunque el archivo ya exista.")
@con_piezas
def exportar(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    clave: str,
    destino: Path,
    *,
    reemplazar: bool,
) -> None:
    """Escribe la lista con nombres, en .csv o .xlsx: se completa y se vuelve a importar.

    Son datos de personas: guárdela donde nadie más la lea.
    """
    escritores = {".csv": como_csv, ".xlsx": escribir_tabla}
    if destino.suffix.lower() not in escritores:
        raise click.UsageError("ARCHIVO tiene que terminar en .csv o en .xlsx.")
    _, ambito, contexto = en_municipio(piezas, municipio, gestion)
    with piezas.unidad_de_lectura(ambito) as unidad:
        leida = asistencias.presencia(contexto, unidad, clave)
    filas = filas_de(leida, contexto.ciclo)
    escribir(destino, escritores[destino.suffix.lower()](TITULOS, filas), reemplazar)


def como_csv(titulos: tuple[str, ...], filas: list[tuple[str, ...]]) -> bytes:
    return escribir_csv([titulos, *filas])
