"""Quién representa a cada organización: agregarla, corregirla y terminar su mandato."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash
from marshmallow import Schema

from nucleo.dominio.contexto import ahora
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.dirigencias import Dirigencia, MandatoAlReves
from nucleo.dominio.errores import NoExiste
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.lectura import fecha, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.organizaciones import Organizacion
from nucleo.dominio.politica import Accion
from nucleo.servicios import dirigencias
from nucleo.servicios.dirigencias import (
    LARGO_DE_CARGO,
    LARGO_DE_NOMBRE,
    LARGO_DE_TELEFONO,
    DatosDeDirigencia,
    dirigencia_de,
)
from nucleo.servicios.organizaciones import organizacion_de
from nucleo.textos.errores import frase
from nucleo.textos.traduccion import gettext
from nucleo.web.ambito import piezas
from nucleo.web.conflictos import Edicion
from nucleo.web.descargas import Tabla, descargar
from nucleo.web.formularios import (
    DE_TODO_EL_FORMULARIO,
    Formulario,
    Leido,
    estado_de,
    recibido,
)
from nucleo.web.paginas import pintar
from nucleo.web.permisos import a, permite
from nucleo.web.sesion import contexto_de
from nucleo.web.vistas.organizaciones import aqui, de_organizacion, orden_pedida

plano = Blueprint("dirigencias", __name__)
Pagina = tuple[str, int]
CARGOS_USUALES = (
    N_("Secretaria general"), N_("Secretario general"), N_("Presidenta"), N_("Presidente"),
    N_("Dirigenta"), N_("Dirigente"), N_("Jilacata"), N_("Mallku"), N_("Mama t’alla"),
    N_("Kuraka"), N_("Capitán"), N_("Capitana"), N_("Mburuvicha"), N_("Corregidor"),
    N_("Secretaria de actas"), N_("Secretario de actas"),
)  # fmt: skip


def _dia(etiqueta: str, ayuda: str = "", **opciones: Any) -> Leido:
    return Leido(
        fecha,
        escribir=en_numeros,
        metadata={"etiqueta": etiqueta, "ayuda": ayuda, "clase": "fecha"},
        **opciones,
    )


def en_numeros(dia: date) -> str:
    return f"{dia:%d/%m/%Y}"


class EsquemaDeDirigencia(Schema):
    """Quién es, con qué cargo y hasta cuándo."""

    nombre = Leido(
        texto_de(LARGO_DE_NOMBRE), required=True, metadata={"etiqueta": N_("Nombre completo")}
    )
    cargo = Leido(
        texto_de(LARGO_DE_CARGO),
        required=True,
        metadata={
            "etiqueta": N_("Cargo"),
            "ayuda": N_("Como lo llama su gente: secretaria general, jilacata, mallku, capitán…"),
            "sugerencias": CARGOS_USUALES,
        },
    )
    desde = _dia(N_("Desde qué día"))
    hasta = _dia(N_("Hasta qué día"), N_("Si no se sabe, déjelo vacío: sigue hasta que termine."))
    telefono = Leido(
        texto_de(LARGO_DE_TELEFONO),
        metadata={
            "etiqueta": N_("Teléfono"),
            "clase": "telefono",
            "ayuda": N_("Solo lo ven el municipio, el Concejo y Control Social."),
        },
    )


class EsquemaDeTermino(Schema):
    """Su último día."""

    hasta = _dia(N_("Cuál es su último día"), required=True)


@plano.route(
    "/<municipio>/organizaciones/<uuid:organizacion>/dirigencias/nueva", methods=["GET", "POST"]
)
@permite(Accion.EDITAR_ORGANIZACIONES)
def nueva(organizacion: UUID) -> Pagina | Response:
    """Agregar una dirigencia. Enviarla dos veces no la duplica."""
    esta = organizacion_leida(organizacion)
    formulario = Formulario(EsquemaDeDirigencia())
    orden = orden_pedida()
    if recibido(formulario):
        contexto = contexto_de(Accion.EDITAR_ORGANIZACIONES, aqui())
        try:
            dirigencias.registrar(
                contexto, piezas().unidad(aqui()), orden, organizacion, datos_de(formulario.datos)
            )
        except MandatoAlReves as error:
            formulario.fallar("hasta", frase(error))
        except OrdenUsada as error:
            formulario.fallar(DE_TODO_EL_FORMULARIO, frase(error))
            orden = nuevo_id()
        else:
            flash(gettext("Quedó registrada la dirigencia."))
            return a(de_organizacion(organizacion))
    pagina = pintar("dirigencia-nueva.html", formulario=formulario, organizacion=esta, orden=orden)
    return pagina, estado_de(formulario)


@plano.route(
    "/<municipio>/organizaciones/<uuid:organizacion>/dirigencias/<uuid:dirigencia>/editar",
    methods=["GET", "POST"],
)
@permite(Accion.EDITAR_ORGANIZACIONES)
def editar(organizacion: UUID, dirigencia: UUID) -> Pagina | Response:
    """Corregir sus datos; si otra persona guardó antes, se ve la diferencia."""
    esta, suya = organizacion_leida(organizacion), dirigencia_leida(organizacion, dirigencia)
    formulario = Formulario(EsquemaDeDirigencia(), inicial_de(suya))
    edicion = Edicion(formulario, suya.version)

    def guardar(datos: Mapping[str, Any], version: int) -> None:
        contexto = contexto_de(Accion.EDITAR_ORGANIZACIONES, aqui())
        unidad = piezas().unidad(aqui())
        try:
            dirigencias.corregir(contexto, unidad, dirigencia, version, datos_de(datos))
        except MandatoAlReves as error:
            formulario.fallar("hasta", frase(error))

    if edicion.guardar(guardar, lambda: releer(organizacion, dirigencia)):
        flash(gettext("Quedaron guardados los datos de la dirigencia."))
        return a(de_organizacion(organizacion))
    pagina = pintar("dirigencia-editar.html", edicion=edicion, organizacion=esta, dirigencia=suya)
    return pagina, edicion.estado


@plano.route(
    "/<municipio>/organizaciones/<uuid:organizacion>/dirigencias/<uuid:dirigencia>/terminar",
    methods=["GET", "POST"],
)
@permite(Accion.EDITAR_ORGANIZACIONES)
def terminar(organizacion: UUID, dirigencia: UUID) -> Pagina | Response:
    """Ponerle su último día, diciendo antes qué cambia."""
    esta, suya = organizacion_leida(organizacion), dirigencia_leida(organizacion, dirigencia)
    hoy = dia_en_bolivia(ahora())
    formulario = Formulario(EsquemaDeTermino(), {"hasta": suya.hasta or hoy})
    edicion = Edicion(formulario, suya.version)

    def guardar(datos: Mapping[str, Any], version: int) -> None:
        contexto = contexto_de(Accion.EDITAR_ORGANIZACIONES, aqui())
        unidad = piezas().unidad(aqui())
        try:
            dirigencias.terminar(contexto, unidad, dirigencia, version, datos["hasta"])
        except MandatoAlReves as error:
            formulario.fallar("hasta", frase(error))

    def releer_dia() -> tuple[Mapping[str, Any], int]:
        ahora_es = dirigencia_leida(organizacion, dirigencia)
        return {"hasta": ahora_es.hasta}, ahora_es.version

    if edicion.guardar(guardar, releer_dia):
        flash(gettext("Quedó escrito el último día de su mandato."))
        return a(de_organizacion(organizacion))
    pagina = pintar("dirigencia-terminar.html", edicion=edicion, organizacion=esta, dirigencia=suya)
    return pagina, edicion.estado


@plano.get("/<municipio>/dirigencias.<any(csv, xlsx):formato>")
@permite(Accion.VER_RESERVADO)
def archivo(formato: str) -> Response:
    """Todas las dirigencias con su teléfono: por eso no es de todos."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        organizaciones = {o.id: o for o in unidad.organizaciones.todas()}
        todas = unidad.dirigencias.todas()
    return descargar(tabla_de(todas, organizaciones), formato, "dirigencias")


