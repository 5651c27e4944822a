"""`tinkuy priorizacion porques`: las tarjetas para repartir en la Cumbre, un PDF por distrito."""

from pathlib import Path

import click

from nucleo.cli.argumentos import anio_del_poa, con_piezas, en_municipio, municipio
from nucleo.cli.castellano import Orden
from nucleo.cli.salida import avisar, cuantas, decir, progreso
from nucleo.dominio.errores import DestinoInaccesible
from nucleo.servicios.piezas import PiezasDeConsola

carpeta = click.argument(
    "carpeta", metavar="CARPETA", type=click.Path(file_okay=False, path_type=Path)
)


@click.command(cls=Orden)
@municipio
@anio_del_poa
@carpeta
@con_piezas
def porques(piezas: PiezasDeConsola, municipio: str, gestion: int, carpeta: Path) -> None:
    """Guarda en una carpeta una hoja por demanda, en un PDF por distrito: por qué entró o no."""
    hallado, _, _ = en_municipio(piezas, municipio, gestion)
    escritos = 0
    with progreso(f"Porqués de {hallado.nombre}") as avance:
        for nombre, contenido in piezas.porques(hallado, gestion, avance):
            escribir(carpeta / nombre, contenido)
            decir(str(carpeta / nombre))
            escritos += 1
    avisar(f"{hallado.nombre}, gestión {gestion}: {cuantas(escritos, 'archivo', 'archivos')}.")
    if not piezas.plataforma.direccion:
        avisar(
            "Sin `direccion` en plataforma.toml las hojas van sin QR: nadie sabría adónde lleva."
        )


def escribir(ruta: Path, contenido: bytes) -> None:
    """Crea la carpeta si falta; lo que el disco no deja se dice."""
    try:
        ruta.parent.mkdir(parents=True, exist_ok=True)
        ruta.write_bytes(contenido)
    except OSError as error:
        raise DestinoInaccesible(str(ruta), error.strerror or "") from error
