"""Que un ciclo armado cuadre: quién va existe, cada encuentro sigue a otro y nada va en redondo."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_, Mensaje

if TYPE_CHECKING:
    from nucleo.dominio.ciclos import TipoDeEvento

SIN_PARTICIPANTE = N_("no hay participante «%(cual)s»; hay: %(hay)s")
PARTICIPANTE_QUITADO = N_("no se puede quitar: todavía va a «%(quien)s»")
SIN_EVENTO = N_("no hay encuentro «%(cual)s»; hay: %(hay)s")
EVENTO_QUITADO = N_("no se puede quitar: «%(quien)s» le sigue; póngale otro `sigue_a`")
EN_REDONDO = N_("se sigue a sí mismo: %(camino)s")
RESERVADA = N_("«%(cual)s» es una dirección del sistema: use otra clave")
RESERVADAS = frozenset({"abrir", "entrega"})
"""Lo que en la dirección va donde iría un encuentro."""


class CicloInvalido(ErrorDeNegocio):
    """Lo que un ciclo dice no se puede cumplir: en qué clave con puntos y por qué."""

    campos = ("clave", "motivo")


def exigir_coherencia(
    datos: Mapping[str, Any], participantes: Iterable[str], eventos: Mapping[str, "TipoDeEvento"]
) -> None:
    """`CicloInvalido` donde se escribió lo que no cuadra: si se quitó algo que hace falta, ahí."""
    hay = [*participantes]
    for tipo in eventos.values():
        if tipo.clave in RESERVADAS:
            fallar(f"eventos.{tipo.clave}", RESERVADA, cual=tipo.clave)
        for donde, quien in _nombrados(tipo):
            if quien in _quitadas(datos, "participantes"):
                fallar(f"participantes.{quien}", PARTICIPANTE_QUITADO, quien=tipo.clave)
            if quien not in hay:
                fallar(f"eventos.{tipo.clave}.{donde}", SIN_PARTICIPANTE, cual=quien, hay=hay)
        _exigir_camino(tipo.clave, eventos, _quitadas(datos, "eventos"))


def _nombrados(tipo: "TipoDeEvento") -> Iterator[tuple[str, str]]:
    """Quién va y quién informa, con la clave en que se lo nombra."""
    for quien in tipo.participan:
        yield "participan", quien
    for parte in ("previos", "agenda", "informes", "resultados", "documentos"):
        for renglon in getattr(tipo, parte):
            if renglon.informa:
                yield f"{parte}.{renglon.clave}.informa", renglon.informa


def _exigir_camino(
    clave: str, eventos: Mapping[str, "TipoDeEvento"], quitados: frozenset[str]
) -> None:
    """Cada encuentro sigue a uno que existe, y nadie termina siguiéndose a sí mismo."""
    camino = [clave]
    while siguiente := eventos[camino[-1]].sigue_a:
        if siguiente in quitados:
            fallar(f"eventos.{siguiente}", EVENTO_QUITADO, quien=camino[-1])
        if siguiente not in eventos:
            fallar(f"eventos.{camino[-1]}.sigue_a", SIN_EVENTO, cual=siguiente, hay=eventos)
        if siguiente in camino:
            fallar(f"eventos.{clave}.sigue_a", EN_REDONDO, camino=[*camino, siguiente])
        camino.append(siguiente)


def _quitadas(datos: Mapping[str, Any], parte: str) -> frozenset[str]:
    """Las que una capa quitó con `false`."""
    return frozenset(c for c, t in (datos.get(parte) or {}).items() if t is False)


def fallar(clave: str, motivo: str, **datos: Any) -> None:
    """`CicloInvalido`, con las listas escritas de corrido."""
    dichos = {c: v if isinstance(v, str) else ", ".join(v) for c, v in datos.items()}
    raise CicloInvalido(clave, Mensaje(motivo, dichos))
