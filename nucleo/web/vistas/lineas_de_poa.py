"""Escribir el POA: sus líneas a mano, desde las demandas que entraron o en una versión nueva."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from flask import Blueprint, Response, flash, request
from marshmallow import Schema

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.errores import ErrorDeNegocio, NoExiste
from nucleo.dominio.mensajes import N_
from nucleo.dominio.poa import LineaDePoa, PoaYaPresentado
from nucleo.dominio.politica import Accion
from nucleo.servicios import poa as servicio
from nucleo.servicios.columnas_de_poa import LARGO_DE_TEXTO, texto_fiel
from nucleo.servicios.demandas_en_poa import traer_demandas
from nucleo.servicios.estructura import unidades_vigentes
from nucleo.servicios.planes import objetivos_vigentes
from nucleo.servicios.poa import PoaLeido
from nucleo.servicios.sectores import sectores_de
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext, ngettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, municipio_de_lectura, piezas
from nucleo.web.conflictos import Edicion
from nucleo.web.esquemas.poa import Sugerencias, completos, esquema_de_linea, inicial_de
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido, estado_de, recibido
from nucleo.web.lectura_de_poa import versiones_de
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.observaciones import orden_pedida

plano = Blueprint("lineas_de_poa", __name__)
Pagina = tuple[str, int]


class EsquemaDeVersion(Schema):
    """Por qué se abre otra versión."""

    motivo = Leido(
        texto_fiel(LARGO_DE_TEXTO),
        metadata={"etiqueta": N_("Por qué se abre"), "clase": "parrafo"},
    )


@plano.route("/<municipio>/poa/lineas/nueva", methods=["GET", "POST"])
@permite(Accion.FORMULAR)
def nueva() -> Pagina | Response:
    """Una línea más; si la gestión no tiene POA, abre su primera versión."""
    contexto = contexto_de_poa()
    formulario, orden = Formulario(esquema_de_linea(sugeridas(contexto))), orden_pedida()
    if recibido(formulario):
        datos = completos(formulario.datos)
        try:
            numero = servicio.agregar_linea(contexto, unidad(), datos, orden)
        except PoaYaPresentado as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        else:
            flash(gettext("La línea %(numero)s quedó en el POA.", numero=numero))
            return a(direccion(contexto))
    datos_de_pagina = {"gestion": contexto.gestion, "formulario": formulario, "orden": orden}
    return pintar("poa-linea-nueva.html", **datos_de_pagina), estado_de(formulario)


@plano.route("/<municipio>/poa/lineas/<int:orden>/editar", methods=["GET", "POST"])
@permite(Accion.FORMULAR)
def editar(orden: int) -> Pagina | Response:
    """Corrige una línea; si otra persona guardó antes, la diferencia a la vista."""
    contexto = contexto_de_poa()
    linea = linea_abierta(contexto, orden)
    formulario = Formulario(esquema_de_linea(sugeridas(contexto)), inicial=inicial_de(linea))
    edicion = Edicion(formulario, linea.version)

    def hacer(leidos: Mapping[str, Any], version: int) -> None:
        try:
            servicio.cambiar_linea(contexto, unidad(), orden, completos(leidos), version)
        except PoaYaPresentado as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))

    def releer() -> tuple[Mapping[str, Any], int]:
        otra = linea_abierta(contexto, orden)
        return inicial_de(otra), otra.version

    if edicion.guardar(hacer, releer):
        flash(gettext("La línea %(numero)s quedó corregida.", numero=orden))
        return a(direccion(contexto))
    return pintar(
        "poa-linea-editar.html", edicion=edicion, linea=linea, gestion=contexto.gestion
    ), edicion.estado


@plano.route("/<municipio>/poa/lineas/<int:orden>/quitar", methods=["GET", "POST"])
@permite(Accion.FORMULAR)
def quitar(orden: int) -> Pagina | Response:
    """Pide confirmar: la línea sale de la versión que se escribe."""
    contexto = contexto_de_poa()
    if request.method == "POST":
        with suppress(NoExiste):  # ya se quitó: lo que se quería está hecho
            servicio.quitar_linea(contexto, unidad(), orden, version_vista())
        flash(gettext("La línea %(numero)s salió del POA.", numero=orden))
        return a(direccion(contexto))
    linea = linea_abierta(contexto, orden)
    return pintar("poa-linea-quitar.html", linea=linea, gestion=contexto.gestion), 200


@plano.route("/<municipio>/poa/demandas", methods=["GET", "POST"])
@permite(Accion.FORMULAR)
def demandas() -> Pagina | Response:
    """Lleva al POA, una por una, las demandas que entraron en el resultado publicado."""
    contexto = contexto_de_poa()
    aviso = ""
    if request.method == "POST":
        sectores = sectores_de(contexto, piezas().ganchos(contexto.ambito), piezas().sectores)
        try:
            traidas = traer_demandas(contexto, unidad(), sectores)
        except ErrorDeNegocio as error:
            aviso = frase(error)
        else:
            cuantas = len(traidas.nuevas)
            flash(
                ngettext(
                    "Entró %(num)s demanda al POA.", "Entraron %(num)s demandas al POA.", cuantas
                )
            )
            if traidas.no_viables:
                no = ", ".join(traidas.no_viables)
                flash(gettext("No entraron por no ser viables: %(cuales)s.", cuales=no), "aviso")
            return a(direccion(contexto))
    return pintar("poa-demandas.html", gestion=contexto.gestion, aviso=aviso), 422 if aviso else 200


@plano.route("/<municipio>/poa/versiones/nueva", methods=["GET", "POST"])
@permite(Accion.FORMULAR)
def version() -> Pagina | Response:
    """Abre otra versión: lo presentado no se edita, y lo que está en ejecución se reformula."""
    contexto = contexto_de_poa()
    formulario = Formulario(EsquemaDeVersion())
    if recibido(formulario):
        motivo = formulario.datos.get("motivo", "")
        try:
            numero = servicio.abrir(contexto, unidad(), motivo=motivo)
        except ErrorDeNegocio as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        else:
            flash(gettext("Se abrió la versión %(numero)s.", numero=numero))
            return a(direccion(contexto))
    return pintar(
        "poa-version.html", gestion=contexto.gestion, formulario=formulario,
        leido=leido_de(contexto),
    ), estado_de(formulario)  # fmt: skip


def contexto_de_poa(accion: Accion = Accion.FORMULAR) -> Contexto:
    return contexto_de(accion, municipio_de_lectura(), gestion_de_trabajo())


def unidad() -> Any:
    return piezas().unidad(municipio_de_lectura())


def leido_de(contexto: Contexto) -> PoaLeido | None:
    """La última versión, sin revisar códigos."""
    return servicio.leer(contexto, piezas().unidad_de_lectura(municipio_de_lectura()))


def linea_abierta(contexto: Contexto, orden: int) -> LineaDePoa:
    """La línea de la versión que se escribe; `PoaYaPresentado` si ya no se edita."""
    leido = leido_de(contexto)
    if leido is None:
        raise NoExiste("POA", contexto.gestion)
    leido.poa.exigir_editable()
    return leido.linea(orden)


def sugeridas(contexto: Contexto) -> Sugerencias:
    """Los códigos que rigen en la gestión: programas, unidades y objetivos."""
    catalogo = piezas().clasificadores.de(contexto.gestion)
    lectura = piezas().unidad_de_lectura(municipio_de_lectura())
    with lectura:
        unidades = unidades_vigentes(lectura, contexto.gestion)
        objetivos = objetivos_vigentes(lectura, contexto.gestion)
    return {
        "programa": [e.primero for e in catalogo.programas],
        "unidad": [*unidades],
        "objetivo": [*objetivos],
    }


def version_vista() -> int:
    """La `version` que la página traía; si no es un número, ninguna."""
    vista = request.form.get("version", "")
    return int(vista) if vista.isascii() and vista.isdigit() and len(vista) < 10 else -1  # noqa: PLR2004


def direccion(contexto: Contexto, numero: int = 0) -> str:
    """El presupuesto en esa versión o, sin decirla, en la última: la que se escribe."""
    raiz = f"/{municipio_actual().slug}/poa/presupuesto?gestion={contexto.gestion}"
    cuales = None if numero else versiones_de(contexto.gestion)
    suya = numero or (cuales.posterior if cuales and cuales.rige else 0)
    return f"{raiz}&version={suya}" if suya > 1 else raiz
