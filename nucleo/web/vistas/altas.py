"""Dar de alta, suspender y reactivar municipios, desde un departamento o desde la plataforma."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID, uuid4

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields, validate

from nucleo.dominio.ambito import EnMunicipio, EnPlataforma
from nucleo.dominio.contexto import Contexto, ahora
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.errores import MunicipioSinAlta, NoExiste
from nucleo.dominio.jurisdicciones import le_toca
from nucleo.dominio.mensajes import N_
from nucleo.dominio.municipios import Alta
from nucleo.dominio.nombres import plegar
from nucleo.dominio.politica import Accion
from nucleo.dominio.roles import Rol
from nucleo.dominio.territorio import Municipio
from nucleo.servicios import identidad, municipios
from nucleo.servicios.identidad import Invitacion
from nucleo.textos.traduccion import gettext
from nucleo.web.administrados import (
    contexto_para,
    mirada_actual,
    raiz_de_administracion,
    raiz_de_personas,
)
from nucleo.web.ambito import piezas
from nucleo.web.formularios import Formulario, estado_de, recibido
from nucleo.web.lugares import nombre_de_ambito, raiz_de
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, ambito_de_la_ruta, permite
from nucleo.web.vistas.invitar import MAL_CORREO, orden_del_formulario
from nucleo.web.vistas.personas import entregar_enlace

plano = Blueprint("altas", __name__)
V = TypeVar("V", bound=Callable[..., Any])
Pagina = tuple[str, int]
FALTA_CONSTANCIA = N_("Diga con qué documento lo autorizó: una nota, una resolución, un acta.")


class EsquemaDeAlta(Schema):
    """Qué municipio entra, si autoriza contar su avance y quién lo administrará."""

    municipio = fields.String(
        required=True, metadata={"etiqueta": N_("Municipio"), "clase": "opcion"}
    )
    autoriza = fields.Boolean(
        load_default=False,
        metadata={
            "etiqueta": N_("El municipio autoriza contar su avance al departamento"),
            "ayuda": N_(
                "Van cuentas (cuántas asambleas, demandas, pasos y dinero), nunca datos de "
                "personas. El municipio puede dejar de hacerlo cuando quiera."
            ),
        },
    )
    constancia = fields.String(
        load_default="",
        validate=validate.Length(max=300),
        metadata={
            "etiqueta": N_("Con qué documento lo autoriza"),
            "ayuda": N_("Por ejemplo: Nota GAM 123/2026, del 3 de marzo."),
        },
    )
    correo = fields.String(
        load_default="",
        validate=validate.Email(error=MAL_CORREO),
        metadata={
            "etiqueta": N_("Correo de quien lo administrará"),
            "ayuda": N_("Le haremos una invitación. Puede dejarlo vacío e invitar después."),
            "clase": "correo",
            "autocompletar": "off",
        },
    )
    nombre = fields.String(
        load_default="",
        validate=validate.Length(max=120),
        metadata={"etiqueta": N_("Su nombre y apellidos"), "autocompletar": "off"},
    )


class EsquemaDeSuspension(Schema):
    """Por qué se suspende: lo leerá quien busque el municipio."""

    motivo = fields.String(
        required=True,
        validate=validate.Length(max=300),
        metadata={
            "etiqueta": N_("Por qué se suspende"),
            "ayuda": N_("Lo leerá quien busque este municipio."),
        },
    )


def en_cada_administracion(resto: str, *metodos: str) -> Callable[[V], V]:
    """La misma vista bajo un departamento y bajo la plataforma."""

    def colgar(vista: V) -> V:
        for raiz in ("/departamentos/<departamento>", "/plataforma"):
            regla = f"{raiz}/municipios{resto}"
            plano.add_url_rule(regla, view_func=vista, methods=list(metodos))
        return vista

    return colgar


def _pintar(plantilla: str, **datos: object) -> str:
    ambito = ambito_de_la_ruta()
    return pintar(
        plantilla,
        raiz=raiz_de(ambito),
        casa=raiz_de_administracion(),
        este_ambito=nombre_de_ambito(ambito),
        **datos,
    )


# ── Alta ────────────────────────────────────────────────────────────────────────────────────────


@en_cada_administracion("/alta", "GET", "POST")
@permite(Accion.DAR_DE_ALTA)
def alta() -> Pagina | Response:
    """Elegir, autorizar e invitar en un solo paso; al terminar, el enlace para entregar."""
    formulario = Formulario(
        EsquemaDeAlta(),
        inicial={"municipio": request.args.get("cual", "")},
        opciones={"municipio": ofrecidos()},
    )
    if recibido(formulario) and sensata(formulario):
        return hacer_alta(formulario.datos, orden_del_formulario())
    return _pintar("alta.html", formulario=formulario, orden=uuid4()), estado_de(formulario)


def ofrecidos() -> list[tuple[str, str]]:
    """Los que le tocan y no tienen alta, por nombre.

    Al recibir se acepta también el recién dado: el formulario pudo enviarse dos veces.
    """
    casa, ambito = piezas(), ambito_de_la_ruta()
    hospedados = {x.municipio_id for x in casa.altas()}
    enviado = request.form.get("municipio", "")
    suyos = [
        m
        for m in casa.territorio.municipios
        if (m.id not in hospedados or m.slug == enviado)
        and le_toca(ambito, EnMunicipio(m.id), casa.territorio, casa.regiones)
    ]
    return [(m.slug, m.nombre) for m in sorted(suyos, key=lambda m: plegar(m.nombre))]


def sensata(formulario: Formulario) -> bool:
    """Sin documento que la diga, la autorización no vale."""
    if formulario.datos["autoriza"] and not formulario.datos["constancia"]:
        formulario.fallar("constancia", FALTA_CONSTANCIA)
    return not formulario.errores


def hacer_alta(datos: dict[str, Any], orden: UUID) -> Response:
    """El alta y, si se dijo a quién, la invitación. Repetirla no duplica ninguna de las dos."""
    municipio = piezas().territorio.por_slug[datos["municipio"]]
    firmado = contexto_para(Accion.DAR_DE_ALTA)
    ambito = EnMunicipio(municipio.id)
    nueva = municipios.dar_de_alta(
        piezas().contexto(ambito, dia_en_bolivia(ahora()).year + 1, firmado.quien),
        piezas().unidad(ambito),
        municipio,
        piezas().adjuntos(ambito),
        constancia_de_avance=datos["constancia"] if datos["autoriza"] else "",
    )
    if nueva:
        flash(gettext("%(municipio)s ya usa la plataforma.", municipio=municipio.nombre))
    if not datos["correo"]:
        return a(raiz_de_administracion())
    return invitar_a_administrar(firmado, ambito, datos, orden)


def invitar_a_administrar(
    firmado: Contexto, ambito: EnMunicipio, datos: dict[str, Any], orden: UUID
) -> Response:
    """La primera administración del municipio recién hospedado."""
    invitacion = Invitacion(datos["correo"], Rol.ADMINISTRACION_MUNICIPAL, ambito, datos["nombre"])
    mirada = mirada_actual()
    mirada.exigir(invitacion.rol, ambito)
    unidad = piezas().unidad(EnPlataforma())
    if secreto := identidad.invitar(firmado, unidad, invitacion, orden):
        entregar_enlace(orden, secreto, invitacion, firmado.quien)
    return a(f"{raiz_de_personas()}/invitaciones/{orden}")


# ── Suspender y reactivar ───────────────────────────────────────────────────────────────────────


def exigir_suyo(cual: str) -> tuple[Municipio, Alta]:
    """El municipio, si está de alta y le toca a quien administra."""
    casa = piezas()
    municipio = casa.territorio.por_slug.get(cual)
    ambito = ambito_de_la_ruta()
    if municipio is None or not le_toca(
        ambito, EnMunicipio(municipio.id), casa.territorio, casa.regiones
    ):
        raise NoExiste("municipio", cual)
    for dada in casa.altas():
        if dada.municipio_id == municipio.id:
            return municipio, dada
    raise MunicipioSinAlta(municipio.nombre)


@en_cada_administracion("/<cual>/suspender", "GET", "POST")
@permite(Accion.SUSPENDER)
def suspender(cual: str) -> Pagina | Response:
    """Deja de mostrarlo y de dejarlo cambiar, tras decir qué se pierde y por qué."""
    municipio, dada = exigir_suyo(cual)
    formulario = Formulario(EsquemaDeSuspension())
    if recibido(formulario):
        unidad, contexto = piezas().unidad(EnPlataforma()), contexto_para(Accion.SUSPENDER)
        municipios.suspender(contexto, unidad, municipio, formulario.datos["motivo"])
        flash(gettext("%(municipio)s quedó suspendido.", municipio=municipio.nombre))
        return a(raiz_de_administracion())
    datos = {"este": municipio, "dada": dada, "formulario": formulario}
    return _pintar("suspender.html", **datos), estado_de(formulario)


@en_cada_administracion("/<cual>/reactivar", "GET", "POST")
@permite(Accion.SUSPENDER)
def reactivar(cual: str) -> str | Response:
    """Lo vuelve a mostrar, con todo como estaba."""
    municipio, dada = exigir_suyo(cual)
    if request.method == "POST":
        unidad, contexto = piezas().unidad(EnPlataforma()), contexto_para(Accion.SUSPENDER)
        municipios.reactivar(contexto, unidad, municipio)
        flash(gettext("%(municipio)s está activo otra vez.", municipio=municipio.nombre))
        return a(raiz_de_administracion())
    return _pintar("reactivar.html", este=municipio, dada=dada)
