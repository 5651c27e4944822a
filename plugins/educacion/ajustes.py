"""Lo que un municipio puede ajustar en `[plugins.educacion]`."""

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load
from marshmallow.validate import Range

from nucleo.api import N_


@dataclass(frozen=True, slots=True)
class Ajustes:
    """`peso_alcance` es la importancia propuesta del criterio frente a los demás."""

    peso_alcance: float = 1.0


class Esquema(Schema):
    """Valida la tabla y la vuelve `Ajustes`."""

    peso_alcance = fields.Float(
        load_default=Ajustes().peso_alcance,
        validate=Range(min=0),
        metadata={
            "etiqueta": N_("Peso del alcance de la demanda de educación"),
            "ayuda": N_(
                "Cuánto pesa frente a los demás criterios. Con cero no se propone; la Cumbre "
                "decide."
            ),
        },
    )

    @post_load
    def armar(self, datos: dict[str, Any], **_: Any) -> Ajustes:
        return Ajustes(**datos)
