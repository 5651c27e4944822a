"""Observar una demanda y responder lo observado: a la vista de todos, con quién y cuándo."""

from uuid import UUID

from flask import Blueprint, Response, flash, request
from marshmallow import Schema

from nucleo.dominio.contexto import Contexto
from nucleo.dominio.demandas import DemandaRetirada, YaRespondida
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.lectura import texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.servicios import observaciones
from nucleo.servicios.lecturas import FichaDeDemanda, ObservacionLeida
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import municipio_de_lectura, piezas
from nucleo.web.formularios import (
    DE_TODO_EL_FORMULARIO,
    Formulario,
    Leido,
    estado_de,
    recibido,
)
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, exigir_en, permite, permite_en_lo_suyo
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.demandas import direccion_de, leer_ficha

plano = Blueprint("observaciones", __name__)
LARGO = 2000
A_LA_VISTA = N_("Lo leerá cualquiera: no ponga teléfonos ni datos de personas.")
Pagina = tuple[str, int]


def _texto(etiqueta: str) -> Leido:
    datos = {"etiqueta": etiqueta, "clase": "parrafo", "ayuda": A_LA_VISTA}
    return Leido(texto_de(LARGO), required=True, metadata=datos)


class EsquemaDeObservacion(Schema):
    """Lo que se observa."""

    texto = _texto(N_("Qué observa"))


class EsquemaDeRespuesta(Schema):
    """Lo que se responde."""

    respuesta = _texto(N_("Su respuesta"))


@plano.route("/<municipio>/demandas/<codigo>/observar", methods=["GET", "POST"])
@permite(Accion.OBSERVAR)
def observar(codigo: str) -> Pagina | Response:
    """Escribe una observación; la página trae ya su identificador."""
    demanda = leer_ficha(codigo)
    formulario, orden = Formulario(EsquemaDeObservacion()), orden_pedida()
    if recibido(formulario):
        contexto = contexto_de(Accion.OBSERVAR, municipio_de_lectura(), demanda.fila.gestion)
        unidad, texto = piezas().unidad(contexto.ambito), formulario.datos["texto"]
        try:
            observaciones.observar(contexto, unidad, demanda.fila.numero, orden, texto)
        except DemandaRetirada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        except OrdenUsada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            orden = nuevo_id()
        else:
            flash(gettext("Su observación quedó en la ficha, con su nombre y su cargo."))
            return a(direccion_de(codigo) + "#observado")
    datos = {"demanda": demanda, "formulario": formulario, "orden": orden}
    return pintar("demanda-observar.html", **_comunes(demanda), **datos), estado_de(formulario)


def orden_pedida() -> UUID:
    """El identificador que la página traía, o uno nuevo: enviarla dos veces no escribe dos."""
    try:
        return UUID(request.form.get("orden", ""))
    except ValueError:
        return nuevo_id()


@plano.route(
    "/<municipio>/demandas/<codigo>/observaciones/<uuid:observacion>/responder",
    methods=["GET", "POST"],
)
@permite_en_lo_suyo(Accion.CORREGIR)
def responder(codigo: str, observacion: UUID) -> Pagina | Response:
    """Responde una observación; quien llega tarde ve la respuesta que ya hay."""
    demanda, dicha = _observada(codigo, observacion)
    formulario, estado = Formulario(EsquemaDeRespuesta()), 0
    if recibido(formulario):
        contexto = _contexto(demanda)
        unidad, texto = piezas().unidad(contexto.ambito), formulario.datos["respuesta"]
        try:
            observaciones.responder(contexto, unidad, demanda.fila.numero, observacion, texto)
        except YaRespondida as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            (_, dicha), estado = _observada(codigo, observacion), 409
        else:
            flash(gettext("Su respuesta quedó en la ficha."))
            return a(direccion_de(codigo) + "#observado")
    datos = {"demanda": demanda, "observacion": dicha, "formulario": formulario}
    return pintar("demanda-responder.html", **_comunes(demanda), **datos), estado or estado_de(
        formulario
    )


def _observada(codigo: str, observacion: UUID) -> tuple[FichaDeDemanda, ObservacionLeida]:
    demanda = leer_ficha(codigo)
    dicha = next((o for o in demanda.escritas if o.id == observacion), None)
    if dicha is None or demanda.organizacion_id is None:
        raise NoExiste("observación", observacion)
    exigir_en(Accion.CORREGIR, demanda.organizacion_id)
    return demanda, dicha


def _contexto(demanda: FichaDeDemanda) -> Contexto:
    donde, gestion = municipio_de_lectura(), demanda.fila.gestion
    return contexto_de(Accion.CORREGIR, donde, gestion, demanda.organizacion_id)


def _comunes(demanda: FichaDeDemanda) -> dict[str, object]:
    return {"gestion": demanda.fila.gestion, "ficha": direccion_de(demanda.fila.codigo)}
