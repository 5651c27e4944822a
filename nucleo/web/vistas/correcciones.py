"""Corregir y retirar una demanda ya presentada, mientras la lista no se cierre."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, request
from marshmallow import Schema

from nucleo.dominio.agrupadas import VaEnCompartida
from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import ClaseDeDemanda, Demanda, DemandaRetirada, ListaCerrada
from nucleo.dominio.errores import ErrorDeNegocio, ErrorDePlugin, NoExiste
from nucleo.dominio.lectura import texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.politica import Accion
from nucleo.servicios import correcciones
from nucleo.servicios.correcciones import demanda_abierta, demanda_de, lo_registrado, se_corrigen
from nucleo.servicios.importacion import FilaRechazada
from nucleo.servicios.sectores import sectores_de
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import (
    municipio_actual,
    municipio_de_lectura,
    nombres_de_sectores,
    piezas,
)
from nucleo.web.conflictos import Edicion
from nucleo.web.esquemas.demandas import esquema_de_demanda, opciones_de_demanda
from nucleo.web.formularios import (
    DE_TODO_EL_FORMULARIO,
    Formulario,
    Leido,
    estado_de,
    recibido,
)
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, exigir_en, permite_en_lo_suyo
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.demandas import direccion_de, partir
from nucleo.web.vistas.pasos import explicar

plano = Blueprint("correcciones", __name__)
LARGO_DE_MOTIVO = 500
Pagina = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Presentada:
    """Una demanda como está ahora. `cerrada` dice por qué ya no se toca, si es así."""

    demanda: Demanda
    organizacion: Organizacion
    cerrada: ErrorDeNegocio | None

    @property
    def inicial(self) -> Mapping[str, Any]:
        return lo_registrado(self.demanda)


class EsquemaDeRetiro(Schema):
    """Por qué se retira."""

    motivo = Leido(
        texto_de(LARGO_DE_MOTIVO),
        required=True,
        metadata={
            "etiqueta": N_("Por qué se retira"),
            "clase": "parrafo",
            "ayuda": N_("Lo leerá cualquiera: no ponga teléfonos ni datos de personas."),
        },
    )


def leer(codigo: str, accion: Accion) -> tuple[Presentada, Contexto]:
    """La demanda y el contexto para cambiarla, si quien pide puede en esa organización."""
    gestion, numero = partir(codigo)
    with piezas().unidad_de_lectura(municipio_de_lectura()) as unidad:
        sin_firma = piezas().contexto(municipio_de_lectura(), gestion)
        demanda = demanda_de(sin_firma, unidad, numero)
        organizacion = unidad.organizaciones.de(demanda.organizacion_id)
        if organizacion is None or demanda.codigo != codigo:
            raise NoExiste("demanda", codigo)
        cerrada: ErrorDeNegocio | None = None
        try:
            demanda_abierta(sin_firma, unidad, numero)
        except (ListaCerrada, DemandaRetirada) as error:
            cerrada = error
    exigir_en(accion, organizacion.id)
    contexto = contexto_de(accion, municipio_de_lectura(), gestion, organizacion.id)
    return Presentada(demanda, organizacion, cerrada), contexto


@plano.route("/<municipio>/demandas/<codigo>/corregir", methods=["GET", "POST"])
@permite_en_lo_suyo(Accion.CORREGIR)
def corregir(codigo: str) -> Pagina | Response:
    """El formulario con lo registrado; si otra persona guardó antes, la diferencia a la vista."""
    presentada, contexto = leer(codigo, Accion.CORREGIR)
    if presentada.cerrada and request.method == "GET":
        return volver(codigo, presentada.cerrada)
    edicion = Edicion(formulario_de(presentada, contexto), presentada.demanda.version)
    numero = presentada.demanda.numero

    def hacer(valores: Mapping[str, Any], version: int) -> None:
        unidad, ganchos = piezas().unidad(contexto.ambito), piezas().ganchos(contexto.ambito)
        try:
            correcciones.corregir(contexto, unidad, ganchos, numero, version, valores)
        except FilaRechazada as rechazada:
            for campo, motivo in rechazada.motivos:
                edicion.formulario.fallar(campo, motivo)
        except (ListaCerrada, DemandaRetirada) as error:  # mientras se escribía
            edicion.formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        except ErrorDePlugin as error:
            edicion.formulario.fallar(DE_TODO_EL_FORMULARIO, explicar(error))

    def releer() -> tuple[Mapping[str, Any], int]:
        otra, _ = leer(codigo, Accion.CORREGIR)
        return otra.inicial, otra.demanda.version

    if presentada.cerrada:
        recibido(edicion.formulario)
        edicion.formulario.fallar(DE_TODO_EL_FORMULARIO, frase(presentada.cerrada))
    elif edicion.guardar(hacer, releer):
        flash(gettext("La demanda quedó corregida."))
        return a(direccion_de(codigo))
    return pintar(
        "demanda-corregir.html", edicion=edicion, **de_la_pagina(presentada)
    ), edicion.estado


def formulario_de(presentada: Presentada, contexto: Contexto) -> Formulario:
    ganchos = piezas().ganchos(contexto.ambito)
    esquema = esquema_de_demanda(
        sectores_de(contexto, ganchos, piezas().sectores), se_corrigen(presentada.demanda)
    )
    nombres = nombres_de_sectores(municipio_de_lectura(), contexto.gestion)
    opciones = opciones_de_demanda(nombres)
    ofrecidas = {c: pares for c, pares in opciones.items() if c in esquema.fields}
    return Formulario(esquema, inicial=presentada.inicial, opciones=ofrecidas)


@plano.route("/<municipio>/demandas/<codigo>/retirar", methods=["GET", "POST"])
@permite_en_lo_suyo(Accion.RETIRAR)
def retirar(codigo: str) -> Pagina | Response:
    """Dice qué se pierde, pide el motivo y recién entonces retira."""
    presentada, contexto = leer(codigo, Accion.RETIRAR)
    if not presentada.demanda.viva and request.method == "POST":
        return retirada(codigo)  # apretar dos veces no es un error
    if presentada.cerrada:
        return volver(codigo, presentada.cerrada)
    if presentada.demanda.clase is ClaseDeDemanda.AGRUPADA:
        return volver(codigo, VaEnCompartida(codigo))
    formulario = Formulario(EsquemaDeRetiro())
    if recibido(formulario):
        unidad, motivo = piezas().unidad(contexto.ambito), formulario.datos["motivo"]
        try:
            correcciones.retirar(contexto, unidad, presentada.demanda.numero, motivo)
        except ListaCerrada as error:
            return volver(codigo, error)
        return retirada(codigo)
    pagina = pintar("demanda-retirar.html", formulario=formulario, **de_la_pagina(presentada))
    return pagina, estado_de(formulario)


def retirada(codigo: str) -> Response:
    flash(gettext("La demanda quedó retirada, con su motivo a la vista."))
    return a(direccion_de(codigo))


def volver(codigo: str, error: ErrorDeNegocio) -> Response:
    """A la ficha, con la razón de que ya no se pueda."""
    flash(frase(error), "aviso")
    return a(direccion_de(codigo))


def de_la_pagina(presentada: Presentada) -> dict[str, object]:
    return {
        "demanda": presentada.demanda,
        "organizacion": presentada.organizacion,
        "gestion": presentada.demanda.gestion,
        "ficha": direccion_de(presentada.demanda.codigo),
        "municipio": municipio_actual(),
    }
