"""Capas que se funden, de la más general a la más propia, recordando de dónde salió cada valor."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Any, NamedTuple

from nucleo.dominio.ajustes import Ajuste, como_capa, origen_de
from nucleo.dominio.configuracion import Configuracion, Origen
from nucleo.dominio.evaluaciones import OBRA_MENOR
from nucleo.dominio.marca import Marca

VACIO: Mapping[str, Any] = MappingProxyType({})


class Capa(NamedTuple):
    """`datos` es lo que una capa dice y `origen`, de qué archivo o cambio por pantalla viene."""

    origen: Origen
    datos: Mapping[str, Any]


Dichas = tuple[Capa, ...]
"""Lo dicho por pantalla en un ámbito: una capa por cada clave, con su autor y su fecha."""
NADA_DICHO: Dichas = ()


def capas_de(ajustes: Iterable[Ajuste], *, del_departamento: bool) -> Dichas:
    """Los cambios por pantalla que rigen; lo devuelto a lo heredado no dice nada."""
    return tuple(
        Capa(origen_de(a, del_departamento=del_departamento), como_capa({a.clave: a.valor}))
        for a in ajustes
        if "valor" in a.valor
    )


TABLAS = frozenset({"ciclo", "marca", "plugins"})


def fundir(capas: Sequence[Capa]) -> Configuracion:
    """La última capa que dice algo manda, clave por clave; las listas se reemplazan enteras.

    `plugins.x = false` apaga uno heredado con todos sus ajustes.
    """
    valores: dict[str, Any] = {}
    origenes: dict[str, Origen] = {}
    plugins: dict[str, dict[str, Any]] = {}
    ciclo: dict[str, Any] = {}
    for origen, datos in capas:
        propios = {k: v for k, v in datos.items() if k not in TABLAS}
        marca = datos.get("marca", VACIO)
        valores |= propios | {"marca": {**valores.get("marca", VACIO), **marca}}
        origenes |= dict.fromkeys((*propios, *(f"marca.{k}" for k in marca)), origen)
        ciclo = encima(ciclo, datos.get("ciclo", VACIO))
        origenes |= dict.fromkeys(
            (c for c, _ in _hojas(datos.get("ciclo", VACIO), "ciclo")), origen
        )
        origenes = _sumar_plugins(plugins, origenes, origen, datos.get("plugins", VACIO))
    return Configuracion(
        idiomas=tuple(valores.get("idiomas", ())),
        regla_de_seleccion=valores.get("regla_de_seleccion"),
        vocabulario=valores.get("vocabulario", ""),
        rotacion=tuple(valores.get("rotacion", ())),
        obra_menor=valores.get("obra_menor", OBRA_MENOR),
        plugins=plugins,
        origenes=origenes,
        marca=Marca(**valores.get("marca", VACIO)),
        ciclo=ciclo,
    )


def _sumar_plugins(
    plugins: dict[str, dict[str, Any]],
    origenes: dict[str, Origen],
    origen: Origen,
    dichos: Mapping[str, Any],
) -> dict[str, Origen]:
    """Enciende, ajusta o apaga lo que dice una capa; devuelve de dónde sale cada valor."""
    for nombre, ajustes in dichos.items():
        clave = f"plugins.{nombre}"
        if ajustes is False:
            plugins.pop(nombre, None)
            origenes = {c: o for c, o in origenes.items() if not f"{c}.".startswith(f"{clave}.")}
            origenes[clave] = origen
            continue
        if nombre not in plugins:
            origenes[clave] = origen
        plugins[nombre] = encima(plugins.get(nombre, {}), ajustes)
        origenes |= dict.fromkeys((c for c, _ in _hojas(ajustes, clave)), origen)
    return origenes


def encima(debajo: Mapping[str, Any], arriba: Mapping[str, Any]) -> dict[str, Any]:
    """Clave por clave, tabla por tabla; una lista se reemplaza entera."""
    return {
        **debajo,
        **{
            k: encima(debajo[k], v)
            if isinstance(v, Mapping) and isinstance(debajo.get(k), Mapping)
            else v
            for k, v in arriba.items()
        },
    }


def _hojas(datos: Mapping[str, Any], delante: str) -> Iterator[tuple[str, Any]]:
    for clave, valor in datos.items():
        camino = f"{delante}.{clave}"
        if isinstance(valor, Mapping) and valor:
            yield from _hojas(valor, camino)
        else:
            yield camino, valor


def aplanar(configuracion: Configuracion) -> list[tuple[str, Any, Origen]]:
    """Cada clave con puntos, su valor y su origen, para mostrarlas a una persona.

    Un plugin aparece primero como `plugins.x` → `True` si está activo o `False` si se lo apagó.
    """
    pares: dict[str, Any] = {"idiomas": list(configuracion.idiomas)}
    if configuracion.regla_de_seleccion is not None:
        pares["regla_de_seleccion"] = configuracion.regla_de_seleccion
    if configuracion.vocabulario:
        pares["vocabulario"] = configuracion.vocabulario
    if "obra_menor" in configuracion.origenes:
        pares["obra_menor"] = configuracion.obra_menor
    pares |= {f"marca.{c}": v for c, v in asdict(configuracion.marca).items() if v}
    pares |= dict(_hojas(configuracion.ciclo, "ciclo"))
    apagados = {
        clave.removeprefix("plugins."): None
        for clave in configuracion.origenes
        if clave.count(".") == 1 and clave.removeprefix("plugins.") not in configuracion.plugins
    }
    for nombre in sorted({*configuracion.plugins, *apagados}):
        pares[f"plugins.{nombre}"] = nombre in configuracion.plugins
        pares |= dict(_hojas(configuracion.plugins.get(nombre, VACIO), f"plugins.{nombre}"))
    return [(clave, valor, configuracion.origenes.get(clave, "")) for clave, valor in pares.items()]
