"""Compone un PDF con typst, a partir de una plantilla de la casa y de datos llanos."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import typst

from nucleo.documentos.letras import con_numeros, sin_ocultos, solo_llanas

PLANTILLAS = Path(__file__).with_name("plantillas")
SIN_LETRA = "could not be displayed"
PRUEBA = "letras"
RECORDADAS = 4096


def componer(plantilla: str, datos: Mapping[str, object]) -> bytes:
    """El PDF de `plantillas/<plantilla>.typ` con esos datos.

    La plantilla los recibe en JSON (`sys.inputs.datos`): nada de lo que una persona escribió se
    interpreta como marcas del documento. Solo se usan las letras que trae typst: el mismo dato da
    el mismo papel en cualquier máquina. Un signo que esas letras no tienen (un emoji) sale escrito
    con su número, «[U+1F600]»: nadie se queda sin papel por eso, ni el signo se pierde callado.
    Levanta `typst.TypstError` si la plantilla está mal o si el resultado no cumpliría PDF/A-2a y
    PDF/UA-1; `RuntimeError` si typst mismo se rompe.
    """
    llanos = sin_ocultos(datos)
    for escritos in _de_mas_a_menos(llanos):
        try:
            return _compilar(plantilla, escritos)
        except typst.TypstError as error:
            if SIN_LETRA not in str(error):
                raise
    return _compilar(plantilla, solo_llanas(llanos))


def _de_mas_a_menos(llanos: object) -> Iterator[object]:
    """Como vino y, solo si a la letra le falta algo, con los signos ausentes por su número."""
    yield llanos
    yield con_numeros(llanos, se_ve)


@lru_cache(maxsize=RECORDADAS)
def se_ve(texto: str) -> bool:
    """Si las letras de la casa tienen todos esos signos."""
    try:
        _compilar(PRUEBA, texto)
    except typst.TypstError as error:
        if SIN_LETRA not in str(error):
            raise
        return False
    return True


def _compilar(plantilla: str, datos: object) -> bytes:
    escritos = json.dumps(datos, ensure_ascii=False)
    try:
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
    except BaseException as error:
        # Un defecto de typst no es `Exception`: sin esto se llevaría a quien atiende.
        if type(error).__name__ == "PanicException":
            raise RuntimeError(plantilla) from error
        raise
