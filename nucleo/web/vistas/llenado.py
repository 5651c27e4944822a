"""Llenar el formulario de una asamblea, paso a paso: cada paso queda guardado en el servidor."""

import re
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from flask import Blueprint, Response, flash, request

from nucleo.dominio.errores import EdicionConcurrente, ErrorDePlugin
from nucleo.dominio.formularios import Falla, FormularioRechazado
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.servicios import borradores, formularios
from nucleo.servicios.borradores import version_de
from nucleo.servicios.formularios import MAXIMO_DE_DEMANDAS, NOMBRE, Revision
from nucleo.textos.mensajes import decir
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import municipio_actual, piezas
from nucleo.web.conflictos import Edicion
from nucleo.web.formularios import Control, Formulario
from nucleo.web.llenado import Llenado, abrir, aqui
from nucleo.web.paginas import pintar
from nucleo.web.pasos import (
    A_LA_VISTA,
    CAMPOS,
    DEMANDA,
    OPCIONALES,
    REVISAR,
    numero_de,
    titulo_de,
)
from nucleo.web.permisos import a, permite_en_lo_suyo
from nucleo.web.vistas.pasos import explicar
from nucleo.web.vistas.recibos import direccion_del_recibo

plano = Blueprint("llenado", __name__)


@plano.after_request
def sin_copia(respuesta: Response) -> Response:
    """Lo que se está escribiendo no queda en el aparato, y «atrás» trae lo último guardado."""
    respuesta.headers["Cache-Control"] = "no-store"
    return respuesta


Pagina = tuple[str, int]
RAIZ = "/<municipio>/formularios/<uuid:formulario>"
SEGUIR, SALIR, VOLVER = "seguir", "salir", "volver"
CAMBIO = N_(
    "Mientras usted miraba, algo cambió en este formulario y no se presentó todavía. Abajo está "
    "como quedó: mírelo y preséntelo otra vez."
)
YA_PRESENTADO = N_(
    "Este formulario ya se presentó: lo que acaba de escribir no se guardó. Para cambiar algo, "
    "abra la demanda y corríjala."
)


@plano.route(f"{RAIZ}/<any(asamblea, situacion, nombre):parte>", methods=["GET", "POST"])
@permite_en_lo_suyo(Accion.PRESENTAR)
def paso(formulario: UUID, parte: str) -> Pagina | Response:
    """La asamblea, cómo estamos, o a nombre de quién."""
    llenado = abrir(formulario)
    if llenado is None:
        return ya_presentado(formulario)
    if parte == NOMBRE and not llenado.oficina:
        return a(llenado.direccion(REVISAR))
    return llenar(llenado, parte)


@plano.route(f"{RAIZ}/demandas/<int:numero>", methods=["GET", "POST"])
@permite_en_lo_suyo(Accion.PRESENTAR)
def demanda(formulario: UUID, numero: int) -> Pagina | Response:
    """Una demanda; la segunda y las que sigan pueden quedar vacías."""
    llenado = abrir(formulario)
    if llenado is None:
        return ya_presentado(formulario)
    if not 1 <= numero <= MAXIMO_DE_DEMANDAS:
        return a(llenado.direccion(REVISAR))
    return llenar(llenado, f"{DEMANDA}{numero}")


def llenar(llenado: Llenado, clave: str) -> Pagina | Response:
    """Muestra el paso o guarda lo que llegó. Se guarda también lo que está mal, y se dice qué es.

    Con «guardar y salir» o «volver» no se exige que esté bien: se termina otro día.
    """
    vacio = numero_de(clave) > 1 and not any(v.strip() for v in _enviado().values())
    formulario = llenado.formulario(clave, todo_opcional=vacio)
    edicion = Edicion(formulario, version_de(llenado.del_paso(clave)))

    def guardar(_leido: object, vista: int) -> None:
        borradores.guardar(
            llenado.contexto,
            piezas().unidad(aqui()),
            llenado.id,
            llenado.persona.usuario_id,
            llenado.organizacion.id,
            clave,
            formulario.escrito,
            vista=vista,
        )

    def releer() -> tuple[Mapping[str, str], int]:
        nuevo = abrir(llenado.id)
        ahora = nuevo.del_paso(clave) if nuevo else {}
        return ahora, version_de(ahora)

    listo = edicion.guardar(guardar, releer)
    if request.method == "GET" and request.args.get("volver") == REVISAR:
        _marcar(llenado, clave, formulario)
        return _mostrar(llenado, clave, edicion), 200
    if request.method == "POST" and not edicion.diferencias:
        if not listo:
            guardar(None, edicion.version)
        accion = request.form.get("accion", SEGUIR)
        if listo or accion in {SALIR, VOLVER}:
            return _seguir(llenado, clave, accion)
        formulario.inicial, edicion.version = releer()  # al corregirlo, no choca consigo mismo
    return _mostrar(llenado, clave, edicion), edicion.estado


