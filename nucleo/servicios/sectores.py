"""Los sectores de un municipio o región: el clasificador, completado por sus plugins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import process

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import atribuido_a
from nucleo.dominio.lectura import ilegible
from nucleo.dominio.mensajes import N_
from nucleo.dominio.nombres import plegar
from nucleo.dominio.sectores import SIN_CLASIFICAR, Sector
from nucleo.servicios.puertos import Ganchos

SUGERENCIAS = 3


def sectores_de(contexto: Contexto, ganchos: Ganchos, base: Sequence[Sector]) -> dict[str, Sector]:
    """Clave → sector. El de un plugin con clave ya conocida completa sinónimos y origen."""
    sectores = {s.clave: s for s in base}
    for plugin, sector in ganchos.recoger("sectores", contexto.nombre, contexto=contexto):
        with atribuido_a(plugin, "sectores", contexto.nombre):
            if not isinstance(sector, Sector):
                raise TypeError(sector)
            sectores[sector.clave] = _completado(sectores.get(sector.clave), sector)
    return sectores


def _completado(antes: Sector | None, del_plugin: Sector) -> Sector:
    if antes is None:
        return del_plugin
    sinonimos = dict.fromkeys((*antes.sinonimos, *del_plugin.sinonimos))
    return replace(antes, sinonimos=tuple(sinonimos), origen=antes.origen or del_plugin.origen)


def lector_de_sector(sectores: Mapping[str, Sector]) -> Callable[[str], str]:
    """Lee un sector por clave, nombre o sinónimo y devuelve su clave; sugiere si no lo conoce."""
    por_nombre = {plegar(SIN_CLASIFICAR): SIN_CLASIFICAR}
    for sector in sectores.values():
        for escrito in (*sector.sinonimos, sector.nombre, sector.clave):
            por_nombre[plegar(escrito)] = sector.clave
    nombres = {clave: sector.nombre for clave, sector in sectores.items()}

    def leer(texto: str) -> str:
        clave = por_nombre.get(plegar(texto))
        if clave is None:
            hallados = process.extract(plegar(texto), por_nombre.keys(), limit=len(por_nombre))
            claves = dict.fromkeys(por_nombre[nombre] for nombre, _, _ in hallados)
            parecidos = [nombres[c] for c in claves if c in nombres][:SUGERENCIAS]
            raise ilegible(
                N_("no se conoce ese sector; quizás: %(parecidos)s"),
                parecidos=", ".join(parecidos),
            )
        return clave

    return leer
