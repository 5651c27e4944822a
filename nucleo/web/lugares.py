"""Cómo se llama cada ámbito para la gente, y a dónde va a trabajar quien tiene un cargo en él."""

from collections.abc import Mapping

from nucleo.dominio.ambito import Ambito, EnDepartamento, EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.edc import Destinatario
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.nombres import plegar
from nucleo.dominio.politica import PERMISOS, Accion
from nucleo.dominio.roles import Rol
from nucleo.servicios.edc import destinatarios
from nucleo.textos.nombres import de_region
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import piezas

CARGO_DEL_CATALOGO: Mapping[Rol, str] = {
    Rol.DIPUTACION: "diputado",
    Rol.ASAMBLEISTA: "asambleista",
    Rol.SUBGOBERNACION: "subgobernador",
}
"""Con qué empieza, plegado, el cargo del catálogo que ejerce quien tiene ese rol."""


def nombre_de_ambito(ambito: Ambito) -> str:
    """«Municipio de Villa Tunari», «Circunscripción uninominal 24 (Cochabamba)»…

    Lo que ya no está en el catálogo se dice con su clave.
    """
    territorio = piezas().territorio
    match ambito:
        case EnMunicipio(cual) if cual in territorio.por_id:
            nombre = territorio.por_id[cual].nombre
            return gettext("Municipio de %(municipio)s", municipio=nombre)
        case EnRegion(slug) if slug in piezas().regiones:
            return de_region(piezas().regiones[slug])
        case EnDepartamento(codigo) if codigo in territorio.departamento_de:
            nombre = territorio.departamento_de[codigo].nombre
            return gettext("Departamento de %(departamento)s", departamento=nombre)
        case EnPlataforma():
            return gettext("Toda la plataforma")
        case _:
            return ambito.clave


def raiz_de(ambito: Ambito) -> str:
    """La dirección de un ámbito: `/villa-tunari`, `/regiones/uninominal-24`…; vacía si no está."""
    territorio = piezas().territorio
    match ambito:
        case EnMunicipio(cual) if cual in territorio.por_id:
            return f"/{territorio.por_id[cual].slug}"
        case EnRegion(slug) if slug in piezas().regiones:
            return f"/regiones/{slug}"
        case EnDepartamento(codigo) if codigo in territorio.departamento_de:
            return f"/departamentos/{territorio.departamento_de[codigo].slug}"
        case EnPlataforma():
            return "/plataforma"
        case _:
            return ""


def lugar_de_trabajo(rol: Rol, ambito: Ambito) -> str:
    """A dónde va quien tiene ese cargo ahí."""
    raiz = raiz_de(ambito)
    match ambito:
        case EnMunicipio():
            return f"{raiz}/trabajo" if raiz else "/"
        case EnRegion(slug):
            return _mesa_de(rol, slug) if raiz else "/regiones"
        case EnDepartamento():
            return f"{raiz}/administracion" if raiz else "/"
        case EnPlataforma():
            return raiz if Accion.DAR_DE_ALTA in PERMISOS[rol] else "/"


def _mesa_de(rol: Rol, slug: str) -> str:
    """La mesa del EDC o, si se sabe cuál autoridad es, lo que la mesa le lleva a ella."""
    mesa = f"/regiones/{slug}/edc"
    suyos = [d for d in _destinatarios(slug) if _ejerce(rol, d)]
    return f"{mesa}/{suyos[0].clave}" if len(suyos) == 1 else mesa


def _ejerce(rol: Rol, destinatario: Destinatario) -> bool:
    empieza = CARGO_DEL_CATALOGO.get(rol)
    return empieza is not None and plegar(destinatario.cargo).startswith(empieza)


def _destinatarios(slug: str) -> list[Destinatario]:
    """Sin ellos queda la mesa entera: un plugin que falla no deja a nadie sin su página."""
    ambito = EnRegion(slug)
    try:
        contexto = piezas().contexto(ambito, 0)
        return destinatarios(contexto, piezas().ganchos(ambito), piezas().regiones[slug])
    except ErrorDeNegocio:
        return []
