"""La orden `tinkuy`: reúne los grupos y vuelve todo error un mensaje y una salida no nula."""

import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import click

from nucleo.cli import (
    base,
    bitacora,
    catalogo,
    configuracion,
    demandas,
    demo,
    inversion,
    municipio,
    organizaciones,
    priorizacion,
    region,
    servir,
    techo,
)
from nucleo.cli.castellano import Grupo, error_de_uso
from nucleo.cli.salida import avisar
from nucleo.dominio.errores import BaseDesactualizada, ErrorDeNegocio
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.errores import frase

ORDENES: tuple[click.Command, ...] = (
    base.base,
    bitacora.bitacora,
    catalogo.catalogo,
    configuracion.configuracion,
    demandas.demandas,
    demo.demo,
    inversion.inversion,
    municipio.municipio,
    organizaciones.organizaciones,
    priorizacion.priorizacion,
    priorizacion.priorizar,
    region.grupo,
    servir.servir,
    techo.techo,
)
SIN_BASE = {"base", "catalogo", "configuracion", "demo"}


def armar(de_plugins: Sequence[tuple[str, click.Command]]) -> click.Group:
    """El grupo raíz con las órdenes del núcleo y las de los plugins instalados."""

    @click.group(cls=Grupo, help="Gestión municipal participativa: de la OTB a la mesa del EDC.")
    @click.version_option(version("tinkuy"), "--version", help="Muestra la versión y termina.")
    @click.pass_context
    def tinkuy(contexto: click.Context) -> None:
        if contexto.invoked_subcommand not in SIN_BASE and not contexto.resilient_parsing:
            exigir_base_al_dia(contexto)

    for orden in ORDENES:
        tinkuy.add_command(orden)
    for plugin, orden in de_plugins:
        tinkuy.add_command(orden, plugin)
    return tinkuy


def exigir_base_al_dia(contexto: click.Context) -> None:
    """Antes de tocar datos: el esquema es el que el código espera (la ayuda no lo necesita)."""
    pide_ayuda = {"--ayuda", "--help", "-h"} & {*contexto.args, *sys.argv}
    if not pide_ayuda and (pendientes := contexto.obj.base_pendiente()):
        raise BaseDesactualizada(", ".join(pendientes))


def ejecutar(
    argumentos: Sequence[str],
    armar_consola: Callable[[], tuple[click.Group, PiezasDeConsola]],
    fallas: Path,
) -> int:
    """Corre una orden y devuelve su salida: 0 solo si cumplió, 1 si no pudo, 2 si se usó mal."""
    try:
        grupo, piezas = armar_consola()
        grupo.main(list(argumentos), "tinkuy", standalone_mode=False, obj=piezas)
    except click.exceptions.Exit as salida:
        return salida.exit_code
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - último borde: nunca un rastro
        return explicar(error, fallas)
    return 0


def explicar(error: BaseException, fallas: Path) -> int:
    """Dice qué pasó y devuelve la salida que corresponde."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            texto, salida = error.format_message(), 2
        case click.ClickException():
            texto, salida = f"{error_de_uso(error)} Vea --ayuda.", 2
        case ErrorDeNegocio():
            texto, salida = frase(error), 1
        case KeyboardInterrupt() | click.Abort():
            texto, salida = "Interrumpido: lo que no se confirmó no quedó guardado.", 130
        case _:
            anotar_falla(error, fallas)
            texto, salida = (
                (
                    "Tinkuy falló por dentro y no guardó nada a medias. "
                    f"El detalle quedó en {fallas}."
                ),
                1,
            )
    avisar(texto)
    return salida


def anotar_falla(error: BaseException, fallas: Path) -> None:
    """El rastro de un defecto nuestro va a un archivo, no a la pantalla."""
    fallas.parent.mkdir(parents=True, exist_ok=True)
    rastro = "".join(traceback.format_exception(error))
    with fallas.open("a", encoding="utf-8") as archivo:
        archivo.write(f"{datetime.now(UTC).isoformat()}\n{rastro}\n")
