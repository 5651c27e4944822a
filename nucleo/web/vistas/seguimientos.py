"""Llevar el programa de seguimiento: programar, reprogramar, anotar qué se halló y reclamarlo."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request

from nucleo.dominio.encargos import Encargo, QueSeSigue
from nucleo.dominio.errores import EdicionConcurrente, ErrorDeNegocio
from nucleo.dominio.eventos import FechaFueraDeAnio
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.politica import Accion
from nucleo.dominio.reclamos import Reclamo, SobreQue
from nucleo.dominio.seguimientos import (
    ClaseDeSeguimiento,
    FaltaElHallazgo,
    Hallazgo,
    NadaQueReprogramar,
    Seguimiento,
    SeguimientoPorVenir,
    SinObservacion,
)
from nucleo.servicios import reclamos, seguimientos
from nucleo.servicios.encargos import encargo_de
from nucleo.servicios.seguimientos import Cita, Volvio, seguimiento_de
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombres
from nucleo.textos.seguimientos import asunto
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, piezas
from nucleo.web.conflictos import Edicion, exigir_version
from nucleo.web.control_social import (
    ControlSocial,
    como_va,
    de_control_social,
    mirar_control_social,
)
from nucleo.web.esquemas.seguimientos import (
    EsquemaDeHallazgo,
    EsquemaDeProgramacion,
    EsquemaDeReclamo,
    EsquemaDeReprogramacion,
)
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, estado_de, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite, publica
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.organizaciones import aqui, orden_pedida

plano = Blueprint("seguimientos", __name__)
Pagina = tuple[str, int]
RAIZ = "/<municipio>/control-social/actividades"
CAMPO: Mapping[type[ErrorDeNegocio], str] = {
    FechaFueraDeAnio: "fecha",
    NadaQueReprogramar: "fecha",
    SeguimientoPorVenir: "dia",
    FaltaElHallazgo: "hallado",
}
"""En qué campo se dice cada error."""


@plano.route(f"{RAIZ}/nueva", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CONTROL_SOCIAL)
def nueva() -> Pagina | Response:
    """Pone una actividad en el programa. Enviarla dos veces no la duplica."""
    gestion, orden = gestion_de_trabajo(), orden_pedida()
    vista = mirar_control_social(gestion)
    formulario = _formulario_de_programacion(vista)
    if recibido(formulario):
        dichos = formulario.datos
        try:
            suya = seguimientos.programar(
                _contexto(gestion), piezas().unidad(aqui()), orden, UUID(dichos["encargo"]),
                ClaseDeSeguimiento(dichos["clase"]), dichos["que"], _cita(dichos),
                dichos.get("van", ""),
            )  # fmt: skip
        except OrdenUsada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            orden = nuevo_id()
        except ErrorDeNegocio as error:
            formulario.fallar(CAMPO.get(type(error), DE_TODO_EL_FORMULARIO), frase(error))
        else:
            flash(gettext("La actividad quedó en el programa."))
            return a(de_actividad(suya))
    pagina = pintar(
        "seguimiento-nuevo.html",
        formulario=formulario, orden=orden, gestion=gestion, hay=bool(vista.encargos),
    )  # fmt: skip
    return pagina, estado_de(formulario)


@plano.get(f"{RAIZ}/<uuid:actividad>")
@publica
def ficha(actividad: UUID) -> str:
    """Una actividad entera: qué, quién, cuándo, cuántas veces se movió y con qué se volvió."""
    suya, encargo, reclamo = _leida(actividad)
    vista = mirar_control_social(suya.gestion)
    return pintar(
        "seguimiento.html",
        suya=suya,
        encargo=encargo,
        reclamo=reclamo,
        vista=vista,
        gestion=suya.gestion,
        como_va=como_va(suya, vista.hoy),
    )


@plano.route(f"{RAIZ}/<uuid:actividad>/reprogramar", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CONTROL_SOCIAL)
def reprogramar(actividad: UUID) -> Pagina | Response:
    """Otro día, con su motivo; si otra persona la movió antes, la diferencia a la vista."""
    suya = _leida(actividad)[0]
    suya.exigir_pendiente()

    def hacer(dichos: Mapping[str, Any], version: int) -> None:
        seguimientos.reprogramar(
            _contexto(suya.gestion), piezas().unidad(aqui()), actividad, version, _cita(dichos),
            dichos["motivo"],
        )  # fmt: skip

    edicion = Edicion(Formulario(EsquemaDeReprogramacion(), _cita_inicial(suya)), suya.version)
    hecho = gettext("Quedó reprogramada, con su motivo.")
    return _editar(edicion, hacer, suya, _cita_inicial, "seguimiento-reprogramar.html", hecho)


@plano.route(f"{RAIZ}/<uuid:actividad>/anotar", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CONTROL_SOCIAL)
def anotar(actividad: UUID) -> Pagina | Response:
    """Con qué se volvió, o corregirlo mientras no salga de ello un reclamo."""
    suya = _leida(actividad)[0]
    suya.exigir_sin_reclamo()

    def hacer(dichos: Mapping[str, Any], version: int) -> None:
        volvio = Volvio(
            Hallazgo(dichos["resultado"]), dichos.get("hallado", ""), dichos.get("constancia", ""),
            dichos.get("dia"),
        )  # fmt: skip
        seguimientos.anotar(
            _contexto(suya.gestion), piezas().unidad(aqui()), actividad, version, volvio
        )

    formulario = Formulario(
        EsquemaDeHallazgo(), _hallazgo_inicial(suya),
        {"resultado": [*nombres(Hallazgo).items()]},
    )  # fmt: skip
    edicion, hecho = Edicion(formulario, suya.version), gettext("Quedó anotado con qué se volvió.")
    return _editar(edicion, hacer, suya, _hallazgo_inicial, "seguimiento-anotar.html", hecho)


@plano.route(f"{RAIZ}/<uuid:actividad>/reclamar", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CONTROL_SOCIAL)
def reclamar(actividad: UUID) -> Pagina | Response:
    """Levanta el reclamo de lo que se observó; uno por actividad, aunque se envíe dos veces."""
    suya, encargo, reclamo = _leida(actividad)
    if reclamo:
        return a(de_actividad(suya))
    if suya.resultado is not Hallazgo.OBSERVADO:
        raise SinObservacion(suya.que)
    sobre = SobreQue.SERVICIO if encargo.sigue is QueSeSigue.SERVICIO else SobreQue.OBRA
    inicial = {"sobre": sobre.value, "asunto": asunto(encargo), "texto": suya.hallado}
    formulario = Formulario(EsquemaDeReclamo(), inicial, {"sobre": [*nombres(SobreQue).items()]})
    orden = orden_pedida()
    if recibido(formulario):
        dichos = formulario.datos
        try:
            seguimientos.reclamar(
                _contexto(suya.gestion), piezas().unidad(aqui()), actividad, orden,
                SobreQue(dichos["sobre"]), dichos["asunto"], dichos["texto"],
            )  # fmt: skip
        except OrdenUsada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            orden = nuevo_id()
        else:
            flash(
                gettext("El reclamo quedó levantado: vuelve en cada encuentro hasta que se cierre.")
            )
            return a(de_actividad(suya))
    pagina = pintar(
        "seguimiento-reclamar.html",
        formulario=formulario, orden=orden, suya=suya, gestion=suya.gestion,
    )  # fmt: skip
    return pagina, estado_de(formulario)


@plano.route(f"{RAIZ}/<uuid:actividad>/quitar", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CONTROL_SOCIAL)
def quitar(actividad: UUID) -> str | Response:
    """Dice qué se saca del programa y pide confirmarlo."""
    suya = _leida(actividad)[0]
    suya.exigir_pendiente()
    if request.method == "POST":
        exigir_version(suya)
        contexto = _contexto(suya.gestion)
        seguimientos.quitar(contexto, piezas().unidad(aqui()), actividad, suya.version)
        flash(gettext("Se quitó del programa."))
        return a(de_control_social("/programa", suya.gestion))
    vista = mirar_control_social(suya.gestion)
    return pintar("seguimiento-quitar.html", suya=suya, vista=vista, gestion=suya.gestion)


def _editar(
    edicion: Edicion, hacer: Any, suya: Seguimiento, inicial: Any, plantilla: str, hecho: str
) -> Pagina | Response:
    """Guarda sobre algo que otra persona puede estar cambiando; cada error va a su campo."""

    def intentar(dichos: Mapping[str, Any], version: int) -> None:
        try:
            hacer(dichos, version)
        except EdicionConcurrente:
            raise
        except ErrorDeNegocio as error:
            campo = CAMPO.get(type(error), DE_TODO_EL_FORMULARIO)
            conocido = campo in edicion.formulario.esquema.fields
            edicion.formulario.fallar(campo if conocido else "dia", frase(error))

    def releer() -> tuple[Mapping[str, Any], int]:
        otra = _leida(suya.id)[0]
        return inicial(otra), otra.version

    if edicion.guardar(intentar, releer):
        flash(hecho)
        return a(de_actividad(suya))
    return pintar(plantilla, edicion=edicion, suya=suya, gestion=suya.gestion), edicion.estado


def _formulario_de_programacion(vista: ControlSocial) -> Formulario:
    pares = [
        (str(e.id), f"{asunto(e)} — {vista.organizacion.de_quien(e)}")
        for e in vista.encargos.values()
    ]
    opciones = {"encargo": pares, "clase": [*nombres(ClaseDeSeguimiento).items()]}
    pedido = request.args.get("encargo", "")
    notas = {"van": _cargos(vista, pedido)}
    return Formulario(EsquemaDeProgramacion(), {"encargo": pedido}, opciones, notas=notas)


def _cargos(vista: ControlSocial, pedido: str) -> str:
    """Con qué cargos vigentes actúa la organización elegida, para no tener que recordarlos."""
    encargo = next((e for e in vista.encargos.values() if str(e.id) == pedido), None)
    suya = encargo.organizacion_id if encargo else None
    cargos = vista.organizacion.cargos.get(suya, ()) if suya else ()
    return gettext("Vigentes hoy: %(cargos)s.", cargos=", ".join(cargos)) if cargos else ""


def _cita(dichos: Mapping[str, Any]) -> Cita:
    return Cita(dichos["fecha"], dichos.get("hora", ""), dichos.get("lugar", ""))


def _cita_inicial(suya: Seguimiento) -> dict[str, Any]:
    return {"fecha": suya.fecha, "hora": suya.hora, "lugar": suya.lugar}


def _hallazgo_inicial(suya: Seguimiento) -> dict[str, Any]:
    return {
        "resultado": suya.resultado.value if suya.resultado else "",
        "hallado": suya.hallado,
        "constancia": suya.constancia,
        "dia": suya.hecho_el,
    }


def _leida(actividad: UUID) -> tuple[Seguimiento, Encargo, Reclamo | None]:
    """La actividad, su encargo y el reclamo que salió de ella, si salió."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        suya = seguimiento_de(unidad, actividad)
        encargo = encargo_de(unidad, suya.encargo_id)
        reclamo = reclamos.reclamo_de(unidad, suya.reclamo_id) if suya.reclamo_id else None
    return suya, encargo, reclamo


def _contexto(gestion: int) -> Any:
    return contexto_de(Accion.LLEVAR_CONTROL_SOCIAL, aqui(), gestion)


def de_actividad(suya: Seguimiento) -> str:
    """La dirección de su ficha."""
    return f"/{municipio_actual().slug}/control-social/actividades/{suya.id}"
