"""Lo que los participantes observan del borrador de un acta, y qué se responde a cada quien."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields

from nucleo.dominio.actas import Acta, ActaCerrada, FueraDePlazo
from nucleo.dominio.errores import EdicionConcurrente, NoExiste, SinPermiso
from nucleo.dominio.lectura import texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.observaciones_de_acta import ObservacionEnActa, Suerte
from nucleo.dominio.politica import Accion
from nucleo.servicios import observaciones_de_acta as servicio
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombre
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import gestion_de_trabajo, piezas
from nucleo.web.conflictos import Edicion
from nucleo.web.formularios import DE_TODO_EL_FORMULARIO, Formulario, Leido, recibido
from nucleo.web.paginas import pintar
from nucleo.web.participantes import firma_aqui, firmado
from nucleo.web.permisos import a, con_mandato, permite, puede
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.actas import RAIZ, del_acta, exigida, formulario_de_acta
from nucleo.web.vistas.conformidades import corto
from nucleo.web.vistas.organizaciones import aqui

plano = Blueprint("observaciones_de_acta", __name__)
Pagina = tuple[str, int]
LARGO_DE_OBSERVACION, LARGO_DE_MOTIVO = 2000, 600
UNA = f"{RAIZ}/observaciones/<cual>"
RESPUESTAS = (Suerte.ACOGIDA, Suerte.NO_ACOGIDA)

PROPIA = N_("Si la anotó por error: sale del borrador y no irá al acta.")
AJENA = N_(
    "Solo si se anotó por error: sale del borrador y no irá al acta. Si no se está de acuerdo con "
    "ella, respóndala en vez de retirarla."
)


class EsquemaDeObservacion(Schema):
    """Lo que alguien observa del borrador."""

    texto = Leido(
        texto_de(LARGO_DE_OBSERVACION),
        required=True,
        metadata={"etiqueta": N_("Qué falta o qué está mal"), "clase": "parrafo"},
    )


class EsquemaDeObservacionAjena(EsquemaDeObservacion):
    """La de otra persona, anotada por quien lleva el ciclo."""

    nombre = corto(N_("De quién es"), N_("Vacío es usted."))
    organizacion = corto(N_("De qué organización"))


class EsquemaDeRespuesta(Schema):
    """Qué se hizo con una observación y por qué."""

    suerte = fields.String(
        required=True, metadata={"etiqueta": N_("Qué se hizo"), "clase": "opcion"}
    )
    respuesta = Leido(
        texto_de(LARGO_DE_OBSERVACION),
        required=True,
        metadata={
            "etiqueta": N_("Qué se cambió, o por qué no se cambió"),
            "ayuda": N_("Va al acta, que es pública: no ponga carnets ni teléfonos."),
            "clase": "parrafo",
        },
    )


class EsquemaDeRetiro(Schema):
    """Por qué se retira."""

    motivo = Leido(
        texto_de(LARGO_DE_MOTIVO),
        required=True,
        metadata={
            "etiqueta": N_("Por qué se retira"),
            "ayuda": N_("Queda en la bitácora: no ponga nombres de personas."),
            "clase": "parrafo",
        },
    )


@plano.route(f"{RAIZ}/observar", methods=["GET", "POST"])
@con_mandato
def observar(encuentro: str) -> Pagina | Response:
    """Lo que falta o está mal, mientras dure el plazo."""
    gestion = gestion_de_trabajo()
    evento, acta = exigida(gestion, encuentro)
    lleva = puede(Accion.LLEVAR_CICLO)
    formulario = Formulario(EsquemaDeObservacionAjena() if lleva else EsquemaDeObservacion())
    if recibido(formulario):
        contexto, propia, organizacion = firmado(gestion)
        d = formulario.datos
        de = (d["nombre"], d.get("organizacion", "")) if d.get("nombre") else (propia, organizacion)
        try:
            servicio.observar(contexto, piezas().unidad(aqui()), encuentro, d["texto"], *de)
        except (ActaCerrada, FueraDePlazo) as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
        else:
            flash(gettext("Quedó anotada la observación."))
            return a(del_acta(encuentro, gestion))
    return formulario_de_acta(
        formulario, evento, acta,
        titulo=gettext("Observar el acta"),
        explica=gettext("La observación queda escrita en el acta tal como la escribe."),
        boton=gettext("Anotarla"),
    )  # fmt: skip


@plano.route(f"{UNA}/responder", methods=["GET", "POST"])
@permite(Accion.LLEVAR_CICLO)
def responder(encuentro: str, cual: str) -> Pagina | Response:
    """Acogida o no, y por qué; si otra persona la respondió antes, se ve la diferencia."""
    gestion = gestion_de_trabajo()
    evento, acta = exigida(gestion, encuentro)
    esta = abierta(acta, cual)

    def leida() -> tuple[Mapping[str, Any], int]:
        ahora = abierta(exigida(gestion, encuentro)[1], cual)
        return de_ahora(ahora), ahora.version

    opciones = {"suerte": [(s.value, nombre(s)) for s in RESPUESTAS]}
    formulario = Formulario(EsquemaDeRespuesta(), de_ahora(esta), opciones)
    edicion = Edicion(formulario, esta.version)

    def guardar(datos: Mapping[str, Any], vista: int) -> None:
        contexto = contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        suerte, dicha = Suerte(datos["suerte"]), datos["respuesta"]
        servicio.responder(contexto, piezas().unidad(aqui()), encuentro, cual, vista, suerte, dicha)

    if edicion.guardar(guardar, leida):
        flash(gettext("Quedó respondida la observación."))
        return a(del_acta(encuentro, gestion))
    cuerpo = pintar(
        "acta-responder.html",
        edicion=edicion,
        evento=evento,
        gestion=gestion,
        observacion=esta,
        de_quien=de_quien(esta),
    )
    return cuerpo, edicion.estado


@plano.route(f"{UNA}/retirar", methods=["GET", "POST"])
@con_mandato
def retirar(encuentro: str, cual: str) -> Pagina | Response:
    """La que se anotó por error: la suya o, para quien lleva el ciclo, cualquiera."""
    gestion = gestion_de_trabajo()
    evento, acta = exigida(gestion, encuentro)
    esta, lleva = abierta(acta, cual), puede(Accion.LLEVAR_CICLO)
    propia = esta.anoto == firma_aqui()
    if not (lleva or propia):
        raise SinPermiso(Accion.LLEVAR_CICLO.value)
    formulario = Formulario(EsquemaDeRetiro())
    if recibido(formulario):
        if request.form.get("version") != str(esta.version):
            raise EdicionConcurrente
        contexto = (
            firmado(gestion)[0] if propia else contexto_de(Accion.LLEVAR_CICLO, aqui(), gestion)
        )
        motivo = formulario.datos["motivo"]
        servicio.retirar(
            contexto, piezas().unidad(aqui()), encuentro, cual, esta.version, motivo, lleva=lleva
        )
        flash(gettext("La observación se retiró del borrador."))
        return a(del_acta(encuentro, gestion))
    return formulario_de_acta(
        formulario, evento, acta,
        titulo=gettext("Retirar una observación"),
        explica=gettext(AJENA if lleva and not propia else PROPIA),
        boton=gettext("Retirarla"),
        cita=f"{esta.texto} — {de_quien(esta)}",
        version=esta.version,
    )  # fmt: skip


def abierta(acta: Acta, cual: str) -> ObservacionEnActa:
    """La de un acta sin cerrar; o `ActaCerrada` o `NoExiste`."""
    acta.exigir_abierta()
    for dicha in acta.observada:
        if dicha.clave == cual:
            return dicha
    raise NoExiste("observación", cual)


def de_ahora(esta: ObservacionEnActa) -> Mapping[str, Any]:
    """Lo respondido, como el formulario lo empieza; nada si nadie respondió."""
    if esta.suerte is Suerte.SIN_RESPONDER:
        return {}
    return {"suerte": esta.suerte.value, "respuesta": esta.respuesta}


def de_quien(esta: ObservacionEnActa) -> str:
    """Su nombre, si quien mira ve lo reservado, y su organización."""
    partes = (esta.nombre if puede(Accion.VER_RESERVADO) else "", esta.organizacion)
    return ", ".join(p for p in partes if p) or gettext("un participante")
