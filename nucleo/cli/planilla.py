"""Lo que comparten las órdenes que importan una planilla: progreso, informe y rechazos."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from nucleo.cli.salida import avisar, decir, emitir_json, progreso, tabla
from nucleo.planillas.escritura import escribir_csv
from nucleo.planillas.lectura import leer
from nucleo.servicios.importacion import Importacion
from nucleo.textos.mensajes import decir as en_palabras

F = TypeVar("F", bound=Callable[..., Any])
RECHAZOS_A_LA_VISTA = 20


def opciones_de_importacion(orden: F) -> F:
    """`--parcial` y `--rechazos R`, iguales en todos los importadores."""
    parcial = click.option(
        "--parcial", is_flag=True, help="Entra lo bueno aunque haya filas rechazadas."
    )
    rechazos = click.option(
        "--rechazos",
        type=click.Path(dir_okay=False, writable=True, path_type=Path),
        metavar="R.csv",
        help="Dónde escribir las filas rechazadas, listas para corregir y volver a importar.",
    )
    return parcial(rechazos(orden))


def importar_planilla(
    archivo: Path,
    importar: Callable[..., Importacion],
    *,
    parcial: bool,
    rechazos: Path | None,
    en_json: bool,
) -> None:
    """Lee, importa e informa; sale con 1 si no entró lo que se pidió."""
    planilla = leer(archivo)
    with progreso(f"Importando {archivo.name}") as avance:
        importacion = importar(planilla, parcial=parcial, avance=avance)
    for aviso in importacion.avisos:
        avisar(en_palabras(aviso))
    if rechazos and importacion.rechazadas:
        rechazos.write_bytes(escribir_csv(importacion.planilla_de_rechazos()))
        avisar(f"Filas rechazadas en {rechazos}: corríjalas y vuelva a importar ese archivo.")
    informar(importacion, parcial=parcial, en_json=en_json)
    if importacion.rechazadas and not parcial:
        raise click.exceptions.Exit(1)


def informar(importacion: Importacion, *, parcial: bool, en_json: bool) -> None:
    if en_json:
        emitir_json(importacion.como_json())
        return
    decir(
        f"Leídas {importacion.leidas}, creadas {importacion.creadas}, "
        f"repetidas {importacion.repetidas}, rechazos {len(importacion.rechazadas)}."
    )
    if not importacion.rechazadas:
        return
    if not parcial:
        avisar(
            "No entró nada: corrija las filas de abajo, o use --parcial para que entre lo bueno."
        )
    filas = importacion.rechazadas[:RECHAZOS_A_LA_VISTA]
    tabla((">Fila", "Columna", "Valor", "Motivo"), [
        (r.fila, r.columna, r.valor[:40], en_palabras(r.motivo)) for r in filas
    ])  # fmt: skip
    if (resto := len(importacion.rechazadas) - len(filas)) > 0:
        avisar(f"… y {resto} más. Use --rechazos R.csv para tenerlas todas.")
