"""Hacer la evaluación: anotar lo revisado, pasar de etapa, dictaminar y responder un dictamen."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash, request
from marshmallow import Schema, fields

from nucleo.dominio.errores import ErrorDeNegocio, NoExiste
from nucleo.dominio.evaluaciones import (
    FINALES,
    AlEdc,
    Condicion,
    CondicionesSinResolver,
    Cumplimiento,
    DictamenIncompleto,
    DictamenYaRespondido,
    Escrito,
    Etapa,
    EtapaNoPermitida,
    Revision,
    YaDictaminada,
)
from nucleo.dominio.lectura import dinero_positivo, fecha, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.politica import Accion
from nucleo.servicios import evaluaciones
from nucleo.servicios.evaluaciones import Evaluada, Revisado
from nucleo.textos import evaluaciones as textos
from nucleo.textos.errores import frase
from nucleo.textos.nombres import nombre, nombres
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import municipio_de_lectura, piezas
from nucleo.web.conflictos import Edicion
from nucleo.web.formularios import (
    DE_TODO_EL_FORMULARIO,
    Formulario,
    Leido,
    estado_de,
    recibido,
)
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, exigir_en, permite, permite_en_lo_suyo
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.dirigencias import en_numeros
from nucleo.web.vistas.evaluaciones import direccion_de, leer_una, umbral

plano = Blueprint("dictamenes", __name__)
Pagina = tuple[str, int]
LARGO, LARGO_DE_CARGO = 1500, 120
A_LA_VISTA = N_("Lo leerá cualquiera: no ponga teléfonos ni datos de personas.")
CAMPO_DE = {
    Escrito.MOTIVO: "motivo",
    Escrito.ALTERNATIVA: "alternativa",
    Escrito.RAZON_DEL_COSTO: "razon_del_costo",
}


def _parrafo(etiqueta: str, ayuda: str = "", *, obligatorio: bool = False) -> Leido:
    datos = {"etiqueta": etiqueta, "ayuda": ayuda, "clase": "parrafo"}
    return Leido(texto_de(LARGO), required=obligatorio, metadata=datos)


def _dia(etiqueta: str) -> Leido:
    return Leido(fecha, escribir=en_numeros, metadata={"etiqueta": etiqueta, "clase": "fecha"})


class EsquemaDeCondicion(Schema):
    """Cómo está una condición."""

    estado = fields.String(metadata={"etiqueta": N_("Cómo está"), "clase": "opcion"})
    nota = Leido(texto_de(500), metadata={"etiqueta": N_("Qué falta o qué se vio")})
    plazo = _dia(N_("Hasta cuándo"))


def esquema_de_revision() -> Schema:
    """Responsable y plazo de la etapa, una terna por condición, el costo y la propuesta."""
    responsable = {
        "etiqueta": N_("Quién responde por esta etapa"),
        "ayuda": N_("El cargo o la unidad, no el nombre de una persona."),
    }
    costo = {
        "etiqueta": N_("Costo revisado (Bs)"),
        "clase": "dinero",
        "ayuda": N_("Solo si cambia. El que se pidió queda a la vista, al lado."),
    }
    campos: dict[str, Any] = {
        "responsable": Leido(texto_de(LARGO_DE_CARGO), metadata=responsable),
        "plazo": _dia(N_("Hasta cuándo tiene esta etapa")),
        "observaciones": _parrafo(N_("Observaciones"), A_LA_VISTA),
    }
    for c in Condicion:
        etiqueta = {"etiqueta": textos.NOMBRES[c]}
        campos[c.value] = fields.Nested(EsquemaDeCondicion, load_default=dict, metadata=etiqueta)
    campos["costo"] = Leido(
        dinero_positivo, escribir=lambda v: v.legible().removeprefix("Bs "), metadata=costo
    )
    campos["razon_del_costo"] = _parrafo(N_("Por qué cambia el costo"), A_LA_VISTA)
    campos["al_edc"] = fields.String(
        required=True,
        metadata={
            "etiqueta": N_("¿Se propone llevarla al EDC?"),
            "clase": "opcion",
            "ayuda": N_("Es una propuesta: el municipio la confirma al entregar a la región."),
        },
    )
    return Schema.from_dict(campos)()


@plano.route("/<municipio>/evaluacion/<codigo>/revisar", methods=["GET", "POST"])
@permite(Accion.EVALUAR)
def revisar(codigo: str) -> Pagina | Response:
    """Anotar lo revisado; si otra persona guardó antes, la diferencia a la vista."""
    esta = leer_una(codigo)
    edicion = Edicion(formulario_de(esta), esta.version)

    def hacer(valores: Mapping[str, Any], version: int) -> None:
        contexto = contexto_de(Accion.EVALUAR, municipio_de_lectura(), esta.demanda.gestion)
        unidad, revisado = piezas().unidad(contexto.ambito), revisado_de(valores)
        try:
            evaluaciones.revisar(contexto, unidad, esta.demanda.numero, version, revisado)
        except DictamenIncompleto as error:
            edicion.formulario.fallar(CAMPO_DE[error.datos["falta"]], frase(error))  # type: ignore[index]
        except YaDictaminada as error:
            edicion.formulario.fallar("costo", frase(error))
        except CondicionesSinResolver as error:
            edicion.formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))

    def releer() -> tuple[Mapping[str, Any], int]:
        otra = leer_una(codigo)
        return inicial_de(otra), otra.version

    if edicion.guardar(hacer, releer):
        flash(gettext("La evaluación quedó anotada."))
        return a(direccion_de(codigo))
    pagina = pintar("evaluacion-revisar.html", edicion=edicion, **_comunes(esta))
    return pagina, edicion.estado


def formulario_de(esta: Evaluada) -> Formulario:
    """Con lo que ya se revisó."""
    opciones = {f"{c.value}.estado": [*nombres(Cumplimiento).items()] for c in Condicion}
    opciones["al_edc"] = [*nombres(AlEdc).items()]
    return Formulario(esquema_de_revision(), inicial_de(esta), opciones)


def inicial_de(esta: Evaluada) -> dict[str, Any]:
    e = esta.evaluacion
    if e is None:
        return {"al_edc": AlEdc.SEGUN_LOS_DATOS.value}
    revisadas = {c: e.condicion(c) for c in Condicion}
    return {
        "responsable": e.responsable,
        "plazo": e.plazo,
        "observaciones": e.observaciones,
        "costo": e.costo_revisado,
        "razon_del_costo": e.razon_del_costo,
        "al_edc": e.al_edc.value,
        **{
            c.value: {"estado": r.estado.value, "nota": r.nota, "plazo": r.plazo}
            for c, r in revisadas.items()
            if r
        },
    }


def revisado_de(valores: Mapping[str, Any]) -> Revisado:
    """Lo leído del formulario. La condición que nadie marcó sigue sin revisar."""
    condiciones = {
        c: Revision(Cumplimiento(dicha["estado"]), dicha.get("nota", ""), dicha.get("plazo"))
        for c in Condicion
        if (dicha := valores.get(c.value) or {}).get("estado")
    }
    return Revisado(
        responsable=valores.get("responsable", ""),
        plazo=valores.get("plazo"),
        observaciones=valores.get("observaciones", ""),
        condiciones=condiciones,
        costo=valores.get("costo"),
        razon_del_costo=valores.get("razon_del_costo", ""),
        al_edc=AlEdc(valores["al_edc"]),
    )


class EsquemaDePaso(Schema):
    """A qué etapa pasa y por qué."""

    hacia = fields.String(
        required=True, metadata={"etiqueta": N_("A qué etapa pasa"), "clase": "opcion"}
    )
    motivo = _parrafo(N_("Por qué"), A_LA_VISTA, obligatorio=True)
    alternativa = _parrafo(
        N_("Qué puede hacer en cambio la organización"),
        N_("Obligatoria si no es viable: otra obra, otro lugar, otra fuente, qué completar."),
    )


@plano.route("/<municipio>/evaluacion/<codigo>/pasar", methods=["GET", "POST"])
@permite(Accion.EVALUAR)
def pasar(codigo: str) -> Pagina | Response:
    """Pasar de etapa o dictaminar. Dice antes qué pasará con cada elección."""
    esta = leer_una(codigo)
    opciones = {"hacia": [(e.value, nombre(e)) for e in esta.siguientes]}
    edicion = Edicion(Formulario(EsquemaDePaso(), opciones=opciones), esta.version)

    def hacer(valores: Mapping[str, Any], version: int) -> None:
        contexto = contexto_de(Accion.EVALUAR, municipio_de_lectura(), esta.demanda.gestion)
        try:
            evaluaciones.pasar(
                contexto,
                piezas().unidad(contexto.ambito),
                esta.demanda.numero,
                version,
                Etapa(valores["hacia"]),
                valores["motivo"],
                valores.get("alternativa", ""),
                umbral(),
            )
        except DictamenIncompleto as error:
            edicion.formulario.fallar(CAMPO_DE[error.datos["falta"]], frase(error))  # type: ignore[index]
        except (CondicionesSinResolver, EtapaNoPermitida) as error:
            edicion.formulario.fallar("hacia", frase(error))

    if edicion.guardar(hacer, lambda: ({}, leer_una(codigo).version)):
        flash(_dicho(leer_una(codigo)))
        return a(direccion_de(codigo))
    pagina = pintar(
        "evaluacion-pasar.html", edicion=edicion, siguientes=esta.siguientes, **_comunes(esta)
    )
    return pagina, edicion.estado


def _dicho(esta: Evaluada) -> str:
    if esta.etapa is Etapa.NO_VIABLE:
        return gettext(
            "Quedó dictaminada: vuelve a su organización con el motivo y la alternativa."
        )
    if esta.etapa in FINALES:
        return gettext("Quedó dictaminada como viable.")
    return gettext(
        "Pasó a %(etapa)s. Anote quién responde y hasta cuándo.", etapa=nombre(esta.etapa)
    )


class EsquemaDeRespuesta(Schema):
    """Lo que la organización contesta."""

    respuesta = _parrafo(
        N_("Qué responde su organización"),
        N_("Si acepta la alternativa, si corrige algo o si pide que se vuelva a evaluar."),
        obligatorio=True,
    )


@plano.route("/<municipio>/evaluacion/<codigo>/responder", methods=["GET", "POST"])
@permite_en_lo_suyo(Accion.CORREGIR)
def responder(codigo: str) -> Pagina | Response:
    """La organización contesta, una vez, a un «no viable»."""
    esta = leer_una(codigo)
    organizacion = esta.organizacion.id
    exigir_en(Accion.CORREGIR, organizacion)
    if esta.etapa is not Etapa.NO_VIABLE:
        raise NoExiste("página", request.path)
    formulario, estado = Formulario(EsquemaDeRespuesta()), 0
    if recibido(formulario):
        aqui, d = municipio_de_lectura(), esta.demanda
        contexto = contexto_de(Accion.CORREGIR, aqui, d.gestion, organizacion)
        try:
            respuesta = formulario.datos["respuesta"]
            evaluaciones.responder(contexto, piezas().unidad(aqui), d.numero, respuesta)
        except (DictamenYaRespondido, EtapaNoPermitida) as error:
            estado = _tarde(formulario, error)
            esta = leer_una(codigo)
        else:
            flash(gettext("Su respuesta quedó a la vista del municipio."))
            return a(direccion_de(codigo))
    pagina = pintar("evaluacion-responder.html", formulario=formulario, **_comunes(esta))
    return pagina, estado or estado_de(formulario)


def _tarde(formulario: Formulario, error: ErrorDeNegocio) -> int:
    formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
    return 409


def _comunes(esta: Evaluada) -> dict[str, Any]:
    return {
        "gestion": esta.demanda.gestion,
        "esta": esta,
        "demanda": esta.demanda,
        "ficha": direccion_de(esta.demanda.codigo),
        "textos": textos,
        "umbral": umbral(),
        "Etapa": Etapa,
    }
