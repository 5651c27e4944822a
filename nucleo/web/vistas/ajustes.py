"""Los ajustes de un municipio o un departamento: lo que vale, de dónde sale, y cambiarlo."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash
from marshmallow import Schema, fields

from nucleo.configuracion.esquemas import LARGO_DEL_NOMBRE
from nucleo.dominio.ajustes import Valor
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ajustes import (
    Lugar,
    ajustables,
    guardar,
    lugar_actual,
    o_heredado,
    todos_los_cambios,
    version_de,
)
from nucleo.web.ambito import piezas
from nucleo.web.cambios import contar
from nucleo.web.conflictos import Edicion
from nucleo.web.formularios import Formulario
from nucleo.web.idiomas import IDIOMAS
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.vistas.modulos import modulos_de

plano = Blueprint("ajustes", __name__)
Pagina = tuple[str, int]
ULTIMOS = 5
DE_LA_CASA = "-"
GENERALES = ("idiomas", "vocabulario", "regla_de_seleccion")
ORDINALES = (
    N_("1.º"), N_("2.º"), N_("3.º"), N_("4.º"), N_("5.º"), N_("6.º"), N_("7.º"), N_("8.º"),
)  # fmt: skip


@plano.get("/<municipio>/ajustes")
@plano.get("/departamentos/<departamento>/ajustes")
@permite(Accion.AJUSTAR)
def ajustes() -> str:
    """Todo lo que se puede ajustar, lo que vale ahora y de dónde sale."""
    lugar = lugar_actual()
    cambios = list(reversed(todos_los_cambios(lugar)))
    return pintar(
        "ajustes.html",
        lugar=lugar,
        modulos=modulos_de(lugar),
        nombres_de_idiomas=[nombre_de_idioma(i) for i in lugar.configuracion.idiomas],
        regla=dict(reglas_de(lugar)).get(lugar.configuracion.regla_de_seleccion or "", ""),
        problema=problema_de(lugar),
        cambios=[contar(cambio) for cambio in cambios[:ULTIMOS]],
        cuantos=len(cambios),
    )


def problema_de(lugar: Lugar) -> str:
    """Por qué lo que vale hoy no sirve, si no sirve: se dice arriba de todo."""
    try:
        piezas().configuracion(lugar.ambito)
        piezas().contexto(lugar.ambito, 0)
    except ErrorDeNegocio as error:
        return frase(error)
    return ""


def nombre_de_idioma(codigo: str) -> str:
    return IDIOMAS[codigo].autonimo if codigo in IDIOMAS else codigo


def reglas_de(lugar: Lugar) -> list[tuple[str, str]]:
    """Las que ofrecen los módulos encendidos: clave y nombre."""
    try:
        contexto = piezas().contexto(lugar.ambito, 0)
        ganchos = ajustables().conjunto(lugar.configuracion.activos)
        reglas = ganchos.recoger("reglas_de_seleccion", lugar.nombre, contexto=contexto)
    except ErrorDeNegocio:
        return []
    return [(regla.clave, regla.nombre) for _, regla in reglas]


# ── Idiomas, palabras y regla ───────────────────────────────────────────────────────────────────


def esquema_general(idiomas: tuple[str, ...]) -> Schema:
    """Un lugar por idioma de la plataforma, el vocabulario y la regla de selección."""
    lugares = {
        codigo: fields.String(metadata={"etiqueta": nombre_de_idioma(codigo), "clase": "opcion"})
        for codigo in idiomas
    }
    return Schema.from_dict(
        {
            "idiomas": fields.Nested(
                Schema.from_dict(dict[str, Any](lugares)),
                metadata={
                    "etiqueta": N_("Idiomas que se ofrecen"),
                    "ayuda": N_(
                        "Elija el lugar de cada uno: el primero es el que se abre si quien mira "
                        "no pide otro. El que queda sin lugar no se ofrece."
                    ),
                },
            ),
            "vocabulario": fields.String(
                metadata={
                    "etiqueta": N_("Palabras"),
                    "ayuda": N_("Cómo llama la gente a sus organizaciones y a sus cosas."),
                    "clase": "opcion",
                }
            ),
            "regla_de_seleccion": fields.String(
                metadata={
                    "etiqueta": N_("Cómo se decide qué entra al POA"),
                    "ayuda": N_("Las reglas que ofrecen los módulos encendidos."),
                    "clase": "opcion",
                }
            ),
        }
    )()


def general_inicial(lugar: Lugar) -> dict[str, Any]:
    c = lugar.configuracion
    return {
        "idiomas": {codigo: str(n) for n, codigo in enumerate(c.idiomas, 1)},
        "vocabulario": c.vocabulario or DE_LA_CASA,
        "regla_de_seleccion": c.regla_de_seleccion or "",
    }


@plano.route("/<municipio>/ajustes/general", methods=["GET", "POST"])
@plano.route("/departamentos/<departamento>/ajustes/general", methods=["GET", "POST"])
@permite(Accion.AJUSTAR)
def general() -> Pagina | Response:
    """Idiomas y su orden, vocabulario y regla de selección."""
    lugar = lugar_actual()
    idiomas = piezas().plataforma.idiomas
    lugares = [(str(n), gettext(ORDINALES[n - 1])) for n in range(1, len(idiomas) + 1)]
    vocabularios = [(DE_LA_CASA, gettext("Las de la casa"))]
    vocabularios += [(v, v.replace("-", " ").capitalize()) for v in ajustables().vocabularios]
    opciones = {"vocabulario": vocabularios, "regla_de_seleccion": reglas_de(lugar)}
    opciones |= {f"idiomas.{codigo}": lugares for codigo in idiomas}
    edicion = Edicion(
        Formulario(esquema_general(idiomas), general_inicial(lugar), opciones),
        version_de(lugar, *GENERALES),
    )

    def hacer(datos: Mapping[str, Any], visto: int) -> None:
        guardar(
            lugar, edicion.formulario, cambios_generales(lugar, edicion.formulario, datos), visto
        )

    def releer() -> tuple[Mapping[str, Any], int]:
        return general_inicial(lugar_actual()), version_de(lugar, *GENERALES)

    if edicion.guardar(hacer, releer):
        flash(gettext("Quedaron los idiomas, las palabras y la regla."))
        return a(lugar.raiz)
    return pintar("ajustes-general.html", lugar=lugar, edicion=edicion), edicion.estado


def cambios_generales(
    lugar: Lugar, formulario: Formulario, datos: Mapping[str, Any]
) -> dict[str, Valor]:
    """Lo elegido, como se guarda; lo que no cuadra queda dicho en el formulario."""
    elegidos = {codigo: n for codigo, n in datos.get("idiomas", {}).items() if n}
    orden = sorted(elegidos, key=lambda codigo: int(elegidos[codigo]))
    if not orden:
        formulario.fallar("idiomas", gettext("Deje al menos un idioma."))
    elif len(set(elegidos.values())) < len(elegidos):
        formulario.fallar("idiomas", gettext("Dos idiomas no pueden tener el mismo lugar."))
    if formulario.errores:
        return {}
    h = lugar.heredada
    vocabulario = datos.get("vocabulario", h.vocabulario or DE_LA_CASA)
    regla = datos.get("regla_de_seleccion") or h.regla_de_seleccion
    return {
        "idiomas": o_heredado(orden, list(h.idiomas)),
        "vocabulario": o_heredado("" if vocabulario == DE_LA_CASA else vocabulario, h.vocabulario),
        "regla_de_seleccion": o_heredado(regla, h.regla_de_seleccion),
    }


# ── Marca ───────────────────────────────────────────────────────────────────────────────────────


class EsquemaDeLaMarca(Schema):
    """Cómo se presenta."""

    nombre = fields.String(
        metadata={
            "etiqueta": N_("Nombre a la vista"),
            "ayuda": N_("El de la cabecera de cada página. Vacío, el de siempre."),
        },
        validate=lambda n: len(n) <= LARGO_DEL_NOMBRE,
    )
    color = fields.String(
        metadata={
            "etiqueta": N_("Color principal"),
            "ayuda": N_(
                "Como #0b5d5b. Se comprueba que las letras se lean; el de la noche se deriva "
                "solo. Vacío, el de siempre."
            ),
        }
    )


def marca_inicial(lugar: Lugar) -> dict[str, Any]:
    return {"nombre": lugar.configuracion.marca.nombre, "color": lugar.configuracion.marca.color}


@plano.route("/<municipio>/ajustes/marca", methods=["GET", "POST"])
@plano.route("/departamentos/<departamento>/ajustes/marca", methods=["GET", "POST"])
@permite(Accion.AJUSTAR)
def marca() -> Pagina | Response:
    """El nombre y el color; el escudo va en su propio formulario."""
    lugar = lugar_actual()
    claves = ("marca.nombre", "marca.color")
    edicion = Edicion(
        Formulario(EsquemaDeLaMarca(), marca_inicial(lugar)), version_de(lugar, *claves)
    )

    def hacer(datos: Mapping[str, Any], visto: int) -> None:
        h = lugar.heredada.marca
        cambios = {
            "marca.nombre": o_heredado(datos.get("nombre", ""), h.nombre),
            "marca.color": o_heredado(datos.get("color", "").lower(), h.color),
        }
        campos = {clave: clave.removeprefix("marca.") for clave in claves}
        guardar(lugar, edicion.formulario, cambios, visto, campos)

    def releer() -> tuple[Mapping[str, Any], int]:
        return marca_inicial(lugar_actual()), version_de(lugar, *claves)

    if edicion.guardar(hacer, releer):
        flash(gettext("Quedó la marca."))
        return a(f"{lugar.raiz}/marca")
    return pintar("ajustes-marca.html", lugar=lugar, edicion=edicion), edicion.estado
