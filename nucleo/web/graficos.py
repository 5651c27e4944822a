"""Gráficos en SVG hechos por el servidor: sin guiones ni bibliotecas, y siempre con su tabla.

Las medidas horizontales van en porcentaje: el dibujo se estira con la pantalla y las letras
conservan su tamaño, también en un teléfono. Los colores los pone la hoja de estilos.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from markupsafe import Markup

ALTO_DE_FILA = 46
DE_DINERO = 46  # «Bs 226.631.888» entra al final de la barra también a 320 px
ANCHO_MAXIMO = 78  # por ciento: deja lugar al número que va al final de la barra
LARGO_DE_ROTULO = 34


@dataclass(frozen=True, slots=True)
class Barra:
    """Una barra con su rótulo; `escrito` es el valor ya legible."""

    rotulo: str
    valor: float
    escrito: str


def barras(filas: Sequence[Barra], titulo: str, clave: str, ancho: int = ANCHO_MAXIMO) -> Markup:
    """Barras horizontales con su valor escrito. `clave` es única en la página.

    `ancho` es lo que ocupa la más larga, en por ciento: menos, si lo que va al final es largo.
    """
    mayor = max((f.valor for f in filas), default=0) or 1
    cuerpo = Markup().join(_barra(i, f, mayor, ancho) for i, f in enumerate(filas))
    return Markup(
        '<svg class="barras" width="100%" height="{}" role="img" aria-labelledby="{}">'
        '<title id="{}">{}</title>{}</svg>'
    ).format(len(filas) * ALTO_DE_FILA, clave, clave, titulo, cuerpo)


def _barra(lugar: int, fila: Barra, mayor: float, maximo: int) -> Markup:
    arriba = lugar * ALTO_DE_FILA
    ancho = max(0.4, maximo * fila.valor / mayor)
    return Markup(
        '<text x="0" y="{}">{}</text><rect class="barra" y="{}" width="{}%" height="16" rx="3"/>'
        '<text class="valor" x="{}%" dx="8" y="{}">{}</text>'
    ).format(
        arriba + 14,
        recortar(fila.rotulo),
        arriba + 20,
        f"{ancho:.1f}",
        f"{ancho:.1f}",
        arriba + 33,
        fila.escrito,
    )


def medidor(parte: float, total: float = 1, clase: str = "") -> Markup:
    """Una barra sola, sin letras, para acompañar a un número que ya está escrito al lado."""
    lleno = min(100.0, max(0.0, 100 * parte / total)) if total else 0.0
    return Markup(
        '<svg class="medidor" width="100%" height="12" aria-hidden="true">'
        '<rect class="fondo" width="100%" height="12" rx="3"/>'
        '<rect class="barra {}" width="{}%" height="12" rx="3"/></svg>'
    ).format(clase, f"{lleno:.1f}")


def recortar(rotulo: str, largo: int = LARGO_DE_ROTULO) -> str:
    """El rótulo, sin pasar de `largo`; entero está siempre en la tabla."""
    return rotulo if len(rotulo) <= largo else f"{rotulo[: largo - 1].rstrip()}…"


def instalar(app: Flask) -> None:
    """Deja los dibujos como funciones de las plantillas."""
    app.jinja_env.globals.update(barras=barras, medidor=medidor, DE_DINERO=DE_DINERO)