def organizacion_leida(cual: UUID) -> Organizacion:
    with piezas().unidad_de_lectura(aqui()) as unidad:
        return organizacion_de(unidad, cual)


def dirigencia_leida(organizacion: UUID, cual: UUID) -> Dirigencia:
    """La de esa organización, o `NoExiste`."""
    with piezas().unidad_de_lectura(aqui()) as unidad:
        suya = dirigencia_de(unidad, cual)
    if suya.organizacion_id != organizacion:
        raise NoExiste("dirigencia", cual)
    return suya


def releer(organizacion: UUID, cual: UUID) -> tuple[Mapping[str, Any], int]:
    suya = dirigencia_leida(organizacion, cual)
    return inicial_de(suya), suya.version


def inicial_de(d: Dirigencia) -> dict[str, Any]:
    return {
        "nombre": d.nombre,
        "cargo": d.cargo,
        "desde": d.desde,
        "hasta": d.hasta,
        "telefono": d.telefono,
    }


def datos_de(leido: Mapping[str, Any]) -> DatosDeDirigencia:
    return DatosDeDirigencia(
        nombre=leido["nombre"],
        cargo=leido["cargo"],
        desde=leido.get("desde"),
        hasta=leido.get("hasta"),
        telefono=leido.get("telefono", ""),
    )


def tabla_de(todas: Sequence[Dirigencia], organizaciones: Mapping[UUID, Organizacion]) -> Tabla:
    hoy = dia_en_bolivia(ahora())
    titulos = (
        gettext("Organización"), gettext("Distrito"), gettext("Nombre"), gettext("Cargo"),
        gettext("Desde"), gettext("Hasta"), gettext("Vigente"), gettext("Teléfono"),
    )  # fmt: skip
    cuerpo = [
        (
            organizaciones[d.organizacion_id].nombre,
            organizaciones[d.organizacion_id].distrito,
            d.nombre,
            d.cargo,
            en_numeros(d.desde) if d.desde else "",
            en_numeros(d.hasta) if d.hasta else "",
            gettext("sí") if d.vigente(hoy) else gettext("no"),
            d.telefono,
        )
        for d in todas
    ]
    return Tabla(titulos, cuerpo)