def _marcar(llenado: Llenado, clave: str, formulario: Formulario) -> None:
    """Quien viene de revisar encuentra junto a cada campo lo que hay que corregir."""
    revision, _ = _revision(llenado)
    for falla in revision.fallas:
        if falla.paso == clave:
            formulario.fallar(falla.campo, falla.motivo)


def _enviado() -> Mapping[str, str]:
    return {campo: valor for campo, valor in request.form.items() if campo in CAMPOS}


def _seguir(llenado: Llenado, clave: str, accion: str) -> Response:
    """A dónde se va después de guardar."""
    if accion == SALIR:
        flash(gettext("Quedó guardado. Puede seguir cuando quiera, también desde otro aparato."))
        return a(f"/{municipio_actual().slug}/formularios")
    claves = [p.clave for p in llenado.pasos(numero_de(clave))]
    lugar = claves.index(clave) + (-1 if accion == VOLVER else 1)
    if request.form.get("volver") == REVISAR and accion == SEGUIR:
        return a(llenado.direccion(REVISAR))
    return a(llenado.direccion(claves[max(0, lugar)]))


def _mostrar(llenado: Llenado, clave: str, edicion: Edicion) -> str:
    pasos = llenado.pasos(numero_de(clave))
    lugar = [p.clave for p in pasos].index(clave)
    controles = edicion.formulario.controles
    aparte = [c for c in controles if numero_de(clave) and c.campo in OPCIONALES]
    return pintar(
        "llenado/paso.html",
        llenado=llenado,
        edicion=edicion,
        formulario=edicion.formulario,
        pasos=[(p, titulo_de(p)) for p in pasos],
        lugar=lugar,
        paso=pasos[lugar],
        titulo=titulo_de(pasos[lugar]),
        a_la_vista=[c for c in controles if c not in aparte],
        aparte=aparte,
        abierto=any(c.errores or c.valor for c in aparte),
        volver=request.values.get("volver", ""),
        sin_dirigencias=clave == NOMBRE and not llenado.dirigencias,
    )


# ── Revisar y presentar ─────────────────────────────────────────────────────────────────────────


@plano.route(f"{RAIZ}/revisar", methods=["GET", "POST"])
@permite_en_lo_suyo(Accion.PRESENTAR)
def revisar(formulario: UUID) -> Pagina | Response:
    """Todo lo escrito en una página, con lo que falta y lo que conviene saber; y presentar."""
    llenado = abrir(formulario)
    if llenado is None:
        return al_recibo(formulario)
    if llenado.borrador is None:
        return a(llenado.direccion("asamblea"))
    if request.method == "POST":
        return _presentar(llenado)
    return _por_presentar(llenado, *_revision(llenado)), 200


def _presentar(llenado: Llenado) -> Pagina | Response:
    ganchos, unidad = piezas().ganchos(aqui()), piezas().unidad(aqui())
    pedido = replace(llenado.pedido(), version=version_vista())
    try:
        formularios.presentar(llenado.contexto, unidad, ganchos, piezas().sectores, pedido)
    except FormularioRechazado as error:
        return _por_presentar(llenado, Revision(list(error.fallas))), 422
    except ErrorDePlugin as error:
        return _por_presentar(llenado, Revision(), explicar(error)), 422
    except EdicionConcurrente:
        flash(gettext(CAMBIO), "aviso")
        return a(llenado.direccion(REVISAR))
    flash(gettext("Quedó presentado."))
    return al_recibo(llenado.id)


