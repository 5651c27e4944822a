"""Qué cambia al apagar un plugin: se dice antes, para que nadie se entere después."""

from collections.abc import Sequence
from dataclasses import dataclass

from nucleo.servicios.lecturas import LecturaMunicipal
from nucleo.servicios.puertos import Ganchos

CRITERIOS, REGLAS = "criterios_de_priorizacion", "reglas_de_seleccion"


@dataclass(frozen=True, slots=True)
class Consecuencias:
    """`a_medias` son las gestiones con pesos acordados de sus criterios y sin publicar.

    `decide`, si la regla que rige es suya y quedan otras para elegir.
    """

    a_medias: Sequence[int] = ()
    sin_criterios: bool = False
    sin_regla: bool = False
    decide: bool = False


def al_apagar(
    plugin: str,
    antes: Ganchos,
    despues: Ganchos,
    lectura: LecturaMunicipal | None,
    rige: str = "",
) -> Consecuencias:
    """Con los plugins de antes y los que quedarían; sin `lectura`, no se miran procesos.

    La lectura llega abierta. `rige` es el plugin que da la regla de selección que vale.
    """
    quedan = alguno(despues, REGLAS)
    return Consecuencias(
        gestiones_a_medias(plugin, lectura) if lectura else (),
        sin_criterios=alguno(antes, CRITERIOS) and not alguno(despues, CRITERIOS),
        sin_regla=alguno(antes, REGLAS) and not quedan,
        decide=plugin == rige and quedan,
    )


def gestiones_a_medias(plugin: str, lectura: LecturaMunicipal) -> list[int]:
    a_medias = []
    for gestion in lectura.gestiones():
        proceso = lectura.proceso(gestion)
        if proceso is None or proceso.publicada_en or not proceso.acordada_en:
            continue
        if any(clave.startswith(f"{plugin}.") and peso for clave, peso in proceso.pesos.items()):
            a_medias.append(gestion)
    return a_medias


def alguno(ganchos: Ganchos, gancho: str) -> bool:
    """Si alguno de esos plugins lo llena."""
    return any(gancho in ganchos.implementados(plugin) for plugin in ganchos.activos)
