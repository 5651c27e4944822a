"""Lo que un municipio puede ajustar en `[plugins.salud]`."""

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load
from marshmallow.validate import Range

from nucleo.api import N_


@dataclass(frozen=True, slots=True)
class Ajustes:
    """Importancia propuesta de cada criterio y desde cuántos minutos «lejos» vale todo."""

    peso_sin_seguro: float = 1.0
    peso_acceso: float = 1.0
    minutos_lejos: float = 120.0


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

    peso_sin_seguro = peso(N_("Peso de la gente sin seguro de salud"), PROPUESTOS.peso_sin_seguro)
    peso_acceso = peso(N_("Peso del tiempo hasta el establecimiento"), PROPUESTOS.peso_acceso)
    minutos_lejos = fields.Float(
        load_default=PROPUESTOS.minutos_lejos,
        validate=Range(min=0, min_inclusive=False),
        metadata={
            "etiqueta": N_("Minutos desde los que la comunidad puntúa completa por lejana"),
            "ayuda": N_("Los que se tarda hasta el establecimiento de salud más cercano."),
        },
    )

    @post_load
    def armar(self, datos: dict[str, Any], **_: Any) -> Ajustes:
        return Ajustes(**datos)
