"""Un encuentro del ciclo, con lo que aportan los plugins activos del municipio."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nucleo.dominio.ciclos import (
    BloqueDelCiclo,
    DiaDelAnio,
    NivelDeEvento,
    Renglon,
    TipoDeEvento,
)
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import ErrorDePlugin, NoExiste, atribuido_a
from nucleo.dominio.eventos import Evento
from nucleo.servicios.puertos import Ganchos

AGENDA, INFORMES = "puntos_de_agenda", "informes_de_evento"


@dataclass(frozen=True, slots=True)
class Armado:
    """Un encuentro con lo que dieron los módulos que respondieron, y la falla de los que no."""

    tipo: TipoDeEvento
    fallas: tuple[ErrorDePlugin, ...] = ()

    @property
    def rotos(self) -> tuple[str, ...]:
        """Los módulos cuya parte falta, una vez cada uno."""
        return tuple(dict.fromkeys(str(f.datos["plugin"]) for f in self.fallas))


def tipo_de(contexto: Contexto, ganchos: Ganchos, clave: str) -> TipoDeEvento:
    """El de esa clave en el ciclo que rige; `NoExiste` si no lo tiene.

    Los puntos de los plugins van antes de la clausura, y cada renglón dice de quién es.
    """
    armado = tipo_sin_caerse(contexto, ganchos, clave)
    for falla in armado.fallas:
        raise falla
    return armado.tipo


def tipo_sin_caerse(contexto: Contexto, ganchos: Ganchos, clave: str) -> Armado:
    """Lo mismo, sin lo de los módulos que fallen: ni la mesa ni el acta se detienen por uno."""
    tipo = contexto.ciclo.eventos.get(clave)
    if tipo is None:
        raise NoExiste("encuentro", clave, [*contexto.ciclo.eventos])
    puntos, sin_puntos = _aportes(contexto, ganchos, AGENDA, tipo, tipo.agenda)
    informes, sin_informes = _aportes(contexto, ganchos, INFORMES, tipo, tipo.informes)
    return Armado(tipo.con(puntos, informes), (*sin_puntos, *sin_informes))


def armado_de(contexto: Contexto, ganchos: Ganchos, evento: Evento) -> Armado:
    """El de un encuentro con fecha. Del que el ciclo quitó después queda lo que se hizo."""
    if evento.clave in contexto.ciclo.eventos:
        return tipo_sin_caerse(contexto, ganchos, evento.clave)
    dia = DiaDelAnio(evento.dia.month, evento.dia.day)
    return Armado(
        TipoDeEvento(
            evento.clave, evento.sigla, evento.nombre, BloqueDelCiclo.PLANIFICACION,
            NivelDeEvento.MUNICIPIO, dia, dia,
        )
    )  # fmt: skip


def _aportes(
    contexto: Contexto,
    ganchos: Ganchos,
    gancho: str,
    tipo: TipoDeEvento,
    propios: Iterable[Renglon],
) -> tuple[list[Renglon], list[ErrorDePlugin]]:
    """Lo que dan los módulos, con su autor: solo renglones, y con una clave que nadie más tenga."""
    dados, fallas = ganchos.recoger_lo_sano(gancho, contexto.nombre, contexto=contexto, evento=tipo)
    suyos: list[Renglon] = []
    usadas = {r.clave for r in propios}
    for plugin, renglon in dados:
        try:
            with atribuido_a(plugin, gancho, contexto.nombre):
                suyos.append(_sellado(plugin, renglon, usadas))
        except ErrorDePlugin as error:
            fallas.append(error)
    return suyos, fallas


def _sellado(plugin: str, renglon: object, usadas: set[str]) -> Renglon:
    if not isinstance(renglon, Renglon):
        raise TypeError(renglon)
    if renglon.clave in usadas:
        raise ValueError(renglon.clave)
    usadas.add(renglon.clave)
    return replace(renglon, plugin=plugin)
