"""Convocar a un encuentro: con qué palabras, por qué medio, y a quién le consta que le llegó."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields

from nucleo.documentos.composicion import componer
from nucleo.dominio.convocatorias import (
    ConvocatoriaCerrada,
    EntregaPorVenir,
    MedioDeConvocatoria,
)
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.lectura import texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.servicios import convocatorias
from nucleo.servicios.convocatorias import (
    LARGO_DE_NOTA,
    LARGO_DE_RECIBIO,
    DatosDeConvocatoria,
    Llamado,
)
from nucleo.textos import convocatorias as textos
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, piezas
from nucleo.web.correos import direccion_publica
from nucleo.web.descargas import mostrar_pdf
from nucleo.web.formato import fecha
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido, estado_de, recibido
from nucleo.web.idiomas import IDIOMAS, disponibles_aqui, en_idioma
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite, publica
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.ciclo import un_dia
from nucleo.web.vistas.organizaciones import aqui, orden_pedida

plano = Blueprint("convocatorias", __name__)
Pagina = tuple[str, int]
RAIZ = "/<municipio>/ciclo/<encuentro>/convocatoria"


class EsquemaDeConstancia(Schema):
    """A qué organización le llegó, por dónde, cuándo y quién la recibió."""

    organizacion = fields.String(
        required=True, metadata={"etiqueta": N_("Qué organización la recibió"), "clase": "opcion"}
    )
    medio = fields.String(
        required=True, metadata={"etiqueta": N_("Por qué medio"), "clase": "opcion"}
    )
    fecha = un_dia(N_("Qué día"), N_("Vacío es hoy."))
    recibio = Leido(
        texto_de(LARGO_DE_RECIBIO),
        metadata={
            "etiqueta": N_("Quién la recibió"),
            "ayuda": N_("Su nombre y su cargo. No se muestra al público."),
        },
    )
    nota = Leido(
        texto_de(LARGO_DE_NOTA),
        metadata={
            "etiqueta": N_("Nota"),
            "ayuda": N_("Por ejemplo: firmó el cargo, se leyó en radio a las 6:30."),
        },
    )


@plano.get(RAIZ)
@publica
def ver(encuentro: str) -> str:
    """A quién se convoca y con qué palabras; las constancias, para quien puede verlas."""
    return _pagina(encuentro, None)[0]


@plano.route(f"{RAIZ}/constancia", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def constatar(encuentro: str) -> Pagina | Response:
    """La misma página, para anotar que una organización la recibió; repetirla no la duplica."""
    gestion = gestion_de_trabajo()
    formulario, orden = _formulario(_leido(gestion, encuentro)), orden_pedida()
    if recibido(formulario):
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        datos = _datos(formulario.datos)
        try:
            convocatorias.constatar(contexto, piezas().unidad(aqui()), encuentro, orden, datos)
        except EntregaPorVenir as error:
            formulario.fallar("fecha", frase(error))
        except OrdenUsada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            orden = nuevo_id()
        except NoExiste as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        except ConvocatoriaCerrada as error:  # la página ya no ofrece el formulario
            flash(frase(error), "aviso")
            return a(de_convocatoria(encuentro, gestion))
        else:
            flash(gettext("Quedó anotado que la recibió."))
            return a(f"{de_convocatoria(encuentro, gestion)}#constancia")
    return _pagina(encuentro, formulario, orden)


@plano.route(f"{RAIZ}/<uuid:constancia>/quitar", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def quitar(encuentro: str, constancia: UUID) -> str | Response:
    """Muestra qué constancia se va a quitar y pide confirmarlo."""
    gestion = gestion_de_trabajo()
    leido = _leido(gestion, encuentro)
    if request.method == "POST":
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        try:
            convocatorias.quitar(contexto, piezas().unidad(aqui()), encuentro, constancia)
        except ConvocatoriaCerrada as error:
            flash(frase(error), "aviso")
        except NoExiste:  # el mismo envío dos veces, u otra persona ya la quitó
            flash(gettext("Esa constancia ya no estaba."), "aviso")
        else:
            flash(gettext("Se quitó la constancia."))
        return a(de_convocatoria(encuentro, gestion))
    for organizacion, suyas in leido.constancias:
        for esta in suyas:
            if esta.id == constancia:
                return pintar(
                    "convocatoria-quitar.html",
                    gestion=gestion, evento=leido.evento, esta=esta, organizacion=organizacion,
                )  # fmt: skip
    raise NoExiste("constancia", constancia)


@plano.get(f"{RAIZ}/afiche.pdf")
@publica
def afiche(encuentro: str) -> Response:
    """El afiche para pegar, en el idioma pedido (`?en=qu`), con el QR a la página del encuentro."""
    gestion = gestion_de_trabajo()
    leido = _leido(gestion, encuentro)
    with en_idioma(_pedido()) as idioma:
        datos = textos.afiche(_anuncio(leido, gestion), idioma=idioma.etiqueta)
    return mostrar_pdf(componer("afiche", datos), f"afiche-{encuentro}-{gestion}")


def _pagina(encuentro: str, formulario: Formulario | None, orden: UUID | None = None) -> Pagina:
    gestion = gestion_de_trabajo()
    leido = _leido(gestion, encuentro)
    formulario = formulario or _formulario(leido)
    with en_idioma(_pedido()) as idioma:
        dicho = _anuncio(leido, gestion)
        palabras = {
            "asunto": textos.asunto(dicho),
            "correo": textos.correo(dicho),
            "mensaje": textos.mensaje(dicho),
            "guion": textos.guion(dicho),
        }
        etiqueta, codigo = idioma.etiqueta, idioma.codigo
    ciclo = piezas().contexto(aqui(), gestion).ciclo
    participan = leido.tipo.participan if leido.tipo else ()
    pagina = pintar(
        "convocatoria.html",
        gestion=gestion,
        leido=leido,
        participan=[ciclo.participantes[q].nombre for q in participan],
        palabras=palabras,
        lengua=etiqueta,
        elegido=codigo,
        lenguas=[IDIOMAS[i] for i in disponibles_aqui()],
        formulario=formulario,
        orden=orden or nuevo_id(),
    )
    return pagina, estado_de(formulario)


def _leido(gestion: int, encuentro: str) -> Llamado:
    contexto = piezas().contexto(aqui(), gestion)
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return convocatorias.llamado(contexto, unidad, encuentro)


def _anuncio(leido: Llamado, gestion: int) -> textos.Anuncio:
    slug, evento = municipio_actual().slug, leido.evento
    return textos.anuncio(
        evento,
        leido.tipo,
        piezas().contexto(aqui(), gestion).ciclo,
        municipio=municipio_actual().nombre,
        dia=fecha(evento.dia),
        direccion=direccion_publica(f"/{slug}/ciclo/{evento.clave}?gestion={gestion}"),
    )


def _pedido() -> str:
    return request.args.get("en", "")


def _formulario(leido: Llamado) -> Formulario:
    opciones = {
        "organizacion": [(str(o.id), o.nombre) for o, _ in leido.constancias],
        "medio": [(m.value, nombre(m)) for m in MedioDeConvocatoria],
    }
    return Formulario(EsquemaDeConstancia(), opciones=opciones)


def _datos(dichos: Mapping[str, Any]) -> DatosDeConvocatoria:
    return DatosDeConvocatoria(
        UUID(dichos["organizacion"]),
        MedioDeConvocatoria(dichos["medio"]),
        dichos.get("fecha"),
        dichos.get("recibio", ""),
        dichos.get("nota", ""),
    )


def de_convocatoria(encuentro: str, gestion: int) -> str:
    """La dirección de la convocatoria de un encuentro."""
    return f"/{municipio_actual().slug}/ciclo/{encuentro}/convocatoria?gestion={gestion}"
