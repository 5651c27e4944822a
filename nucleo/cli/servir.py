"""`tinkuy servir`: la web, en esta máquina o en producción."""

from dataclasses import replace
from typing import Any

import click

from nucleo.cli.argumentos import con_piezas
from nucleo.cli.castellano import Orden
from nucleo.cli.doctor import como_lineas, revisar
from nucleo.cli.salida import avisar
from nucleo.dominio.errores import NoListoParaProduccion
from nucleo.dominio.revisiones import Gravedad
from nucleo.servicios.piezas import PiezasDeConsola

PUERTO = click.IntRange(1, 65535)
puerto = click.option(
    "--puerto", type=PUERTO, default=8000, metavar="N",
    help="En qué puerto atender (8000 si no se dice).",
)  # fmt: skip


@click.command(cls=Orden)
@click.option(
    "--puerto", type=PUERTO, metavar="N",
    help="En qué puerto atender (si no se dice, 8000 o el de la configuración).",
)  # fmt: skip
@click.option("--direccion", metavar="IP", help="En qué dirección; solo con --produccion.")
@click.option("--produccion", is_flag=True, help="Como dice [servidor] en plataforma.toml.")
@con_piezas
def servir(
    piezas: PiezasDeConsola, puerto: int | None, direccion: str | None, *, produccion: bool
) -> None:
    """Atiende la web hasta que se pulse Ctrl+C; con --produccion, hasta recibir SIGTERM."""
    if not produccion:
        if direccion:
            raise click.UsageError("--direccion solo va con --produccion.")
        puerto = puerto or 8000
        avisar(f"Tinkuy atiende en http://127.0.0.1:{puerto} (Ctrl+C para terminar).")
        piezas.servir(puerto)
        return
    exigir_sin_faltas(piezas)
    dichos: dict[str, Any] = {"puerto": puerto, "direccion": direccion}
    ajustes = replace(piezas.servidor, **{clave: v for clave, v in dichos.items() if v})
    piezas.servir_en_produccion(ajustes)


def exigir_sin_faltas(piezas: PiezasDeConsola) -> None:
    """Con una falta grave no se atiende a nadie; los avisos no lo impiden."""
    faltas = [r for r in revisar(piezas) if r.estado is Gravedad.FALTA]
    if faltas:
        raise NoListoParaProduccion("\n".join(como_lineas(faltas)))