def version_vista() -> int:
    """La del borrador que la página mostraba; sin ella no se presenta a ciegas."""
    dicha = request.form.get("version", "")
    return int(dicha) if re.fullmatch(r"\d{1,9}", dicha, re.ASCII) else -1


def _revision(llenado: Llenado) -> tuple[Revision, str]:
    """Qué pasaría al presentarlo; si un módulo que falla no deja saberlo, por qué."""
    ganchos, unidad = piezas().ganchos(aqui()), piezas().unidad_de_lectura(aqui())
    pedido = llenado.pedido()
    try:
        revision = formularios.revisar(llenado.contexto, unidad, ganchos, piezas().sectores, pedido)
    except ErrorDePlugin as error:
        return Revision(), explicar(error)
    return revision, ""


def _por_presentar(llenado: Llenado, revision: Revision, impide: str = "") -> str:
    pasos = llenado.pasos()
    return pintar(
        "llenado/revisar.html",
        llenado=llenado,
        pasos=[(p, titulo_de(p)) for p in pasos],
        lugar=len(pasos) - 1,
        partes=[(p, titulo_de(p), _legible(llenado, p.clave)) for p in pasos[:-1]],
        fallas=[_falla(llenado, f) for f in revision.fallas],
        avisos=[decir(aviso) for aviso in revision.avisos],
        impide=impide,
        otra=_otra(llenado),
    )


def _otra(llenado: Llenado) -> str:
    """La dirección de una demanda más; vacía si ya no caben."""
    siguiente = 1 + max([A_LA_VISTA, *map(numero_de, llenado.escrito)])
    return llenado.direccion(f"{DEMANDA}{siguiente}") if siguiente <= MAXIMO_DE_DEMANDAS else ""


def _falla(llenado: Llenado, falla: Falla) -> tuple[str, str, str]:
    """A dónde ir a corregirla, de qué campo es y qué pasa."""
    etiqueta = gettext(CAMPOS[falla.campo]["etiqueta"]) if falla.campo in CAMPOS else falla.campo
    direccion = f"{llenado.direccion(falla.paso)}?volver={REVISAR}#{falla.campo}"
    return direccion, etiqueta, decir(falla.motivo)


def _legible(llenado: Llenado, clave: str) -> list[tuple[str, str]]:
    """Lo escrito en un paso, como se lee: etiqueta y valor de lo que no quedó vacío."""
    return [(c.etiqueta, _visible(c)) for c in llenado.formulario(clave).controles if c.valor]


def _visible(control: Control) -> str:
    return dict(control.opciones).get(str(control.valor), str(control.valor))


# ── Descartar ───────────────────────────────────────────────────────────────────────────────────


@plano.route(f"{RAIZ}/descartar", methods=["GET", "POST"])
@permite_en_lo_suyo(Accion.PRESENTAR)
def descartar(formulario: UUID) -> str | Response:
    """Borra lo escrito, después de decir qué se pierde."""
    llenado = abrir(formulario)
    if llenado is None:
        return al_recibo(formulario)
    lista = f"/{municipio_actual().slug}/formularios"
    if llenado.borrador is None:
        return a(lista)
    if request.method == "GET":
        escritas = [t["demanda"] for t in llenado.escrito.values() if t.get("demanda")]
        return pintar("llenado/descartar.html", llenado=llenado, escritas=escritas)
    borradores.descartar(piezas().unidad(aqui()), formulario, llenado.persona.usuario_id)
    flash(gettext("Se descartó lo que había escrito."))
    return a(lista)


def ya_presentado(formulario: UUID) -> Response:
    """Al recibo, y si se estaba escribiendo, que se sepa que no se guardó."""
    if request.method == "POST":
        flash(gettext(YA_PRESENTADO), "aviso")
    return al_recibo(formulario)


def al_recibo(formulario: UUID) -> Response:
    return a(direccion_del_recibo(formulario))
