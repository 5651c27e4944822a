"""Códigos QR en SVG hechos por el servidor: ni estilos en línea ni nada de fuera."""

import segno
from flask import Flask
from markupsafe import Markup

MARGEN = 4  # módulos en blanco alrededor: sin ellos hay cámaras que no lo leen


def qr(contenido: str, titulo: str) -> Markup:
    """El código de una dirección o de una clave; `titulo` lo dice a quien no lo ve.

    Va sobre blanco también en pantalla oscura. Su tamaño lo pone la hoja (`.qr`). Lo mismo debe
    poder leerse escrito al lado: un código solo no sirve a quien no tiene cámara.
    """
    dibujo = segno.make(contenido, micro=False, error="m").svg_inline(
        border=MARGEN, light="#fff", omitsize=True, svgclass=None, lineclass=None
    )
    return Markup('<div class="qr" role="img" aria-label="{}">{}</div>').format(
        titulo,
        Markup(dibujo),  # noqa: S704 - lo escribe segno: números de módulo, nunca el contenido
    )


def instalar(app: Flask) -> None:
    """Deja `qr` a mano de las plantillas."""
    app.jinja_env.globals["qr"] = qr
