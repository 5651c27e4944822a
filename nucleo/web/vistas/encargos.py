"""Organizar el control social por pantalla: encargar qué sigue cada quien, cambiarlo y quitarlo."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request

from nucleo.dominio.encargos import Encargo, EncargoConSeguimientos, FaltaQuienSigue
from nucleo.dominio.errores import EdicionConcurrente, ErrorDeNegocio
from nucleo.dominio.nombres import plegar
from nucleo.dominio.politica import Accion
from nucleo.servicios import encargos
from nucleo.servicios.encargos import encargo_de
from nucleo.textos.errores import frase
from nucleo.textos.seguimientos import asunto
from nucleo.textos.traduccion import gettext, ngettext
from nucleo.web.ambito import gestion_de_trabajo, piezas
from nucleo.web.conflictos import Edicion, exigir_version
from nucleo.web.control_social import (
    ControlSocial,
    de_control_social,
    mirar_control_social,
)
from nucleo.web.esquemas.seguimientos import (
    EsquemaDeEncargo,
    EsquemaDeEncargoMarcado,
    EsquemaDeQuien,
    con_comisiones,
    quien_dicho,
)
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, estado_de, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("encargos", __name__)
Pagina = tuple[str, int]
RAIZ = "/<municipio>/control-social/encargos"
LISTA = "/organizacion"


@plano.route(f"{RAIZ}/nuevo", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CONTROL_SOCIAL)
def nuevo() -> Pagina | Response:
    """Encarga lo marcado en la lista (`?que=`) y, si se dice, un servicio. Repetirlo no duplica."""
    gestion = gestion_de_trabajo()
    vista = mirar_control_social(gestion)
    formulario = _formulario_de_encargo(vista)
    if recibido(formulario):
        dichos = formulario.datos
        try:
            nuevos = encargos.encargar(
                contexto_de(Accion.LLEVAR_CONTROL_SOCIAL, aqui(), gestion),
                piezas().unidad(aqui()),
                dichos.get("que", ()),
                dichos.get("servicio", ""),
                quien_dicho(dichos),
                piezas().clasificadores.de(gestion),
            )
        except FaltaQuienSigue as error:
            formulario.fallar("organizacion", frase(error))
        except ErrorDeNegocio as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        else:
            flash(_cuantos(len(nuevos)))
            return a(de_control_social(LISTA, gestion))
    pagina = pintar("encargo-nuevo.html", formulario=formulario, gestion=gestion)
    return pagina, estado_de(formulario)


@plano.route(f"{RAIZ}/<uuid:encargo>/cambiar", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CONTROL_SOCIAL)
def cambiar(encargo: UUID) -> Pagina | Response:
    """Lo pasa a otras manos; si otra persona lo cambió antes, la diferencia a la vista."""
    esta = _leido(encargo)
    vista = mirar_control_social(esta.gestion)
    edicion = Edicion(
        Formulario(
            con_comisiones(EsquemaDeQuien(), vista.organizacion.comisiones),
            _inicial(esta),
            _opciones(vista),
        ),
        esta.version,
    )

    def hacer(dichos: Mapping[str, Any], version: int) -> None:
        contexto = contexto_de(Accion.LLEVAR_CONTROL_SOCIAL, aqui(), esta.gestion)
        try:
            quien = quien_dicho(dichos)
            encargos.cambiar(contexto, piezas().unidad(aqui()), encargo, version, quien)
        except EdicionConcurrente:
            raise
        except ErrorDeNegocio as error:
            edicion.formulario.fallar("organizacion", frase(error))

    def releer() -> tuple[Mapping[str, Any], int]:
        otra = _leido(encargo)
        return _inicial(otra), otra.version

    if edicion.guardar(hacer, releer):
        flash(gettext("El encargo pasó a otras manos."))
        return a(de_control_social(LISTA, esta.gestion))
    pagina = pintar(
        "encargo-cambiar.html", edicion=edicion, gestion=esta.gestion, asunto=asunto(esta)
    )
    return pagina, edicion.estado


@plano.route(f"{RAIZ}/<uuid:encargo>/quitar", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CONTROL_SOCIAL)
def quitar(encargo: UUID) -> Pagina | Response:
    """Dice qué queda sin quien lo siga y pide confirmarlo."""
    esta = _leido(encargo)
    vista = mirar_control_social(esta.gestion)
    aviso, cuantas = "", vista.cuantas(esta)
    if request.method == "POST":
        exigir_version(esta)
        contexto = contexto_de(Accion.LLEVAR_CONTROL_SOCIAL, aqui(), esta.gestion)
        try:
            encargos.quitar(contexto, piezas().unidad(aqui()), encargo, esta.version)
        except EncargoConSeguimientos as error:
            aviso = frase(error)
        else:
            flash(gettext("Se quitó el encargo. La bitácora guarda quién lo tenía."))
            return a(de_control_social(LISTA, esta.gestion))
    pagina = pintar(
        "encargo-quitar.html",
        encargo=esta,
        gestion=esta.gestion,
        asunto=asunto(esta),
        quien=vista.organizacion.de_quien(esta),
        cuantas=cuantas,
        aviso=aviso,
    )
    return pagina, 422 if aviso else 200


def _formulario_de_encargo(vista: ControlSocial) -> Formulario:
    """Con lo marcado que de verdad está en el POA; lo demás no se ofrece."""
    pedidas = dict.fromkeys(request.args.getlist("que"))
    hallados = [vista.organizacion.del_codigo(c) for c in pedidas]
    marcados = [
        (s.asunto.clave, f"{asunto(s.asunto)}{_monto(s.asunto.monto)}")
        for s in hallados
        if s and s.vive
    ]
    opciones = _opciones(vista) | ({"que": marcados} if marcados else {})
    inicial = {"que": [clave for clave, _ in marcados]}
    esquema = EsquemaDeEncargoMarcado() if marcados else EsquemaDeEncargo()
    comisiones = vista.organizacion.comisiones
    return Formulario(con_comisiones(esquema, comisiones), inicial, opciones)


def _monto(monto: Any) -> str:
    return f" · {monto.legible()}" if monto else ""


def _opciones(vista: ControlSocial) -> dict[str, list[tuple[str, str]]]:
    pares = [(str(o), n) for o, n in vista.organizacion.nombres.items()]
    return {"organizacion": sorted(pares, key=lambda par: plegar(par[1]))}


def _inicial(encargo: Encargo) -> dict[str, Any]:
    organizacion = str(encargo.organizacion_id) if encargo.organizacion_id else ""
    return {"organizacion": organizacion, "comision": encargo.comision}


def _leido(encargo: UUID) -> Encargo:
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return encargo_de(unidad, encargo)


def _cuantos(nuevos: int) -> str:
    if not nuevos:
        return gettext("Ya lo seguía: no se repite.")
    return ngettext("Quedó %(num)s encargo.", "Quedaron %(num)s encargos.", nuevos)
