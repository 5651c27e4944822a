"""La orden `tinkuy`: reúne los grupos y vuelve todo error un mensaje y una salida no nula."""

from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import click

from nucleo.cli import (
    acta,
    asistencia,
    base,
    bitacora,
    catalogo,
    configuracion,
    demandas,
    demo,
    doctor,
    evaluacion,
    evento,
    gestion,
    informe,
    inversion,
    municipio,
    oferta,
    organizaciones,
    papeleta,
    plan,
    poa,
    priorizacion,
    region,
    respaldo,
    seguimiento,
    servir,
    techo,
    usuario,
)
from nucleo.cli.castellano import NOMBRES_DE_AYUDA, Grupo, error_de_uso
from nucleo.cli.fallas import anotar_falla
from nucleo.cli.salida import avisar
from nucleo.dominio.errores import BaseDesactualizada, ErrorDeNegocio
from nucleo.servicios.piezas import PiezasDeConsola
from nucleo.textos.errores import frase

ORDENES: tuple[click.Command, ...] = (
    acta.acta,
    asistencia.asistencia,
    base.base,
    bitacora.bitacora,
    catalogo.catalogo,
    configuracion.configuracion,
    demandas.demandas,
    demo.demo,
    doctor.doctor,
    evaluacion.evaluacion,
    evento.evento,
    gestion.gestion,
    informe.informe,
    inversion.inversion,
    municipio.municipio,
    oferta.oferta,
    organizaciones.organizaciones,
    plan.plan,
    poa.poa,
    papeleta.papeleta,
    priorizacion.priorizacion,
    priorizacion.priorizar,
    region.grupo,
    respaldo.respaldo,
    seguimiento.seguimiento,
    servir.servir,
    techo.techo,
    usuario.usuario,
)
SIN_BASE = {"base", "catalogo", "configuracion", "demo", "doctor"}
SUELTAS = {
    ("priorizacion", "verificar"),
    ("priorizacion", "calcular"),
    ("acta", "verificar"),
    ("acta", "clave"),
}
"""Órdenes que trabajan con un archivo y nada más, aunque su grupo use la base."""
SIN_TOCARLA = "tinkuy.sin_base"
PIDE_AYUDA = "tinkuy.pide_ayuda"


class Raiz(Grupo):
    """El grupo `tinkuy`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Recuerda si se pidió ayuda: leerla no necesita base."""
        ctx.meta[PIDE_AYUDA] = not set(NOMBRES_DE_AYUDA).isdisjoint(args)
        ctx.meta[SIN_TOCARLA] = tuple(args[:2]) in SUELTAS
        return super().parse_args(ctx, args)


def exigir_base_al_dia(piezas: PiezasDeConsola) -> None:
    """Antes de tocar datos: el esquema es el que el código espera."""
    if pendientes := piezas.base_pendiente():
        raise BaseDesactualizada(", ".join(pendientes))


def armar(de_plugins: Sequence[tuple[str, click.Command]]) -> click.Group:
    """El grupo raíz con las órdenes del núcleo y las de los plugins instalados."""

    @click.group(cls=Raiz, help="Gestión municipal participativa: de la OTB a la mesa del EDC.")
    @click.version_option(version("tinkuy"), "--version", help="Muestra la versión y termina.")
    @click.pass_context
    def tinkuy(contexto: click.Context) -> None:
        suelta = contexto.meta[PIDE_AYUDA] or contexto.meta[SIN_TOCARLA]
        if contexto.invoked_subcommand not in SIN_BASE and not suelta:
            exigir_base_al_dia(contexto.obj)

    for orden in ORDENES:
        tinkuy.add_command(orden)
    for plugin, orden in de_plugins:
        tinkuy.add_command(orden, plugin)
    return tinkuy


def ejecutar(
    argumentos: Sequence[str],
    armar_consola: Callable[[], tuple[click.Group, PiezasDeConsola]],
    fallas: Path,
    explicada: Callable[[BaseException], BaseException] = lambda error: error,
) -> int:
    """Corre una orden y devuelve su salida: 0 solo si cumplió, 1 si no pudo, 2 si se usó mal.

    `explicada` vuelve de negocio las fallas de la base que no son defectos nuestros.
    """
    try:
        grupo, piezas = armar_consola()
        try:
            salida = grupo.main(list(argumentos), "tinkuy", standalone_mode=False, obj=piezas)
        finally:
            piezas.cerrar()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - último borde: nunca un rastro
        return explicar(explicada(error), fallas)
    return salida if isinstance(salida, int) else 0  # click devuelve aquí el código de `Exit`


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
            detalle = anotar_falla(error, fallas)
            texto, salida = f"Tinkuy falló por dentro y no guardó nada a medias. {detalle}", 1
    avisar(texto)
    return salida
