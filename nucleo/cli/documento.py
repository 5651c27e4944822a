"""`tinkuy evento documento`: un documento de un encuentro en PDF, para llenar y firmar."""

from pathlib import Path

import click

from nucleo.cli.argumentos import (
    Destino,
    anio_del_poa,
    con_piezas,
    en_idiomas,
    en_municipio,
    exigir_idiomas,
    municipio,
)
from nucleo.cli.castellano import Orden
from nucleo.cli.encuentro import clave, escribir
from nucleo.cli.salida import avisar
from nucleo.servicios.piezas import PiezasDeConsola

SIN_DIRECCION = "Sin `direccion` en plataforma.toml va sin código QR: nadie sabría adónde lleva."


@click.command(cls=Orden)
@municipio
@anio_del_poa
@clave
@click.argument("documento", metavar="DOCUMENTO")
@click.argument("destino", metavar="ARCHIVO.pdf", type=Destino())
@en_idiomas
@click.option("--nombres", is_flag=True, help="Con quién firma por cada organización, si se sabe.")
@click.option("--reemplazar", is_flag=True, help="Escribe aunque el archivo ya exista.")
@con_piezas
def documento(
    piezas: PiezasDeConsola,
    municipio: str,
    gestion: int,
    clave: str,
    documento: str,
    destino: Path,
    *,
    idiomas: tuple[str, ...],
    nombres: bool,
    reemplazar: bool,
) -> None:
    """Escribe el PDF de un documento del encuentro, con lo que ya se sabe y el resto en blanco.

    Los documentos son los que el ciclo declara con plantilla; si el pedido no está, dice cuáles
    hay. El acta, la convocatoria y la lista de asistencia tienen sus propias órdenes.

    Por ejemplo: tinkuy evento documento villa-tunari 2028 cumbre-1 convenio convenio.pdf
    """
    hallado, ambito, _ = en_municipio(piezas, municipio, gestion)
    exigir_idiomas(piezas, ambito, idiomas)
    pdf = piezas.documento(hallado, gestion, clave, documento, idiomas, con_nombres=nombres)
    escribir(destino, pdf, reemplazar)
    if not piezas.plataforma.direccion:
        avisar(SIN_DIRECCION)
