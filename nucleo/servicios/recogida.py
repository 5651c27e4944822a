"""Lo que los plugins aportan a un gancho, con el nombre de su autor ya escrito."""

from dataclasses import replace
from typing import Any, TypeVar

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.criterios import Criterio
from nucleo.dominio.edc import Bloque, Destinatario
from nucleo.dominio.errores import atribuido_a
from nucleo.dominio.seleccion import ReglaDeSeleccion
from nucleo.servicios.puertos import Ganchos

S = TypeVar("S", Criterio, ReglaDeSeleccion, Destinatario, Bloque)


def recoger(
    ganchos: Ganchos, nombre: str, tipo: type[S], contexto: Contexto, **datos: Any
) -> list[S]:
    """Los elementos que dan los plugins activos, cada uno con su `plugin`.

    Lo que no sea del `tipo` que el gancho promete es un error del plugin que lo dio.
    """
    sellados: list[S] = []
    for plugin, elemento in ganchos.recoger(nombre, contexto.nombre, contexto=contexto, **datos):
        with atribuido_a(plugin, nombre, contexto.nombre):
            if not isinstance(elemento, tipo):
                raise TypeError(elemento)
            sellados.append(replace(elemento, plugin=plugin))
    return sellados
