"""Escribir un informe de un encuentro, presentarlo y rehacerlo: quien lo debe, o su oficina."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash
from marshmallow import Schema

from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.eventos import GestionSinAbrir
from nucleo.dominio.informes import (
    InformeEnBorrador,
    InformeFueraDeTiempo,
    InformePresentado,
    InformeSinPresentar,
    InformeVacio,
)
from nucleo.dominio.lectura import texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.servicios import informes
from nucleo.textos.errores import frase
from nucleo.textos.saberes import mirada_de
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, municipio_de_lectura, piezas
from nucleo.web.conflictos import Edicion, exigir_version
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido, estado_de, recibido
from nucleo.web.idiomas import en_idioma
from nucleo.web.informes import Mirado, firmado, mirar
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite_en_lo_suyo
from nucleo.web.vistas.actas import parrafos_de
from nucleo.web.vistas.informes import RAIZ
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("redaccion_de_informes", __name__)
Pagina = tuple[str, int]
LARGO_DE_APARTADO, LARGO_DE_MOTIVO = 10_000, 600
DELANTE = "de_"
"""Lo que llevan delante los campos: un apartado puede llamarse como algo de la página."""


class EsquemaDeMotivo(Schema):
    """Por qué se rehace."""

    motivo = Leido(
        texto_de(LARGO_DE_MOTIVO),
        required=True,
        metadata={
            "etiqueta": N_("Por qué se rehace"),
            "ayuda": N_("Queda escrito en la versión nueva. La anterior sigue a la vista."),
            "clase": "parrafo",
        },
    )


def esquema_de(mirado: Mirado) -> Schema:
    """Una pregunta por apartado."""
    leer = parrafos_de(LARGO_DE_APARTADO)
    return Schema.from_dict(
        {
            DELANTE + p.clave: Leido(leer, metadata={"etiqueta": p.texto, "clase": "parrafo"})
            for p in mirado.preguntas
        }
    )()


@plano.route(f"{RAIZ}/<informe>/escribir", methods=["GET", "POST"])
@permite_en_lo_suyo(Accion.INFORMAR)
def escribir(encuentro: str, informe: str) -> Pagina | Response:
    """El borrador, pregunta por pregunta; si otra persona lo cambió antes, se ve la diferencia."""
    gestion = gestion_de_trabajo()
    mirado = exigido(gestion, encuentro, informe)
    if mirado.dice and mirado.debido.borrador is None:
        raise InformePresentado(mirado.debido.renglon.texto, mirado.dice.numero)

    def leido() -> tuple[Mapping[str, Any], int]:
        return escrito_en(mirar(gestion, encuentro, informe))

    inicial, version = escrito_en(mirado)
    edicion = Edicion(Formulario(esquema_de(mirado), inicial), version)
    contexto, autoria = firmado(gestion, mirado.debido.renglon.informa)

    def guardar(datos: Mapping[str, Any], vista: int) -> None:
        textos = {c.removeprefix(DELANTE): t for c, t in datos.items()}
        informes.escribir(
            contexto, piezas().unidad(aqui()), ganchos(), encuentro, informe, vista, textos, autoria
        )

    if edicion.guardar(guardar, leido):
        flash(gettext("Quedó guardado el borrador del informe."))
        return a(del_informe(encuentro, informe, gestion))
    pagina = pintar(
        "informe-escribir.html",
        edicion=edicion,
        mirado=mirado,
        gestion=gestion,
        a_nombre=autoria.a_nombre,
    )
    return pagina, edicion.estado


@plano.route(f"{RAIZ}/<informe>/presentar", methods=["GET", "POST"])
@permite_en_lo_suyo(Accion.INFORMAR)
def presentar(encuentro: str, informe: str) -> Pagina | Response:
    """Lo que dice y sus cuadros quedan fijos; se confirma mirando lo que va a quedar."""
    gestion = gestion_de_trabajo()
    mirado = exigido(gestion, encuentro, informe)
    borrador = mirado.debido.borrador
    if borrador is None:
        if mirado.dice is None:
            raise InformeVacio(mirado.debido.renglon.texto)
        return a(del_informe(encuentro, informe, gestion))
    formulario = Formulario(Schema())
    contexto, autoria = firmado(gestion, mirado.debido.renglon.informa)
    if recibido(formulario):
        exigir_version(borrador)
        unidad = piezas().unidad(aqui())
        try:
            with en_idioma("es"):
                mirada = mirada_de(piezas(), contexto, unidad, mirado.tipo)
                informes.presentar(
                    contexto, unidad, ganchos(), mirada, informe, borrador.version, autoria
                )
        except InformeVacio as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        else:
            flash(gettext("El informe quedó presentado."))
            return a(del_informe(encuentro, informe, gestion))
    pagina = pintar(
        "informe-paso.html",
        formulario=formulario,
        mirado=mirado,
        gestion=gestion,
        borrador=borrador,
        version=borrador.version,
        a_nombre=autoria.a_nombre,
    )
    return pagina, estado_de(formulario)


@plano.route(f"{RAIZ}/<informe>/rehacer", methods=["GET", "POST"])
@permite_en_lo_suyo(Accion.INFORMAR)
def rehacer(encuentro: str, informe: str) -> Pagina | Response:
    """Abrir otra versión del presentado, con motivo; la de antes sigue como quedó."""
    gestion = gestion_de_trabajo()
    mirado = exigido(gestion, encuentro, informe)
    presentado = mirado.debido.presentado
    if presentado is None:
        raise InformeSinPresentar(mirado.debido.renglon.texto)
    formulario = Formulario(EsquemaDeMotivo())
    if recibido(formulario):
        exigir_version(presentado)
        contexto, _ = firmado(gestion, mirado.debido.renglon.informa)
        unidad, motivo = piezas().unidad(aqui()), formulario.datos["motivo"]
        try:
            informes.rehacer(
                contexto, unidad, ganchos(), encuentro, informe, presentado.numero, motivo
            )
        except (InformeEnBorrador, EdicionConcurrente) as error:
            formulario.fallar("motivo", frase(error))
        else:
            return a(f"/{municipio_actual().slug}/ciclo/{encuentro}/informes/{informe}"
                     f"/escribir?gestion={gestion}")  # fmt: skip
    pagina = pintar(
        "informe-paso.html",
        formulario=formulario,
        mirado=mirado,
        gestion=gestion,
        borrador=None,
        version=presentado.version,
    )
    return pagina, estado_de(formulario)


def escrito_en(mirado: Mirado) -> tuple[Mapping[str, Any], int]:
    """Lo que dice su borrador, campo por campo, y su versión; si no lo hay, nada y cero."""
    borrador = mirado.debido.borrador
    if borrador is None:
        return {}, 0
    return {DELANTE + c: t for c, t in borrador.apartados.items()}, borrador.version


def exigido(gestion: int, encuentro: str, informe: str) -> Mirado:
    """El que quien mira puede escribir; `SinPermiso`, o por qué ya no se escribe."""
    mirado = mirar(gestion, encuentro, informe, de_hoy=True)
    firmado(gestion, mirado.debido.renglon.informa)
    if mirado.evento is None:
        raise GestionSinAbrir(gestion)
    if not mirado.cambia:
        raise InformeFueraDeTiempo(mirado.evento.sigla, mirado.evento.estado)
    return mirado


def ganchos() -> Any:
    """Los plugins activos del municipio."""
    return piezas().ganchos(municipio_de_lectura())


def del_informe(encuentro: str, informe: str, gestion: int) -> str:
    """La dirección de su página."""
    return f"/{municipio_actual().slug}/ciclo/{encuentro}/informes/{informe}?gestion={gestion}"
