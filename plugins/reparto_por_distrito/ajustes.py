"""Lo que un municipio puede ajustar en `[plugins.reparto_por_distrito]`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from nucleo.api import N_, Dinero, plegar

CIENTO = 100


class Metodo(StrEnum):
    """Cómo se decide cuánto le toca a cada distrito."""

    MANUAL = "manual"
    """A cada uno el monto escrito."""
    MONTO_FIJO = "monto_fijo"
    """A todos el mismo monto."""
    PORCENTAJE = "porcentaje"
    """A cada uno el porcentaje escrito."""
    POBLACION = "poblacion"
    """Según sus habitantes."""
    FORMULA = "formula"
    """Una parte igual para todos, otra por habitantes y otra por carencia de servicios."""


class Sobrante(StrEnum):
    """Qué pasa con lo que a un distrito le sobra o no puede usar."""

    SE_JUNTA = "se_junta"
    """Se suma lo de todos y se baja otra vez por la lista, sin mirar de qué distrito es."""
    SE_RESERVA = "se_reserva"
    """Queda guardado para ese distrito."""


@dataclass(frozen=True, slots=True)
class Ajustes:
    """`comun` es el porcentaje del techo que se aparta para lo que no es de un solo distrito.

    `montos` y `porcentajes` van por nombre plegado de distrito; `igual`, `poblacion` y `carencia`
    son los pesos de la fórmula. Ninguna fuente boliviana consultada fija esos pesos: se proponen
    iguales.
    """

    metodo: Metodo = Metodo.POBLACION
    comun: int = 0
    sobrante: Sobrante = Sobrante.SE_JUNTA
    monto_fijo: Dinero = Dinero(0)  # noqa: RUF009 - es inmutable
    montos: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    porcentajes: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    igual: int = 1
    poblacion: int = 1
    carencia: int = 1


PROPUESTOS = Ajustes()
METODOS = {
    Metodo.MANUAL: N_("Manual: el monto de cada distrito se escribe"),
    Metodo.MONTO_FIJO: N_("Monto fijo: lo mismo para todos los distritos"),
    Metodo.PORCENTAJE: N_("Porcentaje: el de cada distrito se escribe"),
    Metodo.POBLACION: N_("Población: según los habitantes de cada distrito"),
    Metodo.FORMULA: N_("Fórmula: una parte igual, otra por población y otra por carencia"),
}
SOBRANTES = {
    Sobrante.SE_JUNTA: N_("Se junta lo de todos y se baja otra vez por la lista"),
    Sobrante.SE_RESERVA: N_("Queda guardado para ese distrito"),
}


def peso(etiqueta: str) -> fields.Integer:
    """Un peso de la fórmula; cero es no usar esa parte."""
    ayuda = N_("Solo con el método «fórmula». Con cero, esa parte no cuenta.")
    return fields.Integer(
        load_default=1,
        validate=validate.Range(0, CIENTO),
        metadata={"etiqueta": etiqueta, "ayuda": ayuda},
    )


def por_distrito(etiqueta: str, ayuda: str) -> fields.List[str]:
    """Renglones `distrito = número`."""
    return fields.List(
        fields.String(),
        load_default=list,
        metadata={"etiqueta": etiqueta, "ayuda": ayuda, "clase": "lista"},
    )


class Esquema(Schema):
    """Valida la tabla y la vuelve `Ajustes`."""

    metodo = fields.String(
        load_default=PROPUESTOS.metodo.value,
        validate=validate.OneOf([m.value for m in METODOS], list(METODOS.values())),
        metadata={
            "etiqueta": N_("Cómo se reparte el techo"),
            "ayuda": N_("Cuánto le toca a cada distrito antes de bajar por la lista."),
        },
    )
    comun = fields.Integer(
        load_default=PROPUESTOS.comun,
        validate=validate.Range(0, CIENTO),
        metadata={
            "etiqueta": N_("Porcentaje que se aparta para lo que no es de un solo distrito"),
            "ayuda": N_(
                "Para los proyectos de todo el municipio y las organizaciones sin distrito. Lo "
                "demás se reparte."
            ),
        },
    )
    sobrante = fields.String(
        load_default=PROPUESTOS.sobrante.value,
        validate=validate.OneOf([s.value for s in SOBRANTES], list(SOBRANTES.values())),
        metadata={
            "etiqueta": N_("Lo que a un distrito le sobra"),
            "ayuda": N_("También lo de un distrito que no tiene demandas en la lista."),
        },
    )
    monto_fijo = fields.Decimal(
        load_default=Decimal(0),
        validate=validate.Range(min=0),
        metadata={
            "etiqueta": N_("Monto fijo por distrito, en Bs"),
            "ayuda": N_("Solo con el método «monto fijo». Si no alcanza, toca menos por igual."),
        },
    )
    montos = por_distrito(
        N_("Monto de cada distrito, en Bs"),
        N_(
            "Solo con el método «manual». Uno por renglón, así: Distrito 3 = 150000. Lo que no se "
            "nombra queda para lo que no es de un solo distrito; si suman más que el techo, todos "
            "bajan en la misma proporción."
        ),
    )
    porcentajes = por_distrito(
        N_("Porcentaje de cada distrito"),
        N_(
            "Solo con el método «porcentaje». Uno por renglón, así: Distrito 3 = 12,5. Lo que "
            "falte para 100 queda para lo que no es de un solo distrito."
        ),
    )
    igual = peso(N_("Fórmula: peso de la parte igual para todos"))
    poblacion = peso(N_("Fórmula: peso de la población"))
    carencia = peso(N_("Fórmula: peso de la carencia de servicios"))

    @post_load
    def armar(self, datos: dict[str, Any], **_: Any) -> Ajustes:
        """Los renglones, por nombre plegado; lo que no se entiende dice cuál es."""
        porcentajes = numeros(datos["porcentajes"], "porcentajes")
        if sum(porcentajes.values()) > CIENTO:
            raise ValidationError("los porcentajes suman más de 100", "porcentajes")
        if not datos["igual"] + datos["poblacion"] + datos["carencia"]:
            raise ValidationError("deje al menos un peso mayor que cero", "igual")
        montos = {
            clave: en_dinero(monto, "montos").centavos
            for clave, monto in numeros(datos["montos"], "montos").items()
        }
        return Ajustes(
            metodo=Metodo(datos["metodo"]),
            comun=datos["comun"],
            sobrante=Sobrante(datos["sobrante"]),
            monto_fijo=en_dinero(datos["monto_fijo"], "monto_fijo"),
            montos=MappingProxyType(montos),
            porcentajes=MappingProxyType(porcentajes),
            igual=datos["igual"],
            poblacion=datos["poblacion"],
            carencia=datos["carencia"],
        )


def numeros(renglones: Sequence[str], campo: str) -> dict[str, Decimal]:
    """`Distrito 3 = 12,5` → el nombre plegado y el número; `ValidationError` si no se entiende."""
    leidos: dict[str, Decimal] = {}
    for renglon, nombre, numero in partidos(renglones):
        clave = plegar(nombre)
        if not clave or numero is None or numero < 0:
            raise ValidationError(f"no se entiende «{renglon}»; se espera: Distrito 3 = 12", campo)
        if clave in leidos:
            raise ValidationError(f"«{nombre}» está dos veces", campo)
        leidos[clave] = numero
    return leidos


def partidos(renglones: Iterable[str]) -> Iterable[tuple[str, str, Decimal | None]]:
    """El renglón, el nombre y el número; `None` si no es un número."""
    for renglon in renglones:
        nombre, _, escrito = renglon.rpartition("=")
        try:
            numero = Decimal(escrito.strip().replace(",", "."))
        except InvalidOperation:
            yield renglon, nombre.strip(), None
        else:
            yield renglon, nombre.strip(), numero if numero.is_finite() else None


def en_dinero(monto: Decimal, campo: str) -> Dinero:
    """Bs con centavos; una fracción de centavo es un error."""
    try:
        return Dinero.de(monto)
    except ValueError as error:
        raise ValidationError("no hay fracciones de centavo", campo) from error
