"""Compone un PDF con typst, a partir de una plantilla de la casa y de datos llanos."""

import json
from collections.abc import Mapping
from pathlib import Path

import typst

PLANTILLAS = Path(__file__).with_name("plantillas")


def componer(plantilla: str, datos: Mapping[str, object]) -> bytes:
    """El PDF de `plantillas/<plantilla>.typ` con esos datos.

    La plantilla los recibe en JSON (`sys.inputs.datos`): nada de lo que una persona escribió se
    interpreta como marcas del documento. Solo se usan las letras que trae typst: el mismo dato da
    el mismo papel en cualquier máquina. Levanta `typst.TypstError` si la plantilla está mal o si
    el resultado no cumpliría PDF/A-2a y PDF/UA-1.
    """
    return bytes(
        typst.compile(
            str(PLANTILLAS / f"{plantilla}.typ"),
            root=str(PLANTILLAS),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],  # archivo a largo plazo y lectores de pantalla
            sys_inputs={"datos": json.dumps(datos, ensure_ascii=False)},
        )
    )
