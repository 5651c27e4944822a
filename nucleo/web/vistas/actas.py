"""El acta de un encuentro: la pública, el borrador de quien lleva el ciclo, y cómo se la cierra."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, flash, request
from marshmallow import Schema

from nucleo.documentos.sellado import Documento
from nucleo.dominio.actas import (
    Acta,
    ActaCerrada,
    ActaEnLlano,
    ActaSinObservar,
    FueraDePlazo,
    PlazoAbierto,
    SeccionDeActa,
)
from nucleo.dominio.errores import ErrorDeNegocio, NoExiste, SinPermiso
from nucleo.dominio.eventos import AvanceNoPermitido, Evento
from nucleo.dominio.lectura import texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.observaciones_de_acta import Suerte
from nucleo.dominio.politica import Accion
from nucleo.servicios import actas, calendarios
from nucleo.servicios.comprobaciones import Comprobada, comprobar
from nucleo.servicios.puertos import Unidad
from nucleo.servicios.rastros import cierre_de
from nucleo.textos import actas as textos
from nucleo.textos.errores import frase
from nucleo.textos.nombres import NOMBRES
from nucleo.textos.traduccion import gettext, ngettext
from nucleo.web.actas import bloques_de, con_que, direccion_de, quien_falta
from nucleo.web.ambito import gestion_de_trabajo, municipio_actual, piezas
from nucleo.web.conflictos import Edicion, exigir_version
from nucleo.web.constancias import papel_de
from nucleo.web.correos import direccion_publica
from nucleo.web.descargas import mostrar_pdf
from nucleo.web.formato import momento, sin_credencial
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido, estado_de, recibido
from nucleo.web.idiomas import IDIOMAS, disponibles_aqui, idioma_actual
from nucleo.web.paginas import pintar
from nucleo.web.papel_sellado import EnPapel
from nucleo.web.participantes import firma_aqui
from nucleo.web.permisos import a, permite, publica, puede, trabaja_aqui
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.ciclo import un_dia
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("actas", __name__)
Pagina = tuple[str, int]
RAIZ = "/<municipio>/ciclo/<encuentro>/acta"
LARGO_DE_SECCION, LARGO_DE_MOTIVO = 20_000, 600
PEM = "application/x-pem-file"


def parrafos_de(maximo: int) -> Callable[[str], str]:
    """Como `texto_de`, sin perder dónde empieza cada párrafo."""
    leer = texto_de(maximo)

    def leidos(escrito: str) -> str:
        leer(" ".join(escrito.split()))
        partes = re.split(r"\n\s*\n", escrito.replace("\r\n", "\n"))
        return "\n\n".join(leer(" ".join(p.split())) for p in partes if p.strip())

    return leidos


def seccion(cual: SeccionDeActa) -> Leido:
    metadata = {"etiqueta": NOMBRES[cual], "clase": "parrafo"}
    return Leido(parrafos_de(LARGO_DE_SECCION), metadata=metadata)


EsquemaDeBorrador = Schema.from_dict({s.value: seccion(s) for s in SeccionDeActa})


class EsquemaDePlazo(Schema):
    """Hasta cuándo se la observa."""

    plazo = un_dia(N_("Último día para observarla"), N_("Como 20/08/2026."), required=True)


def esquema_de_cierre(*, abierta: bool) -> Schema:
    """Con el plazo abierto, hay que decir por qué se cierra antes."""
    if not abierta:
        return Schema()
    metadata = {
        "etiqueta": N_("Por qué se cierra antes del plazo"),
        "ayuda": N_("Queda escrito en el acta. Por ejemplo: se leyó y la asamblea la aprobó."),
        "clase": "parrafo",
    }
    motivo = Leido(texto_de(LARGO_DE_MOTIVO), metadata=metadata, required=True)
    return Schema.from_dict({"motivo": motivo})()


@plano.get("/acta/clave")
@publica
def clave() -> Response:
    """Las claves públicas con que cualquiera comprueba las actas, en PEM: hoy y antes."""
    respuesta = Response(piezas().sellador.publicadas, mimetype=PEM)
    archivo = f"clave-de-actas-{piezas().sellador.identificador}.pem"
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{archivo}"'
    return respuesta


@plano.get(RAIZ)
@publica
def pagina(encuentro: str) -> str:
    """La cerrada, con su resumen y si la bitácora la contiene; el borrador, para quien lo lleva."""
    gestion = gestion_de_trabajo()
    lleva, contexto = puede(Accion.LLEVAR_CICLO), piezas().contexto(aqui(), gestion)
    with piezas().unidad_de_lectura(aqui()) as unidad:
        evento = calendarios.evento_de(unidad, gestion, encuentro)
        acta = unidad.actas.de(gestion, encuentro)
        comprobada = mirar(unidad, gestion, encuentro) if acta and acta.cerrada else None
        dice = comprobada.contenido if comprobada else lo_que_diria(unidad, gestion, evento)
        reabierta = cierre_de(contexto, unidad, encuentro) if acta and not comprobada else {}
    sana = comprobada is None or comprobada.intacta
    fieles = comprobada is not None and comprobada.constancias
    se_ve = comprobada is not None or lleva or bool(acta and acta.plazo and trabaja_aqui())
    observadas = acta.observada if acta and se_ve and not comprobada else ()
    if dice and observadas:  # van arriba, con qué hacer con cada una
        dice = replace(dice, observaciones=())
    hoja = EnPapel(dice, [idioma_actual().codigo], con_nombres=ve_nombres()) if dice else None
    return pintar(
        "acta.html",
        gestion=gestion,
        evento=evento,
        acta=acta,
        comprobada=comprobada,
        hoja=hoja,
        bloques=bloques_de(hoja) if hoja and se_ve and sana else [],
        reabierta=reabierta,
        despues=constancias_despues(acta, hoja) if acta and hoja and fieles else [],
        siguen_faltando=siguen_faltando(acta, hoja) if acta and hoja and fieles else [],
        cerrada=cuando_se_cerro(acta) if acta and comprobada else "",
        observadas=observadas,
        observable=acta is not None and acta.observable(calendarios.hoy_de(contexto)),
        sin_responder=sin_responder(acta) if acta else 0,
        firma_propia=firma_propia(),
        lleva=lleva,
        direccion=direccion_publica(direccion_de(municipio_actual(), gestion, encuentro)),
        pueden=[IDIOMAS[i] for i in disponibles_aqui() if i != "pseudo"],
        textos=textos,
    )


@plano.get(f"{RAIZ}.pdf")
@publica
def pdf(encuentro: str) -> Response:
    """La cerrada y sellada. Con `?nombres=si`, para quien ve lo reservado; `?en=es,qu`, en dos."""
    return sellado(encuentro, Documento.ACTA)


@plano.get(f"{RAIZ}/constancias.pdf")
@publica
def constancias_pdf(encuentro: str) -> Response:
    """Las que llegaron con el acta ya cerrada, en su hoja aparte y sellada igual."""
    return sellado(encuentro, Documento.CONSTANCIAS)


def sellado(encuentro: str, documento: Documento) -> Response:
    """El PDF de lo cerrado, en los idiomas pedidos y con nombres solo para quien los ve."""
    gestion = gestion_de_trabajo()
    con_nombres = request.args.get("nombres") == "si"
    if con_nombres and not ve_nombres():
        raise SinPermiso(Accion.VER_RESERVADO.value)
    idiomas = request.args.get("en", idioma_actual().codigo).split(",")
    donde = direccion_publica(direccion_de(municipio_actual(), gestion, encuentro))
    contenido = papel_de(
        documento, gestion, encuentro, idiomas, con_nombres=con_nombres, direccion=donde
    )
    respuesta = mostrar_pdf(contenido, f"{documento}-{encuentro}-{gestion}")
    if con_nombres:
        respuesta.headers["Cache-Control"] = "private, no-store"
    return respuesta


@plano.route(f"{RAIZ}/escribir", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def escribir(encuentro: str) -> Pagina | Response:
    """El borrador, sección por sección; si otra persona lo cambió antes, se ve la diferencia."""
    gestion = gestion_de_trabajo()

    def leida() -> tuple[Mapping[str, Any], int]:
        acta = leer(gestion, encuentro)[1]
        return (dict(acta.secciones), acta.version) if acta else ({}, 0)

    evento, acta = leer(gestion, encuentro)
    if acta and acta.cerrada:
        raise ActaCerrada(encuentro, acta.resumen)
    inicial, version = leida()
    edicion = Edicion(Formulario(EsquemaDeBorrador(), inicial), version)

    def guardar(datos: Mapping[str, Any], vista: int) -> None:
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        if not vista:
            actas.empezar(contexto, piezas().unidad(aqui()), encuentro)
            vista = leida()[1]
        actas.escribir(contexto, piezas().unidad(aqui()), encuentro, vista, datos)

    if edicion.guardar(guardar, leida):
        flash(gettext("Quedó guardado el borrador del acta."))
        return a(del_acta(encuentro, gestion))
    cuerpo = pintar("acta-escribir.html", edicion=edicion, evento=evento, gestion=gestion)
    return cuerpo, edicion.estado


@plano.route(f"{RAIZ}/abrir", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def abrir(encuentro: str) -> Pagina | Response:
    """Que los participantes la observen, hasta un día; también para alargar el plazo."""
    gestion = gestion_de_trabajo()
    evento, acta = exigida(gestion, encuentro)
    formulario = Formulario(EsquemaDePlazo(), {"plazo": acta.plazo} if acta.plazo else {})
    if recibido(formulario):
        exigir_version(acta)
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        unidad, plazo = piezas().unidad(aqui()), formulario.datos["plazo"]
        try:
            actas.abrir_a_observaciones(contexto, unidad, encuentro, acta.version, plazo)
        except (ActaCerrada, FueraDePlazo) as error:
            formulario.fallar("plazo", frase(error))
        else:
            flash(gettext("El acta quedó abierta a observaciones."))
            return a(del_acta(encuentro, gestion))
    return formulario_de_acta(
        formulario, evento, acta,
        titulo=gettext("Abrir el acta a observaciones"),
        explica=gettext(
            "Hasta ese día, quienes participaron pueden decir qué falta o qué está mal. Después "
            "se la cierra y ya no cambia."
        ),
        boton=gettext("Abrirla"),
    )  # fmt: skip


@plano.route(f"{RAIZ}/cerrar", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def cerrar(encuentro: str) -> Pagina | Response:
    """Para siempre: queda sellada, y el encuentro, con acta cerrada."""
    gestion = gestion_de_trabajo()
    evento, acta = exigida(gestion, encuentro)
    hoy = calendarios.hoy_de(piezas().contexto(aqui(), gestion))
    formulario = Formulario(esquema_de_cierre(abierta=acta.observable(hoy)))
    if recibido(formulario):
        if not acta.cerrada:
            exigir_version(acta)
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        de_que, sellador = piezas().ganchos(aqui()), piezas().sellador
        try:
            actas.cerrar(
                contexto, piezas().unidad(aqui()), de_que, sellador, encuentro, acta.version,
                antes_de_plazo=formulario.datos.get("motivo", ""),
            )  # fmt: skip
        except (ActaSinObservar, AvanceNoPermitido, PlazoAbierto) as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        else:
            flash(gettext("El acta quedó cerrada y sellada."))
            return a(del_acta(encuentro, gestion))
    return formulario_de_acta(
        formulario, evento, acta,
        titulo=gettext("Cerrar el acta"),
        explica=gettext(
            "Lo que dice queda fijo, con la firma de esta instalación y en la bitácora. No se "
            "puede volver atrás. Las constancias de conformidad pueden seguir llegando."
        ),
        pendiente=pendiente_al_cerrar(evento, acta),
        boton=gettext("Cerrarla para siempre"),
    )  # fmt: skip


def formulario_de_acta(
    formulario: Formulario,
    evento: Evento,
    acta: Acta,
    *,
    titulo: str,
    explica: str,
    boton: str,
    con_archivo: bool = False,
    cita: str = "",
    pendiente: Sequence[str] = (),
    version: int | None = None,
) -> Pagina:
    """Una página con un formulario y nada más: todas las del acta se parecen.

    `cita` es de qué se trata, como se escribió; `pendiente`, lo que conviene mirar antes;
    `version`, si no es la del acta.
    """
    cuerpo = pintar(
        "acta-formulario.html",
        formulario=formulario,
        evento=evento,
        gestion=evento.gestion,
        acta=acta,
        titulo=titulo,
        explica=explica,
        boton=boton,
        con_archivo=con_archivo,
        cita=cita,
        pendiente=pendiente,
        version=acta.version if version is None else version,
    )
    return cuerpo, estado_de(formulario)


def pendiente_al_cerrar(evento: Evento, acta: Acta) -> list[str]:
    """Lo que el acta dirá que falta si se la cierra así."""
    dichos = []
    if cuantas := sin_responder(acta):
        dichos.append(ngettext(
            "Hay %(num)s observación sin responder: el acta dirá que quedó así.",
            "Hay %(num)s observaciones sin responder: el acta dirá que quedaron así.",
            cuantas,
        ))  # fmt: skip
    with piezas().unidad_de_lectura(aqui()) as unidad:
        diria = lo_que_diria(unidad, evento.gestion, evento)
    if diria and diria.sin_modulos and not acta.cerrada:
        dichos.append(gettext(
            "Falló un módulo: %(cuales)s. El acta dirá que falta lo suyo. Si puede esperar, avise "
            "a quien administra y ciérrela después.",
            cuales=", ".join(piezas().plugins.get(p, p) for p in diria.sin_modulos),
        ))  # fmt: skip
    return dichos


def sin_responder(acta: Acta) -> int:
    """Cuántas observaciones siguen sin respuesta."""
    return sum(o.suerte is Suerte.SIN_RESPONDER for o in acta.observada)


def firma_propia() -> str:
    """Cómo firma aquí quien mira, para saber qué anotó; vacía si no tiene cargo aquí."""
    return firma_aqui() if trabaja_aqui() else ""


def leer(gestion: int, encuentro: str) -> tuple[Evento, Acta | None]:
    """El encuentro y su acta, si se empezó."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        evento = calendarios.evento_de(unidad, gestion, encuentro)
        return evento, unidad.actas.de(gestion, encuentro)


