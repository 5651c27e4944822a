"""Los documentos de los puntos de un encuentro: subirlos, abrirlos y quitarlos."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields

from nucleo.dominio.actas import ActaCerrada
from nucleo.dominio.adjuntos import MEGAS, ArchivoRechazado, TipoDeArchivo
from nucleo.dominio.documentos_de_punto import (
    DemasiadosDocumentos,
    DocumentoDePunto,
    DocumentoRepetido,
    con_documentos,
)
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.eventos import Evento
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.lectura import texto_de
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.mesas import Punto
from nucleo.dominio.politica import Accion
from nucleo.servicios import documentos_de_punto as servicio
from nucleo.servicios.adjuntos import contenido_de
from nucleo.servicios.columnas import LARGO_DE_TITULO
from nucleo.servicios.documentos_de_punto import Presentado
from nucleo.servicios.mesas import mesa_de
from nucleo.servicios.puertos import Unidad
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, municipio_de_lectura, piezas
from nucleo.web.entrega_de_archivos import entregar
from nucleo.web.formularios import (
    DE_TODO_EL_FORMULARIO,
    Archivo,
    Formulario,
    Leido,
    estado_de,
    recibido,
)
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite, publica, puede
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.organizaciones import aqui, orden_pedida

plano = Blueprint("documentos_de_punto", __name__)
Pagina = tuple[str, int]
Agenda = Sequence[tuple[Punto, Sequence[DocumentoDePunto]]]
RAIZ = "/<municipio>/ciclo/<encuentro>/documentos"


class EsquemaDeDocumento(Schema):
    """Un archivo, de qué punto es y quién lo puede abrir."""

    punto = fields.String(
        required=True, metadata={"etiqueta": N_("De qué punto"), "clase": "opcion"}
    )
    titulo = Leido(
        texto_de(LARGO_DE_TITULO),
        required=True,
        metadata={
            "etiqueta": N_("Título"),
            "ayuda": N_("Con qué se lo nombra en el acta: no ponga nombres ni datos de personas."),
        },
    )
    archivo = Archivo(
        required=True,
        metadata={
            "etiqueta": N_("La foto o el documento"),
            "ayuda": Mensaje(
                N_("JPEG, PNG, WebP o PDF, de %(megas)s MB como mucho."), {"megas": MEGAS}
            ),
            "acepta": ",".join(TipoDeArchivo),
        },
    )
    publico = fields.Boolean(
        load_default=False,
        metadata={
            "etiqueta": N_("Cualquiera puede abrirlo"),
            "ayuda": N_("Solo si no lleva nombres, firmas, teléfonos ni otros datos de personas."),
        },
    )


@plano.route(RAIZ, methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def lista(encuentro: str) -> Pagina | Response:
    """Los de cada punto, y cómo subir otro; enviarlo dos veces no lo repite."""
    gestion = gestion_de_trabajo()
    evento, agenda, abierta = leer(gestion, encuentro)
    puntos = [(p.clave, gettext(p.texto)) for p, _ in agenda]
    pedido = {"punto": request.args.get("punto", "")}
    formulario, orden = (
        Formulario(EsquemaDeDocumento(), pedido, {"punto": puntos}),
        orden_pedida(),
    )
    if recibido(formulario):
        if nuevo := _subir(formulario, gestion, encuentro, orden):
            flash(gettext("«%(titulo)s» quedó con su punto.", titulo=nuevo.titulo))
            return a(de_documentos(encuentro, gestion))
        evento, agenda, abierta = leer(gestion, encuentro)
    pagina = pintar(
        "documentos-de-punto.html",
        evento=evento,
        gestion=gestion,
        agenda=[(p, suyos) for p, suyos in agenda if suyos],
        abierta=abierta,
        formulario=formulario,
        orden=nuevo_id() if formulario.errores.get(DE_TODO_EL_FORMULARIO) else orden,
    )
    return pagina, estado_de(formulario)


def _subir(
    formulario: Formulario, gestion: int, encuentro: str, orden: UUID
) -> DocumentoDePunto | None:
    """Lo guardado; `None` si no se pudo, con su porqué en el campo que lo impidió."""
    dicho = formulario.datos
    presentado = Presentado(
        dicho["punto"], dicho["titulo"], dicho["archivo"][1], publico=dicho["publico"]
    )
    ganchos = piezas().ganchos(municipio_de_lectura())
    contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
    destino, unidad = piezas().adjuntos(aqui()), piezas().unidad(aqui())
    try:
        return servicio.agregar(contexto, unidad, ganchos, destino, encuentro, orden, presentado)
    except (ArchivoRechazado, DocumentoRepetido) as error:
        formulario.fallar("archivo", frase(error))
    except DemasiadosDocumentos as error:
        formulario.fallar("punto", frase(error))
    except (ActaCerrada, OrdenUsada) as error:
        formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
    return None


@plano.get(f"{RAIZ}/<uuid:presentado>")
@publica
def ver(encuentro: str, presentado: UUID) -> Response:
    """El archivo: el público, a cualquiera; el que no, como si no existiera para los demás."""
    gestion = gestion_de_trabajo()
    with piezas().unidad_de_lectura(aqui()) as unidad:
        suyo = servicio.documento_de(unidad, gestion, encuentro, presentado)
    if not (suyo.publico or ve_lo_reservado()):
        raise NoExiste("documento", presentado)
    contexto = piezas().contexto(aqui(), gestion)
    contenido = contenido_de(contexto, piezas().adjuntos(aqui()), suyo)
    return entregar(contenido, suyo.tipo, suyo.titulo)


@plano.route(f"{RAIZ}/<uuid:presentado>/quitar", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def quitar(encuentro: str, presentado: UUID) -> str | Response:
    """Dice qué se pierde y lo borra, mientras el acta siga abierta."""
    gestion = gestion_de_trabajo()
    volver = de_documentos(encuentro, gestion)
    if request.method == "POST":
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        try:
            servicio.quitar(
                contexto, piezas().unidad(aqui()), piezas().adjuntos(aqui()), encuentro, presentado
            )
        except ActaCerrada as error:
            flash(frase(error), "aviso")
        else:
            flash(gettext("El documento se quitó."))
        return a(volver)
    with piezas().unidad_de_lectura(aqui()) as unidad:
        suyo = servicio.documento_de(unidad, gestion, encuentro, presentado)
        if not acta_abierta(unidad, gestion, encuentro):
            flash(gettext("El acta ya se cerró: lo presentado no se quita."), "aviso")
            return a(volver)
    return pintar("documento-de-punto-quitar.html", documento=suyo, gestion=gestion, volver=volver)


def leer(gestion: int, encuentro: str) -> tuple[Evento, Agenda, bool]:
    """El encuentro, su agenda con los documentos y si todavía se suben o quitan."""
    contexto = piezas().contexto(aqui(), gestion)
    ganchos = piezas().ganchos(municipio_de_lectura())
    with piezas().unidad_de_lectura(aqui()) as unidad:
        mesa = mesa_de(contexto, unidad, ganchos, encuentro)
        suyos = servicio.del_encuentro(unidad, gestion, encuentro)
        abierta = acta_abierta(unidad, gestion, encuentro)
    return mesa.evento, con_documentos(mesa.puntos, suyos), abierta


def acta_abierta(unidad: Unidad, gestion: int, encuentro: str) -> bool:
    """Si todavía cambia lo que el acta dirá. Con la unidad abierta."""
    acta = unidad.actas.de(gestion, encuentro)
    return acta is None or not acta.cerrada


def a_la_vista(unidad: Unidad, gestion: int, encuentro: str) -> Sequence[DocumentoDePunto]:
    """Los que puede abrir quien mira. Con la unidad abierta."""
    if ve_lo_reservado():
        return servicio.del_encuentro(unidad, gestion, encuentro)
    return servicio.publicos_de(unidad, gestion, encuentro)


def ve_lo_reservado() -> bool:
    return puede(Accion.LLEVAR_CICLO) or puede(Accion.VER_RESERVADO)


def de_documentos(encuentro: str, gestion: int) -> str:
    return f"/{municipio_actual().slug}/ciclo/{encuentro}/documentos?gestion={gestion}"
