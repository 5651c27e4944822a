"""Cada módulo instalado: encenderlo, apagarlo y ajustarlo con el formulario de su esquema."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, request
from marshmallow import Schema
from marshmallow.validate import Range

from nucleo.dominio.ambito import EnMunicipio
from nucleo.dominio.errores import ErrorDeNegocio, NoExiste
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.servicios import ajustes as servicio
from nucleo.servicios.consecuencias import Consecuencias, al_apagar
from nucleo.textos.errores import frase
from nucleo.textos.nombres import aporte_de
from nucleo.textos.procedencias import procedencia
from nucleo.textos.traduccion import gettext
from nucleo.web.ajustes import (
    NO_SIRVE,
    Lugar,
    ajustables,
    contexto_de_ajustes,
    encima,
    guardar,
    lo_propio,
    lugar_actual,
    nombre_de_modulo,
    propuestos,
    version_de,
)
from nucleo.web.ambito import piezas
from nucleo.web.conflictos import Edicion
from nucleo.web.formularios import Control, Formulario
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.vistas.municipios import DE_LA_CASA

plano = Blueprint("modulos", __name__)
Pagina = tuple[str, int]
DE_A = N_("Un número de %(min)s a %(max)s.")
DESDE = N_("Un número desde %(min)s.")
MAYOR_QUE = N_("Un número mayor que %(min)s.")
HASTA = N_("Un número hasta %(max)s.")


@dataclass(frozen=True, slots=True)
class Modulo:
    """Un plugin como se lo ve en los ajustes."""

    clave: str
    nombre: str
    encendido: bool
    procedencia: str
    aportes: list[str]
    ajustable: bool


def modulos_de(lugar: Lugar) -> list[Modulo]:
    """Los instalados, y los que la configuración pide y no están."""
    claves = {*piezas().plugins, *lugar.configuracion.plugins}
    return [modulo_de(lugar, clave) for clave in sorted(claves, key=nombre_de_modulo)]


def modulo_de(lugar: Lugar, clave: str) -> Modulo:
    conjunto = ajustables().conjunto(frozenset({clave}))
    ganchos = conjunto.implementados(clave) if clave in conjunto.activos else []
    encendido = clave in lugar.configuracion.plugins
    dicho = f"plugins.{clave}" in lugar.configuracion.origenes
    return Modulo(
        clave,
        nombre_de_modulo(clave),
        encendido,
        lugar.procedencia(f"plugins.{clave}") if dicho else "",
        [aporte_de(g) for g in ganchos if g not in DE_LA_CASA],
        ajustable=encendido and "esquema_de_ajustes" in ganchos,
    )


def exigir_modulo(lugar: Lugar, clave: str) -> Modulo:
    if clave not in {*piezas().plugins, *lugar.configuracion.plugins}:
        raise NoExiste("plugin", clave)
    return modulo_de(lugar, clave)


# ── Ajustarlo ───────────────────────────────────────────────────────────────────────────────────


@plano.route("/<municipio>/ajustes/modulos/<plugin>", methods=["GET", "POST"])
@plano.route("/departamentos/<departamento>/ajustes/modulos/<plugin>", methods=["GET", "POST"])
@permite(Accion.AJUSTAR)
def modulo(plugin: str) -> Pagina | Response:
    """El formulario de sus ajustes; apagado o sin ajustes, solo qué es y qué aporta."""
    lugar = lugar_actual()
    este = exigir_modulo(lugar, plugin)
    if not este.ajustable:
        return pintar("modulo.html", lugar=lugar, modulo=este, edicion=None), 200
    esquema = ajustables().esquema_de(plugin)()
    clave = f"plugins.{plugin}"
    edicion = Edicion(
        Formulario(
            esquema, vigentes_de(lugar, plugin, esquema), notas=notas_de(lugar, clave, esquema)
        ),
        version_de(lugar, clave),
    )

    def hacer(_datos: Any, visto: int) -> None:
        propio = lo_propio(edicion.formulario.llano, heredados_de(lugar, plugin, esquema))
        se_hereda = plugin in lugar.heredada.plugins
        valor = {} if se_hereda and not propio else {"valor": propio}
        guardar(lugar, edicion.formulario, {clave: valor}, visto)

    def releer() -> tuple[Mapping[str, Any], int]:
        return vigentes_de(lugar_actual(), plugin, esquema), version_de(lugar, clave)

    if edicion.guardar(hacer, releer):
        flash(gettext("Quedaron los ajustes de %(modulo)s.", modulo=este.nombre))
        return a(lugar.raiz)
    return pintar("modulo.html", lugar=lugar, modulo=este, edicion=edicion), edicion.estado


def vigentes_de(lugar: Lugar, plugin: str, esquema: Schema) -> dict[str, Any]:
    return encima(propuestos(esquema), lugar.configuracion.plugins.get(plugin, {}))


def heredados_de(lugar: Lugar, plugin: str, esquema: Schema) -> dict[str, Any]:
    return encima(propuestos(esquema), lugar.heredada.plugins.get(plugin, {}))


def notas_de(lugar: Lugar, clave: str, esquema: Schema) -> dict[str, str]:
    """Junto a cada campo: sus límites, de dónde sale lo que vale y, si es otro, lo heredado."""
    plugin = clave.removeprefix("plugins.")
    notas: dict[str, str] = {}
    vigentes = _hojas(esquema, vigentes_de(lugar, plugin, esquema))
    for campo, heredado in _hojas(esquema, heredados_de(lugar, plugin, esquema)).items():
        origen = lugar.configuracion.origenes.get(f"{clave}.{campo}")
        sale = gettext("Sale: %(origen)s.", origen=procedencia(origen))
        otro = _heredado(heredado) if heredado.valor != vigentes[campo].valor else ""
        partes = (_limites(_campo(esquema, campo)), sale, otro)
        notas[campo] = " ".join(parte for parte in partes if parte)
    return notas


def _hojas(esquema: Schema, valores: Mapping[str, Any]) -> dict[str, Control]:
    controles = Formulario(esquema, valores).controles
    return {hoja.campo: hoja for c in controles for hoja in c.hojas}


def _campo(esquema: Schema, camino: str) -> Any:
    nombre, _, resto = camino.partition(".")
    campo: Any = esquema.fields[nombre]
    return _campo(campo.schema, resto) if resto else campo


def _heredado(c: Control) -> str:
    if c.valor in ("", [], ()):
        return ""
    if c.clase == "casilla":
        valor = gettext("sí") if c.valor else gettext("no")
    else:
        valores = c.valor if isinstance(c.valor, list | tuple) else [c.valor]
        valor = ", ".join(dict(c.opciones).get(str(v), str(v)) for v in valores)
    return gettext("Lo heredado: %(valor)s.", valor=valor)


def _limites(campo: Any) -> str:
    """Lo que `Range` pide, dicho antes de equivocarse."""
    rango = next((v for v in campo.validators if isinstance(v, Range)), None)
    if rango is None:
        return ""
    datos = {"min": rango.min, "max": rango.max}
    if rango.max is None:
        return gettext(DESDE if rango.min_inclusive else MAYOR_QUE) % datos
    return gettext(HASTA if rango.min is None else DE_A) % datos


# ── Encenderlo y apagarlo ───────────────────────────────────────────────────────────────────────


@plano.post("/<municipio>/ajustes/modulos/<plugin>/encender")
@plano.post("/departamentos/<departamento>/ajustes/modulos/<plugin>/encender")
@permite(Accion.AJUSTAR)
def encender(plugin: str) -> Response:
    """No destruye nada: no pide confirmación."""
    lugar = lugar_actual()
    este = exigir_modulo(lugar, plugin)
    unidad = piezas().unidad(lugar.ambito)
    try:
        servicio.encender(contexto_de_ajustes(lugar), unidad, ajustables().probar, plugin)
    except NO_SIRVE as error:
        flash(frase(error), "aviso")
        return a(lugar.raiz)
    flash(gettext("%(modulo)s está encendido.", modulo=este.nombre))
    return a(lugar.raiz)


@plano.route("/<municipio>/ajustes/modulos/<plugin>/apagar", methods=["GET", "POST"])
@plano.route(
    "/departamentos/<departamento>/ajustes/modulos/<plugin>/apagar", methods=["GET", "POST"]
)
@permite(Accion.AJUSTAR)
def apagar(plugin: str) -> Pagina | Response:
    """Dice qué deja de verse y que los datos quedan; se apaga al confirmar."""
    lugar = lugar_actual()
    este = exigir_modulo(lugar, plugin)
    if request.method == "POST":
        unidad = piezas().unidad(lugar.ambito)
        try:
            servicio.apagar(contexto_de_ajustes(lugar), unidad, ajustables().probar, plugin)
        except NO_SIRVE as error:
            flash(frase(error), "aviso")
            return a(lugar.raiz)
        flash(gettext("%(modulo)s está apagado. Sus datos quedaron guardados.", modulo=este.nombre))
        return a(lugar.raiz)
    consecuencias = consecuencias_de(lugar, plugin)
    return pintar("modulo-apagar.html", lugar=lugar, modulo=este, consecuencias=consecuencias), 200


def consecuencias_de(lugar: Lugar, plugin: str) -> Consecuencias:
    activos = lugar.configuracion.activos
    antes, despues = ajustables().conjunto(activos), ajustables().conjunto(activos - {plugin})
    rige = de_quien_es_la_regla(lugar)
    if not isinstance(lugar.ambito, EnMunicipio):
        return al_apagar(plugin, antes, despues, None, rige)
    with piezas().leer_municipio(lugar.ambito) as lectura:
        return al_apagar(plugin, antes, despues, lectura, rige)


def de_quien_es_la_regla(lugar: Lugar) -> str:
    """El módulo que da la regla elegida en los ajustes; vacío si no hay, o si alguno no carga."""
    elegida = lugar.configuracion.regla_de_seleccion
    try:
        contexto = piezas().contexto(lugar.ambito, 0)
        ganchos = ajustables().conjunto(lugar.configuracion.activos)
        reglas = ganchos.recoger("reglas_de_seleccion", lugar.nombre, contexto=contexto)
    except ErrorDeNegocio:
        return ""
    return next((plugin for plugin, regla in reglas if regla.clave == elegida), "")
