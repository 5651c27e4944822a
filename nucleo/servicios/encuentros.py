"""Un encuentro del ciclo, con lo que aportan los plugins activos del municipio."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nucleo.dominio.ciclos import Renglon, TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import ErrorDePlugin, NoExiste
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
    tipo = _del_ciclo(contexto, clave)
    return tipo.con(*(_aportes(contexto, ganchos, gancho, tipo) for gancho in (AGENDA, INFORMES)))


def tipo_sin_caerse(contexto: Contexto, ganchos: Ganchos, clave: str) -> Armado:
    """Lo mismo, sin lo de los módulos que fallen: ni la mesa ni el acta se detienen por uno."""
    tipo = _del_ciclo(contexto, clave)
    datos = {"contexto": contexto, "evento": tipo}
    puntos, sin_puntos = ganchos.recoger_lo_sano(AGENDA, contexto.nombre, **datos)
    informes, sin_informes = ganchos.recoger_lo_sano(INFORMES, contexto.nombre, **datos)
    return Armado(tipo.con(_suyos(puntos), _suyos(informes)), (*sin_puntos, *sin_informes))


def _del_ciclo(contexto: Contexto, clave: str) -> TipoDeEvento:
    tipo = contexto.ciclo.eventos.get(clave)
    if tipo is None:
        raise NoExiste("encuentro", clave, [*contexto.ciclo.eventos])
    return tipo


def _aportes(
    contexto: Contexto, ganchos: Ganchos, gancho: str, tipo: TipoDeEvento
) -> list[Renglon]:
    return _suyos(ganchos.recoger(gancho, contexto.nombre, contexto=contexto, evento=tipo))


def _suyos(dados: Iterable[tuple[str, Renglon]]) -> list[Renglon]:
    return [replace(renglon, plugin=plugin) for plugin, renglon in dados]
