"""Lo que el control social escribe, como campos de pantalla."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from nucleo.dominio.encargos import QuienSigue
from nucleo.dominio.lectura import fecha, hora_de, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.reclamos import SobreQue
from nucleo.dominio.seguimientos import ClaseDeSeguimiento, Hallazgo
from nucleo.servicios.columnas import LARGO_CORTO, LARGO_DE_RELATO, LARGO_DE_TITULO
from nucleo.servicios.encargos import LARGO_DE_COMISION, LARGO_DE_SERVICIO
from nucleo.web.esquemas.mesas import LO_LEE_CUALQUIERA
from nucleo.web.esquemas.ofertas import dia
from nucleo.web.formularios import Leido


def _texto(etiqueta: str, largo: int, ayuda: str = "", **opciones: Any) -> Leido:
    clase = opciones.pop("clase", "texto")
    metadatos = {"etiqueta": etiqueta, "ayuda": ayuda, "clase": clase}
    return Leido(texto_de(largo), metadata=metadatos, **opciones)


def _dia(etiqueta: str, ayuda: str, **opciones: Any) -> Leido:
    metadatos = {"etiqueta": etiqueta, "ayuda": ayuda, "clase": "fecha"}
    return Leido(fecha, escribir=dia, metadata=metadatos, **opciones)


def _una_de(etiqueta: str, valores: Sequence[str]) -> fields.String:
    metadatos = {"etiqueta": etiqueta, "clase": "opcion"}
    return fields.String(required=True, validate=validate.OneOf(valores), metadata=metadatos)


class EsquemaDeQuien(Schema):
    """Quién sigue algo: una organización o una comisión con nombre."""

    organizacion = fields.String(
        metadata={
            "etiqueta": N_("Qué organización lo sigue"),
            "ayuda": N_("Actúa por su dirigencia vigente. Si es una comisión, déjelo sin elegir."),
            "clase": "opcion",
        }
    )
    comision = _texto(
        N_("O qué comisión"),
        LARGO_DE_COMISION,
        N_("Su nombre, como «Comisión de agua». No ponga nombres de personas."),
    )


class EsquemaDeServicio(Schema):
    """Lo que se sigue y no está en el POA."""

    servicio = _texto(
        N_("Un servicio que también va a seguir"),
        LARGO_DE_SERVICIO,
        N_("Por ejemplo: la posta de salud, el desayuno escolar, el recojo de basura."),
    )


class EsquemaDeMarcados(Schema):
    """Lo que se marcó en la lista, por si se quiere quitar algo antes de encargarlo."""

    que = fields.List(
        fields.String(), metadata={"etiqueta": N_("Lo que se marcó del POA"), "clase": "varias"}
    )


class EsquemaDeEncargo(EsquemaDeQuien, EsquemaDeServicio):
    """Un servicio, y quién lo sigue."""


class EsquemaDeEncargoMarcado(EsquemaDeEncargo, EsquemaDeMarcados):
    """Lo marcado del POA, un servicio, y quién los sigue."""


class EsquemaDeCita(Schema):
    """Cuándo y dónde es una actividad."""

    fecha = _dia(N_("Qué día"), N_("Como 18/08/2027."), required=True)
    hora = Leido(
        hora_de, metadata={"etiqueta": N_("A qué hora empieza"), "ayuda": N_("Como 09:00.")}
    )
    lugar = _texto(N_("Dónde"), LARGO_CORTO, N_("Por ejemplo: en la obra, en la sede de la OTB."))


class EsquemaDeActividad(Schema):
    """Qué se va a hacer."""

    encargo = fields.String(
        required=True, metadata={"etiqueta": N_("Qué se sigue, y quién"), "clase": "opcion"}
    )
    clase = _una_de(N_("De qué manera"), [c.value for c in ClaseDeSeguimiento])
    que = _texto(
        N_("Qué se va a mirar o a pedir"), LARGO_DE_TITULO, LO_LEE_CUALQUIERA, required=True
    )


class EsquemaDeQuienesVan(Schema):
    """Con qué cargos."""

    van = _texto(
        N_("Quiénes van"), LARGO_CORTO, N_("Sus cargos, no sus nombres: presidenta y secretario.")
    )


class EsquemaDeProgramacion(EsquemaDeQuienesVan, EsquemaDeCita, EsquemaDeActividad):
    """Una actividad nueva del programa: marshmallow pone primero lo de la última base."""


class EsquemaDeReprogramacion(EsquemaDeCita):
    """Otro día, con su motivo."""

    motivo = _texto(
        N_("Por qué se cambia"), LARGO_DE_TITULO, LO_LEE_CUALQUIERA, clase="parrafo", required=True
    )


class EsquemaDeHallazgo(Schema):
    """Con qué se volvió."""

    resultado = _una_de(N_("Cómo está"), [h.value for h in Hallazgo])
    hallado = _texto(
        N_("Qué se vio"),
        LARGO_DE_RELATO,
        N_("Hace falta si hay observación o si no se pudo. Lo leerá cualquiera: sin nombres."),
        clase="parrafo",
    )
    constancia = _texto(
        N_("Con qué consta"),
        LARGO_CORTO,
        N_("Por ejemplo: acta 3 de la OTB, nota 14/2027, fotos en la sede."),
    )
    dia = _dia(N_("Qué día se hizo"), N_("Vacío es hoy."))


class EsquemaDeReclamo(Schema):
    """El reclamo que sale de lo que se observó."""

    sobre = _una_de(N_("Sobre qué"), [s.value for s in SobreQue])
    asunto = _texto(N_("Cuál obra o servicio"), LARGO_DE_TITULO, required=True)
    texto = _texto(
        N_("Qué se reclama"), LARGO_DE_RELATO, LO_LEE_CUALQUIERA, clase="parrafo", required=True
    )


def con_comisiones(esquema: Schema, nombradas: Sequence[str]) -> Schema:
    """El mismo, que sugiere las comisiones ya nombradas para no escribirlas de dos maneras."""
    campo = esquema.fields["comision"]
    campo.metadata = {**campo.metadata, "sugerencias": nombradas}
    return esquema


def quien_dicho(datos: Mapping[str, Any]) -> QuienSigue:
    """Lo escrito; `FaltaQuienSigue` si no es exactamente uno de los dos."""
    elegida = datos.get("organizacion")
    return QuienSigue(UUID(elegida) if elegida else None, datos.get("comision", ""))