def exigida(gestion: int, encuentro: str) -> tuple[Evento, Acta]:
    """Lo mismo; o `NoExiste` si todavía no se empezó."""
    evento, acta = leer(gestion, encuentro)
    if acta is None:
        raise NoExiste("acta", encuentro)
    return evento, acta


def mirar(unidad: Unidad, gestion: int, encuentro: str) -> Comprobada:
    contexto = piezas().contexto(aqui(), gestion)
    return comprobar(contexto, unidad, piezas().sellador, encuentro)


def lo_que_diria(unidad: Unidad, gestion: int, evento: Evento) -> ActaEnLlano | None:
    """El borrador de hoy; nada si el ciclo ya no tiene ese encuentro o un módulo falla."""
    contexto, ganchos = piezas().contexto(aqui(), gestion), piezas().ganchos(aqui())
    try:
        return actas.contenido_de(contexto, unidad, ganchos, evento)
    except ErrorDeNegocio:
        return None


def cuando_se_cerro(acta: Acta) -> str:
    """El día, la hora y quién."""
    paso = acta.pasos[-1]
    cuando = momento(datetime.fromisoformat(paso["cuando"]))
    return f"{cuando} · {sin_credencial(paso['quien'])}"


def ve_nombres() -> bool:
    """Si quien mira puede ver quiénes son las personas."""
    return puede(Accion.VER_RESERVADO)


def constancias_despues(acta: Acta, hoja: EnPapel) -> list[tuple[str, str, str]]:
    """Las que llegaron con el acta ya cerrada: de quién, con qué y su escaneo."""
    return [
        (hoja.quien(c.nombre, c.organizacion) or "—", con_que(c, hoja), c.escaneo)
        for c in acta.posteriores
    ]


def siguen_faltando(acta: Acta, hoja: EnPapel) -> list[str]:
    """Los esperados que, contando las de después, siguen sin dejar la suya."""
    faltan = hoja.acta.faltan((*hoja.acta.constancias, *acta.posteriores))
    return [quien_falta(hoja, p) for p in faltan]


def del_acta(encuentro: str, gestion: int) -> str:
    return direccion_de(municipio_actual(), gestion, encuentro)
