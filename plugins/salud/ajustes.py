"""Lo que un municipio puede ajustar en `[plugins.salud]`."""

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load
from marshmallow.validate import Range


@dataclass(frozen=True, slots=True)
class Ajustes:
    """Importancia propuesta de cada criterio y desde cuántos minutos «lejos» vale todo."""

    peso_sin_seguro: float = 1.0
    peso_acceso: float = 1.0
    minutos_lejos: float = 120.0


PROPUESTOS = Ajustes()


def peso(etiqueta: str, propuesto: float) -> fields.Float:
    """Un número desde cero; cero es proponer que el criterio no se use."""
    return fields.Float(
        load_default=propuesto, validate=Range(min=0), metadata={"etiqueta": etiqueta}
    )


class Esquema(Schema):
    """Valida la tabla y la vuelve `Ajustes`."""

    peso_sin_seguro = peso("Peso de la gente sin seguro de salud", PROPUESTOS.peso_sin_seguro)
    peso_acceso = peso("Peso del tiempo hasta el establecimiento", PROPUESTOS.peso_acceso)
    minutos_lejos = fields.Float(
        load_default=PROPUESTOS.minutos_lejos,
        validate=Range(min=0, min_inclusive=False),
        metadata={"etiqueta": "Minutos desde los que la comunidad puntúa completa por lejana"},
    )

    @post_load
    def armar(self, datos: dict[str, Any], **_: Any) -> Ajustes:
        return Ajustes(**datos)
