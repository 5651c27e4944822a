"""Qué cuenta el municipio al departamento: la tabla tal cual, y autorizarlo o dejar de hacerlo."""

from datetime import date

from flask import Blueprint, Response, flash
from marshmallow import Schema

from nucleo.dominio.atrasos import LoDelAnio
from nucleo.dominio.avances import Avance
from nucleo.dominio.lectura import texto_de
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.politica import Accion
from nucleo.dominio.territorio import Departamento
from nucleo.servicios import avances
from nucleo.servicios.avances import Autorizacion
from nucleo.textos.hechos import relatar
from nucleo.textos.mensajes import decir
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, municipio_de_lectura, piezas
from nucleo.web.formato import dia_corto
from nucleo.web.formularios import Formulario, Leido, estado_de, recibido
from nucleo.web.idiomas import traducir
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.sesion import contexto_de

plano = Blueprint("avances", __name__)
Pagina = tuple[str, int] | Response


class EsquemaDeAutorizacion(Schema):
    """Con qué documento se decidió."""

    constancia = Leido(
        texto_de(200),
        required=True,
        metadata={
            "etiqueta": N_("Constancia"),
            "ayuda": N_("El documento que lo decide, como «Resolución Municipal 12/2026»."),
        },
    )


@plano.route("/<municipio>/avance", methods=["GET", "POST"])
@permite(Accion.AUTORIZAR_AVANCE)
def avance() -> Pagina:
    """Lo que el departamento ve hoy, desde cuándo y con qué constancia; y autorizarlo."""
    gestion = gestion_de_trabajo()
    formulario = Formulario(EsquemaDeAutorizacion())
    if recibido(formulario):
        ambito = municipio_de_lectura()
        contexto = contexto_de(Accion.AUTORIZAR_AVANCE, ambito, gestion)
        constancia = formulario.datos["constancia"]
        if avances.autorizar(contexto, piezas().unidad(ambito), constancia):
            flash(gettext("Desde ahora el departamento ve el avance. Ya tiene la primera copia."))
        else:
            flash(gettext("Ya estaba autorizado: no cambió nada."), "aviso")
        return al_avance(gestion)
    return pintar(
        "avance.html",
        gestion=gestion,
        autorizacion=mirar(gestion),
        departamento=departamento(),
        relatar=relatar,
        encuentros=encuentros_de,
        formulario=formulario,
    ), estado_de(formulario)


@plano.route("/<municipio>/avance/revocar", methods=["GET", "POST"])
@permite(Accion.AUTORIZAR_AVANCE)
def revocar() -> Pagina:
    """Qué deja de ver el departamento, y confirmarlo."""
    gestion = gestion_de_trabajo()
    formulario = Formulario(Schema())
    autorizacion = mirar(gestion)
    if recibido(formulario):
        ambito = municipio_de_lectura()
        contexto = contexto_de(Accion.AUTORIZAR_AVANCE, ambito, gestion)
        if avances.revocar(contexto, piezas().unidad(ambito)):
            flash(gettext("El departamento ya no ve el avance de este municipio."))
        else:
            flash(gettext("No estaba autorizado: no cambió nada."), "aviso")
        return al_avance(gestion)
    if autorizacion.desde is None:
        flash(gettext("No estaba autorizado: no cambió nada."), "aviso")
        return al_avance(gestion)
    return pintar(
        "avance_revocar.html",
        gestion=gestion,
        autorizacion=autorizacion,
        departamento=departamento(),
        formulario=formulario,
    ), estado_de(formulario)


def encuentros_de(copia: Avance) -> list[tuple[str, str]]:
    """Sus encuentros, como los ve el departamento: cada uno con su día y si ya se hizo o empezó."""
    anio = copia.anio or {"encuentros": [], "faltan": []}
    renglones = [
        (traducir(e["sigla"]), " · ".join((dia_corto(date.fromisoformat(e["fecha"])), *va(e))))
        for e in anio["encuentros"]
    ]
    faltan = " ".join(decir(Mensaje.de_json(f)) for f in anio["faltan"])
    return [*renglones, (gettext("Qué falta para el que toca"), faltan)] if faltan else renglones


def va(encuentro: LoDelAnio) -> list[str]:
    """Si ya se hizo, o empezó y sigue; de lo que falta no se dice nada."""
    if encuentro["hecho"]:
        return [gettext("hecho")]
    return [gettext("empezó")] if encuentro.get("empezo") else []


def mirar(gestion: int) -> Autorizacion:
    ambito = municipio_de_lectura()
    contexto = contexto_de(Accion.AUTORIZAR_AVANCE, ambito, gestion)
    return avances.mirar(contexto, piezas().unidad_de_lectura(ambito))


def departamento() -> Departamento:
    """El del municipio: a él se le cuenta."""
    return piezas().territorio.departamento_de[municipio_actual().departamento]


def al_avance(gestion: int) -> Response:
    return a(f"/{municipio_actual().slug}/avance?gestion={gestion}")
