"""El proceso que se corta: corre órdenes de `tinkuy`, una tras otra, y anuncia cada confirmación.

`python -m tests.rendimiento.trabajador CARPETA MUNICIPIO…`, con la instalación en el entorno. Por
cada municipio corre las cuatro órdenes de `ordenes_de`; por la salida dice «listo» al empezar y,
de cada una, «empieza» y «hecha» con su lugar. Corren en un mismo proceso, con las mismas piezas
que la orden instalada, para que el corte caiga en el trabajo y no en los imports.
"""

import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from nucleo.arranque import armar_consola, explicada, registro_de_fallas
from nucleo.cli.raiz import ejecutar

GESTION = "2027"


def ordenes_de(carpeta: Path, municipio: str) -> list[list[str]]:
    """De la primera planilla a la priorización confirmada."""
    con_gestion = ["--gestion", GESTION]
    return [
        ["organizaciones", "importar", municipio, str(carpeta / "otb.csv")],
        ["techo", "fijar", municipio, *con_gestion, "41-113=4000000"],
        ["demandas", "importar", municipio, str(carpeta / "demandas.csv"), *con_gestion],
        ["priorizar", municipio, *con_gestion, "--confirmar"],
    ]


def correr(orden: list[str]) -> int:
    """Como `nucleo.arranque.principal`, sin terminar el proceso y sin mostrar la tabla."""
    with redirect_stdout(StringIO()):
        return ejecutar(orden, armar_consola, registro_de_fallas(), explicada)


def decir(*palabras: object) -> None:
    sys.stdout.write(" ".join(map(str, palabras)) + "\n")
    sys.stdout.flush()


def trabajar(carpeta: Path, municipios: list[str]) -> None:
    """Hasta que lo corten, o hasta que una orden no salga con cero."""
    decir("listo")
    for municipio in municipios:
        for lugar, orden in enumerate(ordenes_de(carpeta, municipio)):
            decir("empieza", municipio, lugar)
            if codigo := correr(orden):
                sys.exit(codigo)
            decir("hecha", municipio, lugar)


if __name__ == "__main__":
    trabajar(Path(sys.argv[1]), sys.argv[2:])
