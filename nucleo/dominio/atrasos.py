"""Por dónde va el año de un municipio y en qué se atrasa, dicho sin un solo dato de personas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nucleo.dominio.mensajes import N_, Mensaje

NO_SE_HIZO = N_("%(sigla)s debía hacerse el %(dia)s")
NO_TERMINA = N_("%(sigla)s empezó y todavía no termina: debía hacerse el %(dia)s")

LoDelAnio = Mapping[str, Any]
"""Lo que se cuenta: `limite`, `encuentros[{sigla, fecha, hecho, empezo}]` y `faltan`, en llano.

Las copias de antes no traen `empezo`.
"""


@dataclass(frozen=True, slots=True)
class Atraso:
    """En qué se atrasó, desde cuándo, y qué le falta para seguir."""

    que: Mensaje
    desde: date
    dias: int
    faltan: Sequence[Mensaje]


def donde_va(anio: LoDelAnio | None) -> str:
    """La sigla del encuentro que toca; vacía si la gestión no se abrió o ya terminó."""
    return next((e["sigla"] for e in (anio or {}).get("encuentros", ()) if not e["hecho"]), "")


def atraso_de(anio: LoDelAnio | None, hoy: date) -> Atraso | None:
    """El primer encuentro cuyo día pasó sin hacerse, mirado hoy; `None` si va al día."""
    for encuentro in (anio or {}).get("encuentros", ()):
        dia = date.fromisoformat(encuentro["fecha"])
        if not encuentro["hecho"] and dia < hoy:
            datos = {"sigla": encuentro["sigla"], "dia": f"{dia:%d/%m/%Y}"}
            faltan = [Mensaje.de_json(f) for f in (anio or {})["faltan"]]
            que = Mensaje(NO_TERMINA if encuentro.get("empezo") else NO_SE_HIZO, datos)
            return Atraso(que, dia, (hoy - dia).days, faltan)
    return None
