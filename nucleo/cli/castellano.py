"""click en castellano: títulos de la ayuda y errores de uso, dichos para quien no sabe inglés."""

from collections.abc import Sequence
from typing import Any

import click
from click import Context, HelpFormatter

NOMBRES_DE_AYUDA = ["--ayuda", "-h", "--help"]
ENTERA = 200  # letras: la frase que dice qué hace una orden sale sin cortar
CONTEXTO = {"help_option_names": NOMBRES_DE_AYUDA, "max_content_width": 100}


class Orden(click.Command):
    """Una orden cuya ayuda dice «Uso» y «Opciones»."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", CONTEXTO)
        super().__init__(*args, **kwargs)

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        escribir_uso(self, ctx, formatter)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        escribir_opciones(self, ctx, formatter)

    def get_help_option(self, ctx: Context) -> click.Option | None:
        return en_castellano(super().get_help_option(ctx))


class Grupo(click.Group):
    """Un sustantivo con sus verbos."""

    command_class = Orden
    group_class = type  # los grupos anidados también son Grupo

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", CONTEXTO)
        kwargs.setdefault("subcommand_metavar", "ORDEN …")
        super().__init__(*args, **kwargs)

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        escribir_uso(self, ctx, formatter)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        escribir_opciones(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        filas = []
        for nombre in self.list_commands(ctx):
            orden = self.get_command(ctx, nombre)
            if orden is not None and not orden.hidden:
                filas.append((nombre, orden.get_short_help_str(ENTERA)))
        if filas:
            with formatter.section("Órdenes"):
                formatter.write_dl(filas)

    def get_help_option(self, ctx: Context) -> click.Option | None:
        return en_castellano(super().get_help_option(ctx))


def escribir_uso(orden: click.Command, ctx: Context, formatter: HelpFormatter) -> None:
    piezas = " ".join(orden.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[OPCIONES]")
    formatter.write_usage(ctx.command_path, piezas, prefix="Uso: ")


def escribir_opciones(orden: click.Command, ctx: Context, formatter: HelpFormatter) -> None:
    filas = [p.get_help_record(ctx) for p in orden.get_params(ctx) if isinstance(p, click.Option)]
    if visibles := [fila for fila in filas if fila is not None]:
        with formatter.section("Opciones"):
            formatter.write_dl(
                [(n, ayuda.replace("required]", "obligatoria]")) for n, ayuda in visibles]
            )


def en_castellano(opcion: click.Option | None) -> click.Option | None:
    if opcion is not None:
        opcion.help = "Muestra esta ayuda y termina."
    return opcion


def error_de_uso(error: click.ClickException) -> str:
    """La frase de un error de click, con qué escribir para corregirlo."""
    match error:
        case click.MissingParameter():
            frase = f"Falta {nombre_de(error.param)}."
        case click.NoSuchOption():
            frase = f"No existe la opción {error.option_name}.{quiza(error.possibilities)}"
        case click.exceptions.NoSuchCommand():
            frase = f"No existe la orden {error.command_name}.{quiza(error.possibilities)}"
        case click.BadParameter():
            frase = f"{nombre_de(error.param)}: {que_se_esperaba(error)}"
        case click.UsageError() if error.message.startswith("Got unexpected extra"):
            frase = f"Sobra un argumento: {error.message.partition('(')[2].rstrip(')')}."
        case _:
            frase = error.format_message()
    return frase


def quiza(parecidas: Sequence[str] | None) -> str:
    return f" ¿Quiso decir {', '.join(parecidas)}?" if parecidas else ""


def que_se_esperaba(error: click.BadParameter) -> str:
    match getattr(error.param, "type", None):
        case click.IntRange() as rango:
            return f"se espera un número entre {rango.min} y {rango.max}."
        case click.Choice() as opcion:
            return f"se espera una de: {', '.join(opcion.choices)}."
        case click.Path(exists=True):
            return "el archivo no existe o no se puede usar."
        case _:
            return error.message


def nombre_de(parametro: click.Parameter | None) -> str:
    match parametro:
        case click.Option():
            return parametro.opts[0]
        case None:
            return "un argumento"
        case _:
            return parametro.make_metavar(click.get_current_context(silent=True) or SIN_CONTEXTO)


SIN_CONTEXTO = Context(click.Command("tinkuy"))
