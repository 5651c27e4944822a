"""Lo que un municipio puede ajustar en `[plugins.partes_iguales]`."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from nucleo.api import N_, Dinero


class Satisfaccion(StrEnum):
    """Cuánto vale para una persona que entre una demanda que apoya."""

    COSTO = "costo"
    """Lo que cuesta: una obra de 200.000 vale el doble que una de 100.000."""
    CARDINAL = "cardinal"
    """Uno: cada demanda vale lo mismo, cueste lo que cueste."""


class Completado(StrEnum):
    """Qué se hace con el dinero que los apoyos no alcanzan a usar."""

    NINGUNO = "ninguno"
    INCREMENTO = "incremento"
    """Se sube la parte de cada persona, de a poco, hasta que nada más quepa en el techo."""
    LISTA = "lista"
    """Se baja por la lista."""
    INCREMENTO_Y_LISTA = "incremento_y_lista"

    @property
    def incrementa(self) -> bool:
        return self in {Completado.INCREMENTO, Completado.INCREMENTO_Y_LISTA}

    @property
    def baja_por_la_lista(self) -> bool:
        return self in {Completado.LISTA, Completado.INCREMENTO_Y_LISTA}


class Desempate(StrEnum):
    """Cuál se compra primero si dos valen lo mismo; al final, siempre la registrada antes."""

    REGISTRO = "registro"
    MENOR_COSTO = "menor_costo"
    MAS_PERSONAS = "mas_personas"


@dataclass(frozen=True, slots=True)
class Ajustes:
    """`incremento` es cuánto sube la parte de cada persona en cada paso, si se completa así."""

    satisfaccion: Satisfaccion = Satisfaccion.COSTO
    completado: Completado = Completado.INCREMENTO
    incremento: Dinero = Dinero(100)  # noqa: RUF009 - es inmutable
    desempate: Desempate = Desempate.REGISTRO


PROPUESTOS = Ajustes()
MAYOR_INCREMENTO = Decimal(10) ** 9
SATISFACCIONES = {
    Satisfaccion.COSTO: N_("Lo que cuesta: una obra más grande vale más para quien la apoya"),
    Satisfaccion.CARDINAL: N_("Una demanda es una demanda, cueste lo que cueste"),
}
COMPLETADOS = {
    Completado.NINGUNO: N_("No se completa: lo que no se usa queda sin asignar"),
    Completado.INCREMENTO: N_("Se sube de a poco la parte de cada persona"),
    Completado.LISTA: N_("Se baja por la lista"),
    Completado.INCREMENTO_Y_LISTA: N_(
        "Se sube la parte de cada persona y después se baja por la lista"
    ),
}
DESEMPATES = {
    Desempate.REGISTRO: N_("La que se registró antes"),
    Desempate.MENOR_COSTO: N_("La que cuesta menos"),
    Desempate.MAS_PERSONAS: N_("La que apoyan más personas"),
}


def de_una_lista(propuesto: StrEnum, nombres: dict[Any, str], etiqueta: str, ayuda: str) -> Any:
    """Un campo para elegir entre los valores de una enumeración."""
    return fields.String(
        load_default=propuesto.value,
        validate=validate.OneOf([uno.value for uno in nombres], list(nombres.values())),
        metadata={"etiqueta": etiqueta, "ayuda": ayuda},
    )


class Esquema(Schema):
    """Valida la tabla y la vuelve `Ajustes`."""

    satisfaccion = de_una_lista(
        PROPUESTOS.satisfaccion,
        SATISFACCIONES,
        N_("Cuánto vale una demanda para quien la apoya"),
        N_("Entre dos que se pueden pagar, entra primero la que da más por lo que cada uno pone."),
    )
    completado = de_una_lista(
        PROPUESTOS.completado,
        COMPLETADOS,
        N_("Qué se hace con el dinero que sobra"),
        N_("Los apoyos solos casi nunca gastan todo el techo."),
    )
    incremento = fields.Decimal(
        load_default=PROPUESTOS.incremento.monto,
        validate=validate.Range(min=Decimal("0.01"), max=MAYOR_INCREMENTO),
        metadata={
            "etiqueta": N_("Cuánto sube la parte de cada persona en cada paso, en Bs"),
            "ayuda": N_("Solo si se completa así. Un paso más chico gasta mejor y tarda más."),
        },
    )
    desempate = de_una_lista(
        PROPUESTOS.desempate,
        DESEMPATES,
        N_("A igual valor, cuál entra primero"),
        N_("No depende de los pesos de los criterios."),
    )

    @post_load
    def armar(self, datos: dict[str, Any], **_: Any) -> Ajustes:
        try:
            incremento = Dinero.de(datos["incremento"])
        except ValueError as error:
            raise ValidationError("no hay fracciones de centavo", "incremento") from error
        return Ajustes(
            satisfaccion=Satisfaccion(datos["satisfaccion"]),
            completado=Completado(datos["completado"]),
            incremento=incremento,
            desempate=Desempate(datos["desempate"]),
        )
