"""`make rendimiento`: las razones contra sus pisos, en la misma corrida."""

import sys
import tempfile
from pathlib import Path

from nucleo.arranque import RAIZ, Casa

from .actas import medir_actas
from .cadena import medir_cadena
from .calificacion import medir_calificacion
from .consolidado import medir_consolidado
from .firmeza import medir_la_firmeza
from .muros import medir_muros
from .pagina import medir_pagina


def principal() -> int:
    """Mide cada cosa en una base recién creada; 0 si todas cumplen su meta."""
    with tempfile.TemporaryDirectory() as carpeta:
        mediciones = [
            *medir_calificacion(casa_nueva(Path(carpeta, "calificacion"))),
            medir_la_firmeza(casa_nueva(Path(carpeta, "firmeza"))),
            medir_consolidado(
                casa_nueva(Path(carpeta, "consolidado")), Path(carpeta, "consolidado", "tinkuy.db")
            ),
            *medir_pagina(casa_nueva(Path(carpeta, "pagina"))),
            medir_actas(casa_nueva(Path(carpeta, "actas"))),
            *medir_muros(),
            *medir_cadena(casa_nueva(Path(carpeta, "cadena"))),
        ]
    for medicion in mediciones:
        sys.stdout.write(f"{medicion}\n")
    return 0 if all(m.cumple for m in mediciones) else 1


def casa_nueva(instancia: Path) -> Casa:
    """Una instalación vacía, con el esquema al día y la configuración del repositorio."""
    casa = Casa(instancia, RAIZ / "configuraciones", f"sqlite:///{instancia / 'tinkuy.db'}")
    casa.actualizar_base()
    return casa


if __name__ == "__main__":
    sys.exit(principal())
