"""Cuando algo no sale: una página que dice qué pasó y qué hacer, nunca un rastro de código."""

from flask import Flask, current_app, request
from werkzeug.exceptions import HTTPException

from nucleo.dominio.actas import ActaAlterada, ActaSinCerrar
from nucleo.dominio.borradores import BorradorAjeno
from nucleo.dominio.errores import (
    AdjuntoDanado,
    BaseInaccesible,
    BaseOcupada,
    BaseSinPreparar,
    DemasiadosIntentos,
    EdicionConcurrente,
    EnlaceInvalido,
    ErrorDeNegocio,
    ErrorDePlugin,
    MunicipioSinAlta,
    MunicipioSuspendido,
    NoExiste,
    SesionRequerida,
    SinPermiso,
)
from nucleo.dominio.eventos import GestionSinAbrir
from nucleo.dominio.formularios import FormularioAjeno
from nucleo.dominio.informes import InformeAlterado, InformeSinPresentar
from nucleo.dominio.mensajes import N_
from nucleo.dominio.subidas import SubidaVencida
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import hospedados
from nucleo.web.frontera import peticion_actual
from nucleo.web.paginas import pintar

CODIGOS: dict[type[ErrorDeNegocio], int] = {
    NoExiste: 404,
    GestionSinAbrir: 404,
    ActaSinCerrar: 404,
    ActaAlterada: 500,
    InformeSinPresentar: 404,
    InformeAlterado: 500,
    MunicipioSinAlta: 404,
    MunicipioSuspendido: 403,
    SesionRequerida: 401,
    SinPermiso: 403,
    EnlaceInvalido: 410,
    SubidaVencida: 410,
    BorradorAjeno: 404,
    FormularioAjeno: 404,
    DemasiadosIntentos: 429,
    EdicionConcurrente: 409,
    ErrorDePlugin: 500,
    AdjuntoDanado: 500,
    BaseInaccesible: 503,
    BaseSinPreparar: 503,
    BaseOcupada: 503,
}
POR_OMISION = 422
NO_SE_ENTIENDE = N_("El pedido no se entiende. Vuelva atrás e intente otra vez.")
SIN_BASE = N_(
    "La base de datos no se puede usar en este momento. Lo que se guardó antes está a salvo; "
    "intente de nuevo en unos minutos."
)
EN_PANTALLA: dict[type[ErrorDeNegocio], str] = {
    MunicipioSinAlta: N_(
        "%(municipio)s todavía no usa esta plataforma. Le puede dar de alta la administración de "
        "su departamento."
    ),
    MunicipioSuspendido: N_(
        "%(municipio)s está suspendido en esta plataforma (%(motivo)s). Sus datos están guardados; "
        "lo puede reactivar la administración de su departamento."
    ),
}
"""Lo que en la consola se dice con una orden, y aquí no le sirve a quien mira."""
DE_HTTP = {
    404: N_("No hay nada en esta dirección. Revise que esté bien escrita."),
    405: N_("Esta dirección solo se puede mirar. Vuelva atrás e intente otra vez."),
    413: N_("Lo que envía es demasiado grande. Divídalo en partes y envíelas de a una."),
}
Respuesta = tuple[str, int]


def instalar(app: Flask) -> None:
    """Todo error termina en `error.html`; los del servidor quedan en el registro."""
    app.register_error_handler(ErrorDeNegocio, de_negocio)
    app.register_error_handler(HTTPException, de_http)
    app.register_error_handler(Exception, inesperado)


def de_negocio(error: ErrorDeNegocio) -> Respuesta:
    codigo = CODIGOS.get(type(error), POR_OMISION)
    titulo = gettext("No encontrado") if codigo == 404 else gettext("No se pudo mostrar")  # noqa: PLR2004
    if isinstance(error, SinPermiso):
        titulo = gettext("Su cargo no permite eso")
    if codigo >= 500:  # noqa: PLR2004 - lo nuestro queda anotado
        _registrar(error)
    if isinstance(error, BaseInaccesible):  # el motivo es de quien instala: nombra rutas y roles
        return _pagina(gettext("No disponible"), gettext(SIN_BASE), codigo)
    sugeridos = _sugeridos(error)
    if sugeridos:  # con los enlaces a la vista, los nombres cortos sobran
        error = NoExiste(str(error.datos["que"]), error.datos["cual"])
    dicho = EN_PANTALLA.get(type(error))
    return _pagina(
        titulo, gettext(dicho, **error.datos) if dicho else frase(error), codigo, sugeridos
    )


def de_http(error: HTTPException) -> Respuesta | HTTPException:
    if error.code is None or error.code < 400:  # noqa: PLR2004 - una redirección no es un error
        return error
    if error.code >= 500:  # noqa: PLR2004
        return inesperado(error)
    titulo = gettext("No encontrado") if error.code == 404 else gettext("No se pudo mostrar")  # noqa: PLR2004
    return _pagina(titulo, gettext(DE_HTTP.get(error.code, NO_SE_ENTIENDE)), error.code)


def inesperado(error: Exception) -> Respuesta:
    _registrar(error)
    frase_llana = gettext(
        "Algo falló de nuestro lado y ya quedó anotado. Sus datos están a salvo; intente de nuevo "
        "en unos minutos."
    )
    return _pagina(gettext("Algo falló"), frase_llana, 500)


def _registrar(error: Exception) -> None:
    donde = request.url_rule or "(desconocida)"  # la dirección misma puede nombrar a alguien
    current_app.logger.error("Falló %s %s", request.method, donde, exc_info=error)


def _pagina(
    titulo: str, frase_llana: str, codigo: int, sugeridos: list[tuple[str, str]] | None = None
) -> Respuesta:
    """La página; si la falla es nuestra, con el código que permite hallarla en el registro."""
    peticion = peticion_actual() if codigo >= 500 else None  # noqa: PLR2004
    datos = {"titulo": titulo, "frase": frase_llana, "codigo": codigo, "sugeridos": sugeridos or []}
    return pintar("error.html", peticion=peticion, **datos), codigo


def _sugeridos(error: ErrorDeNegocio) -> list[tuple[str, str]]:
    """Los municipios hospedados cuyo nombre se parece al que no se encontró, como enlaces."""
    if not isinstance(error, NoExiste) or error.datos["que"] != "municipio":
        return []
    parecidos = str(error.datos["parecidos"]).split(", ")
    return [(f"/{m.slug}", m.nombre) for m in hospedados() if m.slug in parecidos]
