"""Preguntar a los plugins del municipio qué dicen de una demanda, antes de guardarla."""

from collections.abc import Mapping

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import Demanda, Observacion
from nucleo.dominio.errores import atribuido_a
from nucleo.dominio.organizaciones import Organizacion
from nucleo.servicios.importacion import FilaRechazada
from nucleo.servicios.puertos import Ganchos


def revisar(
    contexto: Contexto, ganchos: Ganchos, demanda: Demanda, organizacion: Organizacion
) -> list[Mapping[str, object]]:
    """Lo que observan, para guardarlo con ella; lo que impide levanta `FilaRechazada`."""
    dichas = ganchos.recoger(
        "revisar_demanda",
        contexto.nombre,
        contexto=contexto,
        demanda=demanda,
        organizacion=organizacion,
    )
    for plugin, dicha in dichas:
        with atribuido_a(plugin, "revisar_demanda", contexto.nombre):
            if not isinstance(dicha, Observacion):
                raise TypeError(dicha)
    if impedimentos := [("demanda", o.mensaje) for _, o in dichas if o.impide]:
        raise FilaRechazada(impedimentos)
    return [{"plugin": plugin, **o.mensaje.como_json()} for plugin, o in dichas]
