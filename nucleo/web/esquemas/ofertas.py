"""Los datos de una oferta y de un compromiso como campos de pantalla."""

from datetime import date
from typing import Any

from marshmallow import Schema, fields, validate

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.lectura import dinero_positivo, fecha, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.ofertas import TipoDeOferente
from nucleo.servicios.columnas import LARGO_CORTO, LARGO_DE_RELATO, LARGO_DE_TITULO
from nucleo.servicios.organizaciones import LARGO_DE_FUENTE
from nucleo.web.formularios import Leido

LARGO_DE_MOTIVO = 500


def dia(valor: date) -> str:
    """Como se escribe en su campo."""
    return f"{valor:%d/%m/%Y}"


def en_campo(valor: Dinero) -> str:
    """Como se escribe en su campo, sin la moneda."""
    return valor.legible().removeprefix("Bs ")


def _texto(etiqueta: str, largo: int, ayuda: str = "", **opciones: Any) -> Leido:
    clase = opciones.pop("clase", "texto")
    metadatos = {"etiqueta": etiqueta, "ayuda": ayuda, "clase": clase}
    return Leido(texto_de(largo), metadata=metadatos, **opciones)


def _dia(etiqueta: str, ayuda: str = "", **opciones: Any) -> Leido:
    metadatos = {"etiqueta": etiqueta, "ayuda": ayuda, "clase": "fecha"}
    return Leido(fecha, escribir=dia, metadata=metadatos, **opciones)


def _varias(etiqueta: str, ayuda: str) -> fields.List[Any]:
    metadatos = {"etiqueta": etiqueta, "ayuda": ayuda, "clase": "varias"}
    return fields.List(fields.String(), metadata=metadatos)


class EsquemaDeOferta(Schema):
    """Quién, qué, cuánto, con qué condiciones y hasta cuándo."""

    oferente = _texto(
        N_("Quién ofrece"),
        LARGO_CORTO,
        N_("El cargo o la institución, no el nombre de la persona."),
        required=True,
    )
    tipo = fields.String(
        required=True,
        validate=validate.OneOf([t.value for t in TipoDeOferente]),
        metadata={"etiqueta": N_("Qué es"), "clase": "opcion"},
    )
    que = _texto(N_("Qué ofrece financiar"), LARGO_DE_TITULO, required=True)
    monto = Leido(
        dinero_positivo,
        escribir=en_campo,
        required=True,
        metadata={"etiqueta": N_("Cuánto (Bs)"), "clase": "dinero"},
    )
    sectores = _varias(N_("Para qué sectores"), N_("Ninguno quiere decir cualquiera."))
    distritos = _varias(N_("Para qué distritos"), N_("Ninguno quiere decir todos."))
    competencias = _varias(
        N_("A quién le toca lo que puede pagar"),
        N_("Ninguno: lo de su nivel y lo compartido. Márquelo si un convenio le deja pagar más."),
    )
    condiciones = _texto(N_("Condiciones"), LARGO_DE_RELATO, clase="parrafo")
    desde = _dia(N_("Desde cuándo"))
    hasta = _dia(N_("Hasta cuándo"), N_("Vencida, deja de cruzarse con las demandas."))
    fuente = _texto(
        N_("De dónde sale el dato"), LARGO_DE_FUENTE, N_("Por ejemplo: nota, acta, convenio.")
    )
    simulada = fields.Boolean(
        load_default=False, metadata={"etiqueta": N_("Es un ejemplo, no una oferta de verdad")}
    )


class EsquemaDeCompromiso(Schema):
    """Para qué demanda, cuánto y con qué consta."""

    codigo = fields.String(
        required=True, metadata={"etiqueta": N_("Para qué demanda"), "clase": "opcion"}
    )
    monto = Leido(
        dinero_positivo,
        required=True,
        metadata={"etiqueta": N_("Cuánto pone (Bs)"), "clase": "dinero"},
    )
    fecha = _dia(N_("Cuándo se acordó"), required=True)
    constancia = _texto(
        N_("Con qué consta"),
        LARGO_CORTO,
        N_("Por ejemplo: acta de la Cumbre 2, punto 7. Lo leerá cualquiera."),
        required=True,
    )


class EsquemaDeMotivo(Schema):
    """Por qué se cierra o se retira."""

    motivo = _texto(
        N_("Con qué consta o por qué"),
        LARGO_DE_MOTIVO,
        N_("Lo leerá cualquiera: no ponga teléfonos ni datos de personas."),
        clase="parrafo",
        required=True,
    )
