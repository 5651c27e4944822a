"""Qué habría hecho falta para que una demanda entrara, o qué la sostiene si entró; y quién le ganó.

Se responde una palanca a la vez, con el cambio más pequeño: se prueban todos los pasos, del más
corto al más largo, porque entrar no es monótono (bajar el costo de una mueve los puntos de las
otras). Lo hallado se comprueba con el cálculo completo: aplicarlo la hace entrar y un paso menos,
no.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nucleo.dominio.corridas import Renglon
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.palancas import Caso, Movible, Palanca, palancas_de
from nucleo.dominio.seleccion import LE_TOCA_A_OTRO, Techos
from nucleo.dominio.variantes import entran

PRIMERA_TANDA = 16
CELDAS = 1_000_000  # variantes por demandas que se prueban juntas


class Alcance(StrEnum):
    """Hasta dónde llegó una palanca sola."""

    ALCANZA = "alcanza"
    NO_ALCANZA = "no_alcanza"
    """Se probaron todos sus pasos y ninguno cambia lo decidido."""
    NO_APLICA = "no_aplica"
    """La regla no mira los puntos: mover pesos no mueve a nadie."""
    SIN_COMPROBAR = "sin_comprobar"
    """El cálculo completo no confirma lo hallado: un criterio no mide cada demanda por separado."""


@dataclass(frozen=True, slots=True)
class Respuesta:
    """El cambio más pequeño de una palanca, o hasta dónde se probó sin hallarlo.

    `criterio` es la clave, solo con `PESO`. `despues` es lo que tendría que ser o, si no alcanza,
    lo último que se probó. `pasos` lleva signo.
    """

    palanca: Palanca
    alcance: Alcance
    antes: Dinero | float
    despues: Dinero | float
    pasos: int = 0
    criterio: str = ""


def responder(caso: Caso, lugar: int, *, entra: bool) -> list[Respuesta]:
    """Una respuesta por palanca para la demanda de ese lugar, que `entra` o no.

    Lo que no es competencia del municipio no compite: no hay palanca que lo haga entrar.
    """
    if caso.filas[lugar].competencia in LE_TOCA_A_OTRO:
        return []
    return [_responder(caso, p, entra=entra) for p in palancas_de(caso, lugar, entra=entra)]


def _responder(caso: Caso, palanca: Movible, *, entra: bool) -> Respuesta:
    pasos = palanca.pasos
    if palanca.palanca is Palanca.PESO and not caso.regla.usa_puntajes:
        return _respuesta(palanca, Alcance.NO_APLICA, 0)
    hallado = primer_paso(caso, palanca, entra=not entra)
    if hallado is None:
        return _respuesta(palanca, Alcance.NO_ALCANZA, max(pasos, default=0, key=abs))
    menos = hallado - 1 if hallado > 0 else hallado + 1
    cierto = palanca.entra(hallado) is not entra and palanca.entra(menos) is entra
    return _respuesta(palanca, Alcance.ALCANZA if cierto else Alcance.SIN_COMPROBAR, hallado)


def _respuesta(palanca: Movible, alcance: Alcance, paso: int) -> Respuesta:
    return Respuesta(
        palanca.palanca, alcance, palanca.valor(0), palanca.valor(paso), paso, palanca.criterio
    )


def primer_paso(caso: Caso, palanca: Movible, *, entra: bool) -> int | None:
    """El primero de sus pasos con el que la demanda entra (o sale); `None` si con ninguno."""
    for tanda in _tandas(palanca.pasos, len(caso.filas)):
        dicho = entran(caso.regla, palanca.lote(tanda), caso.ambito)[:, palanca.lugar]
        for paso, asi in zip(tanda, dicho.tolist(), strict=True):
            if asi is entra:
                return paso
    return None


def _tandas(pasos: Sequence[int], filas: int) -> Iterator[Sequence[int]]:
    """De a pocos al principio: lo común es que el cambio sea chico."""
    desde, cuantos, mayor = 0, PRIMERA_TANDA, max(1, CELDAS // max(1, filas))
    while desde < len(pasos):
        yield pasos[desde : desde + cuantos]
        desde, cuantos = desde + cuantos, min(mayor, cuantos * 2)


@dataclass(frozen=True, slots=True)
class Delante:
    """Las que entraron antes que una demanda: cuántas, y cuánto gastaron de cada fuente.

    `primera` es la que dejó a la demanda fuera: después de ella, ya no cabía en ninguna fuente.
    `None` si no fue el dinero lo que la dejó fuera, o si no cabía ni la primera.
    """

    cuantas: int
    gastado: Mapping[str, Dinero]
    primera: Renglon | None


def delante_de(renglones: Sequence[Renglon], este: Renglon, techos: Techos) -> Delante:
    """Qué la superó. `renglones`, de la primera a la última."""
    costo, gastado = este.fila.costo.centavos, Counter[str]()
    cabia = any(costo <= t.centavos for t in techos.values())
    cuantas, primera = 0, None
    for r in renglones:
        if r.puesto >= este.puesto:
            break
        if not r.decision.entra:
            continue
        cuantas += 1
        gastado[r.decision.fuente] += r.fila.costo.centavos
        cabe = any(costo <= t.centavos - gastado[f] for f, t in techos.items())
        if cabia and not cabe and primera is None:
            primera = r
    return Delante(cuantas, {f: Dinero(c) for f, c in gastado.items()}, primera)
