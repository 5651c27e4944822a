"""Una línea del POA como campos de pantalla: los mismos lectores que leen su planilla."""

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import Schema, fields

from nucleo.dominio.dinero import CERO, Dinero
from nucleo.dominio.mensajes import N_
from nucleo.dominio.poa import LineaDePoa
from nucleo.servicios.columnas_de_poa import CAMPO, DE_IDA, anios_escritos
from nucleo.textos.poa import CAMPOS
from nucleo.web.formularios import Leido

CLASES = {
    "monto": "dinero",
    "plurianual_total": "dinero",
    "nota": "parrafo",
    "sin_objetivo": "parrafo",
}
AYUDAS = {
    "denominacion": N_("Cómo se llama la obra o el gasto."),
    "proyecto": N_("En inversión, su número; en gasto recurrente, 0."),
    "actividad": N_("En inversión, 000; en gasto recurrente, su número."),
    "fuente": N_("Dos cifras, como 41."),
    "organismo": N_("Tres cifras, como 113."),
    "objeto": N_("La partida, de cinco cifras: 42230 es construcción de dominio privado."),
    "objetivo": N_("El código del objetivo al que apunta. Si a ninguno, diga abajo por qué."),
    "plurianual": N_("Año y monto: 2028: 150.000; 2029: 20.000,50"),
    "demanda": N_("El código de la demanda de la que viene, si viene de una."),
}
ORDEN = (
    "denominacion", "monto", "programa", "proyecto", "actividad", "sisin", "objeto", "fuente",
    "organismo", "finalidad", "sector_economico", "distrito", "unidad", "objetivo", "sin_objetivo",
    "plurianual_total", "plurianual", "demanda", "nota", "procedencia",
)  # fmt: skip
VACIOS: Mapping[str, Any] = {
    **dict.fromkeys(ORDEN, ""),
    "monto": CERO,
    "plurianual_total": None,
    "plurianual": {},
    "simulada": False,
}
Sugerencias = Mapping[str, Sequence[str]]


def esquema_de_linea(sugerencias: Sugerencias) -> Schema:
    """Los campos en el orden en que se llenan; `sugerencias`, los códigos que se conocen."""
    columnas = {CAMPO.get(c.clave, c.clave): c for c in DE_IDA}
    campos: dict[str, fields.Field[Any]] = {
        clave: Leido(
            columnas[clave].convertir,
            escribir=escrito,
            required=columnas[clave].obligatoria,
            metadata={
                "etiqueta": CAMPOS[clave],
                "clase": CLASES.get(clave, "texto"),
                "ayuda": AYUDAS.get(clave, ""),
                "sugerencias": sugerencias.get(clave, ()),
            },
        )
        for clave in ORDEN
    }
    campos["simulada"] = fields.Boolean(
        load_default=False, metadata={"etiqueta": N_("Lleva algún dato que no es real")}
    )
    return Schema.from_dict(campos)()


def completos(leidos: Mapping[str, Any]) -> dict[str, Any]:
    """Lo leído, con vacío en lo que se dejó sin llenar: borrar un dato también es cambiarlo."""
    return {**VACIOS, **leidos}


def inicial_de(linea: LineaDePoa) -> dict[str, Any]:
    return {c: v for c, v in linea.datos().items() if v not in ("", None, {})}


def escrito(valor: object) -> str:
    """Un dato como se escribiría en su campo: el mismo lector lo entiende."""
    match valor:
        case Dinero():
            return valor.legible().removeprefix("Bs ")
        case Mapping():
            return anios_escritos({str(a): str(m) for a, m in valor.items()})
        case _:
            return str(valor)
