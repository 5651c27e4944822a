"""Lo que la mesa de un encuentro anota, como campos de pantalla: pocos y cortos."""

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from nucleo.dominio.acuerdos import EstadoDeAcuerdo
from nucleo.dominio.lectura import entero, fecha, texto_de
from nucleo.dominio.mensajes import N_
from nucleo.dominio.reclamos import SobreQue
from nucleo.dominio.votaciones import OpcionDeVoto
from nucleo.servicios.columnas import LARGO_CORTO, LARGO_DE_RELATO, LARGO_DE_TITULO
from nucleo.web.esquemas.ofertas import dia
from nucleo.web.formularios import Leido

MAXIMO_DE_MANOS = 99_999
LO_LEE_CUALQUIERA = N_("Lo leerá cualquiera: no ponga nombres ni datos de personas.")
VA_AL_ACTA = N_("Va al acta, que lee cualquiera: no ponga nombres ni datos de personas.")
UN_CARGO = N_("El cargo, la oficina o la organización, no el nombre de la persona.")


def _texto(etiqueta: str, largo: int, ayuda: str = "", **opciones: Any) -> Leido:
    clase = opciones.pop("clase", "texto")
    metadatos = {"etiqueta": etiqueta, "ayuda": ayuda, "clase": clase}
    return Leido(texto_de(largo), metadata=metadatos, **opciones)


def _dia(etiqueta: str) -> Leido:
    return Leido(fecha, escribir=dia, metadata={"etiqueta": etiqueta, "clase": "fecha"})


def _manos(etiqueta: str) -> Leido:
    metadatos = {"etiqueta": etiqueta, "clase": "numero"}
    return Leido(entero(0, MAXIMO_DE_MANOS), metadata=metadatos)


class EsquemaVacio(Schema):
    """Lo que se hace con solo apretar un botón."""


class EsquemaDeLoDicho(Schema):
    """Quién informó y qué se dijo."""

    informo = _texto(N_("Quién informó"), LARGO_CORTO)
    dicho = _texto(N_("Qué se dijo"), LARGO_DE_RELATO, VA_AL_ACTA, clase="parrafo")


class EsquemaDePunto(Schema):
    """Un punto que no era de la agenda."""

    texto = _texto(N_("Qué se agrega a la agenda"), LARGO_DE_TITULO, required=True)


class EsquemaDePregunta(Schema):
    """Qué se pone a votación."""

    pregunta = _texto(N_("Qué se vota"), LARGO_DE_TITULO, LO_LEE_CUALQUIERA, required=True)


class EsquemaDeConteo(Schema):
    """Las manos de cada opción; por sexo, si se contó así."""

    favor = _manos(N_("A favor"))
    favor_mujeres = _manos(N_("A favor, mujeres"))
    favor_hombres = _manos(N_("A favor, hombres"))
    contra = _manos(N_("En contra"))
    contra_mujeres = _manos(N_("En contra, mujeres"))
    contra_hombres = _manos(N_("En contra, hombres"))
    abstencion = _manos(N_("Abstención"))
    abstencion_mujeres = _manos(N_("Abstención, mujeres"))
    abstencion_hombres = _manos(N_("Abstención, hombres"))
    de_todos_modos = fields.Boolean(
        load_default=False,
        metadata={"etiqueta": N_("El conteo es bueno: a la lista le faltan personas")},
    )


OPCIONES = tuple(o.value for o in OpcionDeVoto)
"""Los tres renglones del conteo, en el orden en que se cuentan."""


class EsquemaDeDisenso(Schema):
    """Quién pide que conste que no está de acuerdo, y por qué."""

    quien = _texto(
        N_("Quién"), LARGO_CORTO, N_("Nombre u organización. No se publica."), required=True
    )
    por_que = _texto(N_("Por qué"), LARGO_DE_RELATO, VA_AL_ACTA, required=True)


class EsquemaDeAnulacion(Schema):
    """Por qué una votación no vale."""

    motivo = _texto(N_("Por qué se anula"), LARGO_DE_TITULO, LO_LEE_CUALQUIERA, required=True)


class EsquemaDeAcuerdo(Schema):
    """A qué se compromete el encuentro."""

    que = _texto(N_("Qué se acuerda"), LARGO_DE_RELATO, LO_LEE_CUALQUIERA, required=True)
    responsable = _texto(N_("Quién responde"), LARGO_CORTO, UN_CARGO, required=True)
    fecha = _dia(N_("Hasta cuándo"))


class EsquemaDeCumplimiento(Schema):
    """Cómo va un acuerdo."""

    estado = fields.String(
        required=True,
        validate=validate.OneOf([e.value for e in EstadoDeAcuerdo]),
        metadata={"etiqueta": N_("Cómo va"), "clase": "opcion"},
    )
    nota = _texto(
        N_("Qué se dijo"), LARGO_DE_RELATO,
        N_("Hace falta si no se cumplió o se retira. Lo leerá cualquiera."),
    )  # fmt: skip


class EsquemaDeReclamo(Schema):
    """Lo que se reclama; sin organización, lo dijo una persona y no se pregunta quién."""

    organizacion = fields.String(
        metadata={
            "etiqueta": N_("Qué organización"),
            "ayuda": N_("Sin elegir: una persona. Su nombre no se anota."),
            "clase": "opcion",
        }
    )
    sobre = fields.String(
        required=True,
        validate=validate.OneOf([s.value for s in SobreQue]),
        metadata={"etiqueta": N_("Sobre qué"), "clase": "opcion"},
    )
    asunto = _texto(N_("Cuál obra o servicio"), LARGO_DE_TITULO, required=True)
    texto = _texto(
        N_("Qué se reclama"), LARGO_DE_RELATO, LO_LEE_CUALQUIERA, clase="parrafo", required=True
    )


class EsquemaDeRespuesta(Schema):
    """Qué se va a hacer con un reclamo, quién y hasta cuándo."""

    respuesta = _texto(
        N_("Qué se responde"), LARGO_DE_RELATO, LO_LEE_CUALQUIERA, clase="parrafo", required=True
    )
    responsable = _texto(N_("Quién responde"), LARGO_CORTO, UN_CARGO, required=True)
    plazo = _dia(N_("Hasta cuándo"))


class EsquemaDeCierre(Schema):
    """Con qué quedó resuelto un reclamo."""

    cierre = _texto(N_("Con qué se cierra"), LARGO_DE_RELATO, LO_LEE_CUALQUIERA, required=True)


def organizacion_elegida(datos: Any) -> UUID | None:
    """La que reclama; ninguna es una persona."""
    elegida = datos.get("organizacion")
    return UUID(elegida) if elegida else None
