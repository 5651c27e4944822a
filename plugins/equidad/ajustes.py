"""Lo que un municipio puede ajustar en `[plugins.equidad]`."""

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load
from marshmallow.validate import Range

from nucleo.api import N_


@dataclass(frozen=True, slots=True)
class Ajustes:
    """Importancia propuesta de cada criterio; la Cumbre la confirma o la cambia.

    Ninguna fuente boliviana consultada fija estos pesos: se proponen iguales, con el doble para
    las dos medidas de compensación (carencia e inversión recibida).
    """

    peso_poblacion: float = 1.0
    peso_carencia: float = 2.0
    peso_inversion: float = 2.0
    peso_contraparte: float = 1.0
    peso_mujeres: float = 1.0
    peso_costo: float = 1.0
    contraparte_plena: float = 0.5


PROPUESTOS = Ajustes()


def peso(etiqueta: str, propuesto: float) -> fields.Float:
    """Un número desde cero; cero es proponer que el criterio no se use."""
    ayuda = N_(
        "Cuánto pesa frente a los demás criterios. Con cero no se propone; la Cumbre decide."
    )
    return fields.Float(
        load_default=propuesto,
        validate=Range(min=0),
        metadata={"etiqueta": etiqueta, "ayuda": ayuda},
    )


class Esquema(Schema):
    """Valida la tabla y la vuelve `Ajustes`."""

    peso_poblacion = peso(N_("Peso de la población beneficiada"), PROPUESTOS.peso_poblacion)
    peso_carencia = peso(N_("Peso de la carencia de servicios"), PROPUESTOS.peso_carencia)
    peso_inversion = peso(
        N_("Peso de la inversión recibida en cinco años"), PROPUESTOS.peso_inversion
    )
    peso_contraparte = peso(N_("Peso de la contraparte"), PROPUESTOS.peso_contraparte)
    peso_mujeres = peso(N_("Peso de la demanda de mujeres"), PROPUESTOS.peso_mujeres)
    peso_costo = peso(N_("Peso del costo por persona beneficiada"), PROPUESTOS.peso_costo)
    contraparte_plena = fields.Float(
        load_default=PROPUESTOS.contraparte_plena,
        validate=Range(min=0, min_inclusive=False),
        metadata={
            "etiqueta": N_("Proporción del costo desde la que la contraparte puntúa completa"),
            "ayuda": N_("Por ejemplo, 0.5: quien pone la mitad del costo tiene todos los puntos."),
        },
    )

    @post_load
    def armar(self, datos: dict[str, Any], **_: Any) -> Ajustes:
        return Ajustes(**datos)
