"""De dónde sale un valor de la configuración, y cómo se lee lo que se cambió por pantalla."""

from nucleo.dominio.configuracion import Origen
from nucleo.dominio.mensajes import N_
from nucleo.textos.mensajes import decir
from nucleo.textos.traduccion import gettext

PROPUESTO = N_("propuesto por el módulo")
DE_LA_PLATAFORMA = N_("de toda la plataforma")
DEL_DEPARTAMENTO = N_("del archivo del departamento")
DEL_MUNICIPIO = N_("del archivo del municipio")
CLAVES = {
    "idiomas": N_("Idiomas"),
    "vocabulario": N_("Palabras"),
    "regla_de_seleccion": N_("Cómo se decide qué entra al POA"),
    "obra_menor": N_("Hasta qué costo (Bs) no se exige el EDTP"),
    "marca.nombre": N_("Nombre a la vista"),
    "marca.color": N_("Color principal"),
    "marca.escudo": N_("Escudo"),
}


def procedencia(origen: Origen | None) -> str:
    """«de toda la plataforma», «por pantalla, por Ana el 28/11/2026»…"""
    if origen is None:
        return gettext(PROPUESTO)
    if not isinstance(origen, str):
        return decir(origen)
    archivo = origen.partition(" [")[0]
    if "/" not in archivo:
        return gettext(DE_LA_PLATAFORMA)
    return gettext(DEL_DEPARTAMENTO if archivo.endswith("/_comun.toml") else DEL_MUNICIPIO)
