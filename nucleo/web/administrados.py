"""Lo que le toca a quien administra el ámbito de la dirección: sus ámbitos y cómo se llaman."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, g

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.jurisdicciones import ambitos_de
from nucleo.dominio.politica import Accion
from nucleo.dominio.roles import DE_ORGANIZACION, Rol
from nucleo.servicios.personas import Mirada
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import municipio_actual, piezas
from nucleo.web.lugares import nombre_de_ambito, raiz_de
from nucleo.web.permisos import ambito_de_la_ruta
from nucleo.web.sesion import contexto_de, exigir_persona

V = TypeVar("V", bound=Callable[..., Any])
RAICES = ("/<municipio>", "/departamentos/<departamento>", "/plataforma")


def en_cada_ambito(plano: Blueprint, resto: str, *metodos: str) -> Callable[[V], V]:
    """La misma vista de personas bajo un municipio, un departamento y la plataforma."""

    def colgar(vista: V) -> V:
        for raiz in RAICES:
            plano.add_url_rule(
                f"{raiz}/personas{resto}", view_func=vista, methods=list(metodos or ("GET",))
            )
        return vista

    return colgar


def mirada_actual() -> Mirada:
    """Desde dónde mira quien está dentro, y sobre qué ámbitos puede dar cargos."""
    if "mirada" not in g:
        desde = ambito_de_la_ruta()
        casa = piezas()
        hospedados = {a.municipio_id for a in casa.altas()}
        suyos = ambitos_de(desde, casa.territorio, casa.regiones, hospedados)
        g.mirada = Mirada(exigir_persona(), desde, {a.clave: a for a in suyos})
    mirada: Mirada = g.mirada
    return mirada


def contexto_para(accion: Accion) -> Contexto:
    """El de un caso de uso en el ámbito de la dirección, firmado con el mandato que lo permite."""
    return contexto_de(accion, ambito_de_la_ruta())


def raiz_de_personas() -> str:
    """Dónde cuelgan las páginas de personas de este ámbito."""
    return f"{raiz_de(ambito_de_la_ruta())}/personas"


def raiz_de_administracion() -> str:
    """La página de quien administra este departamento, o la plataforma."""
    raiz = raiz_de(ambito_de_la_ruta())
    return raiz if raiz == "/plataforma" else f"{raiz}/administracion"


def migas_de_personas() -> list[tuple[str, str]]:
    """El camino hasta las personas de este ámbito, sin contar el inicio."""
    ambito = ambito_de_la_ruta()
    if isinstance(ambito, EnMunicipio):
        raiz = raiz_de(ambito)
        return [(raiz, municipio_actual().nombre), (f"{raiz}/trabajo", gettext("Mi trabajo"))]
    return [(raiz_de_administracion(), nombre_de_ambito(ambito))]


def cargos_que_da() -> list[Rol]:
    """Los que puede dar en algún lugar quien mira, en el orden de la semilla."""
    mirada = mirada_actual()
    return [rol for rol in Rol if mirada.donde(rol)]


def pide_organizacion(rol: Rol) -> bool:
    return rol in DE_ORGANIZACION
