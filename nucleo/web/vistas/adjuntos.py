"""Las fotos y documentos de un formulario: quién los ve, cómo se agregan y cómo se sirven."""

from uuid import UUID

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields

from nucleo.dominio.adjuntos import (
    MEGAS,
    POR_FORMULARIO,
    AdjuntoFirme,
    ArchivoRechazado,
    ClaseDeAdjunto,
    DemasiadosAdjuntos,
    TipoDeArchivo,
)
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.politica import Accion
from nucleo.servicios import adjuntos
from nucleo.servicios.adjuntos import DueniosDelFormulario, contenido_de, de_quien, exigir_abierto
from nucleo.servicios.puertos import Unidad
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombres
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import municipio_actual, municipio_de_lectura, piezas
from nucleo.web.entrega_de_archivos import entregar
from nucleo.web.formularios import Archivo, Formulario, estado_de, recibido
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, exigir_en, permite_en_lo_suyo, puede_en
from nucleo.web.sesion import contexto_de

plano = Blueprint("adjuntos", __name__)
Pagina = tuple[str, int]


class EsquemaDeAdjunto(Schema):
    """Un archivo y qué es."""

    clase = fields.String(required=True, metadata={"etiqueta": N_("Qué es"), "clase": "opcion"})
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


@plano.get("/<municipio>/formularios/<uuid:formulario>/adjuntos")
@permite_en_lo_suyo(Accion.VER_ADJUNTOS)
def lista(formulario: UUID) -> Pagina:
    """Lo que tiene el formulario y, para quien puede, cómo agregar otro."""
    duenios = _duenios(formulario, Accion.VER_ADJUNTOS)
    return _pagina(duenios, _formulario())


@plano.post("/<municipio>/formularios/<uuid:formulario>/adjuntos")
@permite_en_lo_suyo(Accion.PRESENTAR)
def agregar(formulario: UUID) -> Pagina | Response:
    """Guarda uno; el mismo otra vez no se repite."""
    duenios, nuevo = _duenios(formulario, Accion.PRESENTAR), _formulario()
    if recibido(nuevo):
        ambito = municipio_de_lectura()
        contexto = contexto_de(
            Accion.PRESENTAR, ambito, duenios.formulario.gestion, duenios.organizacion.id
        )
        clase, (nombre, contenido) = ClaseDeAdjunto(nuevo.datos["clase"]), nuevo.datos["archivo"]
        destino, unidad = piezas().adjuntos(ambito), piezas().unidad(ambito)
        try:
            adjuntos.agregar(contexto, unidad, destino, formulario, clase, nombre, contenido)
        except (ArchivoRechazado, DemasiadosAdjuntos) as error:
            nuevo.fallar("archivo", frase(error))
        else:
            flash(gettext("El archivo quedó guardado con su formulario."))
            return a(direccion_de(formulario))
    return _pagina(duenios, nuevo)


@plano.get("/<municipio>/adjuntos/<uuid:adjunto>")
@permite_en_lo_suyo(Accion.VER_ADJUNTOS)
def ver(adjunto: UUID) -> Response:
    """El archivo mismo: una imagen se ve, un PDF se descarga, y ninguno puede correr nada."""
    ambito = municipio_de_lectura()
    with piezas().unidad_de_lectura(ambito) as unidad:
        ficha = unidad.adjuntos.de(adjunto)
        if ficha is None:
            raise NoExiste("adjunto", adjunto)
        duenios = de_quien(unidad, ficha.formulario_id)
    exigir_en(Accion.VER_ADJUNTOS, duenios.organizacion.id)
    contexto = piezas().contexto(ambito, duenios.formulario.gestion)
    contenido = contenido_de(contexto, piezas().adjuntos(ambito), ficha)
    return entregar(contenido, ficha.tipo, ficha.nombre)


@plano.route("/<municipio>/adjuntos/<uuid:adjunto>/quitar", methods=["GET", "POST"])
@permite_en_lo_suyo(Accion.PRESENTAR)
def quitar(adjunto: UUID) -> str | Response:
    """Dice qué se pierde y lo borra, mientras la lista siga abierta."""
    ambito = municipio_de_lectura()
    with piezas().unidad_de_lectura(ambito) as unidad:
        ficha = unidad.adjuntos.de(adjunto)
        if ficha is None:
            raise NoExiste("adjunto", adjunto)
        duenios = de_quien(unidad, ficha.formulario_id)
        abierto = _abierto(unidad, duenios)
    exigir_en(Accion.PRESENTAR, duenios.organizacion.id)
    volver, gestion = direccion_de(ficha.formulario_id), duenios.formulario.gestion
    if request.method == "GET":
        if not abierto:
            return _firme(AdjuntoFirme(gestion), volver)
        datos = {"adjunto": ficha, "duenios": duenios, "gestion": gestion, "volver": volver}
        return pintar("adjunto-quitar.html", **datos)
    contexto = contexto_de(Accion.PRESENTAR, ambito, gestion, duenios.organizacion.id)
    try:
        adjuntos.quitar(contexto, piezas().unidad(ambito), piezas().adjuntos(ambito), adjunto)
    except AdjuntoFirme as error:
        return _firme(error, volver)
    flash(gettext("El archivo se quitó."))
    return a(volver)


def _firme(error: AdjuntoFirme, volver: str) -> Response:
    flash(frase(error), "aviso")
    return a(volver)


def _abierto(unidad: Unidad, duenios: DueniosDelFormulario) -> bool:
    try:
        exigir_abierto(unidad, duenios.formulario)
    except AdjuntoFirme:
        return False
    return True


def direccion_de(formulario: UUID) -> str:
    return f"/{municipio_actual().slug}/formularios/{formulario}/adjuntos"


def _formulario() -> Formulario:
    return Formulario(EsquemaDeAdjunto(), opciones={"clase": [*nombres(ClaseDeAdjunto).items()]})


def _duenios(formulario: UUID, accion: Accion) -> DueniosDelFormulario:
    with piezas().unidad_de_lectura(municipio_de_lectura()) as unidad:
        duenios = de_quien(unidad, formulario)
    exigir_en(accion, duenios.organizacion.id)
    return duenios


def _pagina(duenios: DueniosDelFormulario, nuevo: Formulario) -> Pagina:
    formulario = duenios.formulario
    with piezas().unidad_de_lectura(municipio_de_lectura()) as unidad:
        guardados = unidad.adjuntos.del_formulario(formulario.id)
        demandas = unidad.demandas.de_gestion(formulario.gestion)
        abierto = _abierto(unidad, duenios)
    pagina = pintar(
        "formulario-adjuntos.html",
        duenios=duenios,
        gestion=formulario.gestion,
        guardados=guardados,
        demandas=[d for d in demandas if d.formulario_id == formulario.id],
        formulario=nuevo,
        quita=abierto and puede_en(Accion.PRESENTAR, duenios.organizacion.id),
        caben=POR_FORMULARIO - len(guardados),
    )
    return pagina, estado_de(nuevo)
