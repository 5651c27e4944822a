"""El código QR de una dirección, para el papel."""

from io import BytesIO

import segno


def qr_en_svg(contenido: str) -> str:
    """El dibujo, como lo espera una plantilla de typst."""
    salida = BytesIO()
    segno.make(contenido, micro=False, error="m").save(salida, kind="svg", border=2, xmldecl=False)
    return salida.getvalue().decode()
