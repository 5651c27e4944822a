"""El rastro de un defecto nuestro: va a un archivo, y a la pantalla solo un aviso."""

import traceback
from datetime import UTC, datetime
from pathlib import Path

FALLAS = "fallas.log"
"""Cómo se llama, en la carpeta de datos de la instalación."""


def anotar_falla(error: BaseException, fallas: Path) -> str:
    """Añade el rastro al archivo y dice dónde quedó."""
    rastro = "".join(traceback.format_exception(error))
    try:
        fallas.parent.mkdir(parents=True, exist_ok=True)
        with fallas.open("a", encoding="utf-8") as archivo:
            archivo.write(f"{datetime.now(UTC).isoformat()}\n{rastro}\n")
    except OSError:
        return f"El detalle no se pudo escribir en {fallas}: {error!r}"
    return f"El detalle quedó en {fallas}."
