"""Compone un PDF con typst, a partir de una plantilla de la casa y de datos llanos."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import typst

PLANTILLAS = Path(__file__).with_name("plantillas")
SIN_LETRA = re.compile(r'the text `"(.+?)"` could not be displayed')
UNIONES = {0x200D: None, 0xFE0F: None}  # pegan un emoji con otro; solas, no se ven
INTENTOS = 40


def componer(plantilla: str, datos: Mapping[str, object]) -> bytes:
    """El PDF de `plantillas/<plantilla>.typ` con esos datos.

    La plantilla los recibe en JSON (`sys.inputs.datos`): nada de lo que una persona escribió se
    interpreta como marcas del documento. Solo se usan las letras que trae typst: el mismo dato da
    el mismo papel en cualquier máquina. Un signo que esas letras no tienen (un emoji) sale escrito
    con su número, «[U+1F600]»: nadie se queda sin papel por eso, ni el signo se pierde callado.
    Levanta `typst.TypstError` si la plantilla está mal o si el resultado no cumpliría PDF/A-2a y
    PDF/UA-1.
    """
    escritos = json.dumps(datos, ensure_ascii=False)
    for _ in range(INTENTOS):
        try:
            return _compilar(plantilla, escritos)
        except typst.TypstError as error:
            if not (sin_letra := SIN_LETRA.search(str(error))):
                raise
            escritos = escritos.translate(UNIONES)
            for signo in {c for c in sin_letra.group(1) if not c.isascii()}:
                escritos = escritos.replace(signo, f"[U+{ord(signo):04X}]")
    return _compilar(plantilla, escritos)


def _compilar(plantilla: str, escritos: str) -> bytes:
    return bytes(
        typst.compile(
            str(PLANTILLAS / f"{plantilla}.typ"),
            root=str(PLANTILLAS),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],  # archivo a largo plazo y lectores de pantalla
            sys_inputs={"datos": escritos},
        )
    )
