"""Cómo se muestra lo que una orden obtuvo: datos por la salida estándar, avisos por la de error."""

import json
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

T = TypeVar("T")
_DE_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
errores = Console(stderr=True, highlight=False, soft_wrap=True)


def inofensivo(texto: str) -> str:
    """Sin las órdenes de terminal que una planilla ajena pueda traer: borrar, colorear."""
    return _DE_CONTROL.sub("�", texto)


def decir(texto: str) -> None:
    """Un dato o resultado para la persona."""
    sys.stdout.write(inofensivo(texto) + "\n")


def avisar(texto: str) -> None:
    """Algo que conviene saber y no es el resultado."""
    sys.stderr.write(inofensivo(texto) + "\n")


def cuantas(numero: int, una: str, varias: str) -> str:
    """«1 demanda», «3 demandas»."""
    return f"{numero} {una if numero == 1 else varias}"


def emitir_json(datos: object) -> None:
    """JSON estable: UTF-8, claves en su orden, dos espacios."""
    sys.stdout.write(json.dumps(datos, ensure_ascii=False, indent=2) + "\n")


def tabla(encabezados: Sequence[str], filas: Iterable[Sequence[object]], titulo: str = "") -> None:
    """Una tabla para leer en la terminal; los encabezados que empiezan con > van a la derecha."""
    cuadro = Table(title=titulo or None, title_justify="left", header_style="bold")
    for encabezado in encabezados:
        a_la_derecha = encabezado.startswith(">")
        cuadro.add_column(
            encabezado.lstrip(">"), justify="right" if a_la_derecha else "left", overflow="fold"
        )
    for fila in filas:
        cuadro.add_row(*(inofensivo(str(celda)) for celda in fila))
    ancho = None if sys.stdout.isatty() else 160
    Console(highlight=False, markup=False, width=ancho).print(cuadro)


@contextmanager
def progreso(que: str) -> Iterator[Callable[[int, int | None], None]]:
    """Una barra en la salida de error; entrega la función `avance(hechas, total)`.

    Sin total, o mientras nadie avance, la barra solo dice que sigue trabajando.
    """
    columnas = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columnas,
        TimeRemainingColumn(),
        console=errores,
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as barra:
        tarea = barra.add_task(que, total=None)
        yield lambda hechas, total: barra.update(tarea, completed=hechas, total=total)


def con_progreso(que: str, elementos: Collection[T]) -> Iterable[T]:
    """Recorre una lista larga mostrando por dónde va."""
    return contando(que, elementos, len(elementos))


def contando(que: str, elementos: Iterable[T], total: int) -> Iterable[T]:
    """Lo mismo, de algo que se recorre una sola vez y se sabe cuánto trae."""
    with progreso(que) as avance:
        for hechos, elemento in enumerate(elementos, 1):
            yield elemento
            avance(hechos, total)
