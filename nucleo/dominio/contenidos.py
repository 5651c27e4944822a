"""Qué tablas nombran un archivo guardado: lo que nadie nombra se quita, y lo nombrado no falta.

Es la única lista: de aquí leen barrer el disco (`persistencia/contenidos.py`) y comprobar que a
una exportación no le falte nada (`servicios/legibilidad.py`).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

RESUMEN = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Dueno:
    """En qué columna los nombra una tabla y cómo se leen de lo guardado en ella.

    Sin `exigido`, que el archivo falte no impide exportar: se vuelve a subir.
    """

    columna: str
    leer: Callable[[Any], Iterable[str]]
    exigido: bool = True


def uno_solo(guardado: str) -> Iterable[str]:
    """La columna es el resumen del archivo."""
    return (guardado,)


def escaneos(constancias: Sequence[Mapping[str, str]]) -> Iterable[str]:
    """Las hojas firmadas que respaldan las constancias de un acta."""
    return [c["escaneo"] for c in constancias if c.get("escaneo")]


def imagenes(valor: Mapping[str, Any]) -> Iterable[str]:
    """El escudo que un cambio puso, también el de antes: a todo cambio se puede volver."""
    puesto = valor.get("valor")
    return (puesto,) if isinstance(puesto, str) and RESUMEN.fullmatch(puesto) else ()


DUENOS: Mapping[str, Dueno] = {
    "adjuntos": Dueno("resumen", uno_solo),
    "actas": Dueno("constancias", escaneos),
    "documentos_de_punto": Dueno("resumen", uno_solo),
    "ajustes": Dueno("valor", imagenes, exigido=False),
}
