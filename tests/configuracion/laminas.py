"""La tabla lámina → dato → pantalla, generada: `python -m tests.configuracion.laminas`.

Escribe configuraciones/ciclos/LAMINAS.md; una prueba comprueba que está al día.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

RAIZ = Path(__file__).parents[2]
PUNTOS = RAIZ / "tests" / "datos" / "laminas.toml"
MGMP = RAIZ / "configuraciones" / "ciclos" / "mgmp.toml"
TABLA = RAIZ / "configuraciones" / "ciclos" / "LAMINAS.md"
CICLO = "`/<municipio>/ciclo`"
ANCLAS = {
    "previos": "Qué se prepara antes",
    "agenda": "Qué se trata",
    "informes": "De qué se informa",
    "resultados": "Qué debe quedar",
    "documentos": "Qué documentos salen",
    "compuertas": "Qué hace falta para avanzar",
}
CABEZA = """# De las láminas al ciclo y a la pantalla

Generada de `tests/datos/laminas.toml` y `mgmp.toml` con `python -m tests.configuracion.laminas`. La
lámina 22 («Modelo de gestión operativa») es una imagen sin texto recuperable: no está.

| Lámina | Qué dice | Dónde está el dato | Dónde se ve |
|---|---|---|---|
"""


def puntos() -> dict[str, str]:
    """«37.4» → lo que dice."""
    laminas = tomllib.loads(PUNTOS.read_text(encoding="utf-8"))["lamina"]
    return {f"{x['numero']}.{n}": p for x in laminas for n, p in enumerate(x["puntos"], 1)}


def lugares(tabla: Mapping[str, Any], camino: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(punto citado, camino con puntos del renglón que lo cita)."""
    for lamina in tabla.get("laminas", ()):
        yield lamina, ".".join(camino)
    for clave, dentro in tabla.items():
        if isinstance(dentro, Mapping):
            yield from lugares(dentro, (*camino, clave))


def pantalla(camino: str) -> str:
    """Dónde lo ve la gente."""
    match camino.split("."):
        case ["marco", *_]:
            return f"{CICLO}, «Qué es todo esto y para qué»"
        case ["participantes", *_]:
            return "`/<municipio>/ciclo/<encuentro>`, «Quiénes participan»"
        case ["eventos", evento]:
            return f"{CICLO} y `/<municipio>/ciclo/{evento}`"
        case ["eventos", evento, parte, *_]:
            return f"`/<municipio>/ciclo/{evento}`, «{ANCLAS[parte]}»"
        case otro:
            raise ValueError(otro)


def en_markdown() -> str:
    """La tabla entera: un renglón por punto y lugar."""
    citas = defaultdict(list)
    for lamina, camino in lugares(tomllib.loads(MGMP.read_text(encoding="utf-8"))):
        citas[lamina].append(camino)
    filas = [
        f"| {punto} | {dice} | `{camino}` | {pantalla(camino)} |\n"
        for punto, dice in puntos().items()
        for camino in citas[punto]
    ]
    return CABEZA + "".join(filas)


if __name__ == "__main__":
    TABLA.write_text(en_markdown(), encoding="utf-8")
