"""Un encuentro del ciclo, con lo que aportan los plugins activos del municipio."""

from dataclasses import replace

from nucleo.dominio.ciclos import Renglon, TipoDeEvento
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import NoExiste
from nucleo.servicios.puertos import Ganchos


def tipo_de(contexto: Contexto, ganchos: Ganchos, clave: str) -> TipoDeEvento:
    """El de esa clave en el ciclo que rige; `NoExiste` si no lo tiene.

    Los puntos de los plugins van antes de la clausura, y cada renglón dice de quién es.
    """
    tipo = contexto.ciclo.eventos.get(clave)
    if tipo is None:
        raise NoExiste("encuentro", clave, [*contexto.ciclo.eventos])
    return tipo.con(
        _aportes(contexto, ganchos, "puntos_de_agenda", tipo),
        _aportes(contexto, ganchos, "informes_de_evento", tipo),
    )


def _aportes(
    contexto: Contexto, ganchos: Ganchos, gancho: str, tipo: TipoDeEvento
) -> list[Renglon]:
    dados = ganchos.recoger(gancho, contexto.nombre, contexto=contexto, evento=tipo)
    return [replace(renglon, plugin=plugin) for plugin, renglon in dados]
