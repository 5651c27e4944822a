"""Qué claves admite un ciclo: entero en su archivo, o a pedazos en la tabla `[ciclo]` de una capa.

Aquí se comprueba el tipo de cada valor; que el ciclo armado cuadre lo dice
`nucleo.dominio.ciclos.armar_ciclo`, cuando ya se sabe qué quedó después de sumar las capas.
"""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from nucleo.dominio.ciclos import (
    PARA,
    BaseDelCuorum,
    BloqueDelCiclo,
    DiaDelAnio,
    Exigencia,
    NivelDeEvento,
)
from nucleo.dominio.documentos import PLANTILLAS
from nucleo.servicios.saberes import SABERES

CLAVE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")
LARGO_DE_CLAVE = 40
LARGO_DE_SIGLA = 12
LARGO_DE_NOMBRE = 120
LARGO_DE_TEXTO = 600
SIN_PLANTILLA = f"no hay plantilla «{{input}}»; hay: {', '.join(PLANTILLAS)}"
MAL_DIA = "se esperaba un día como «08-31» (mes y día)"


class Tablas(fields.Field[dict[str, Any]]):
    """Una tabla por clave, todas de la misma forma, o `false` para quitar la heredada."""

    def __init__(self, dentro: type[Schema], **opciones: Any) -> None:
        super().__init__(**opciones)
        self.dentro = dentro

    def _deserialize(
        self,
        value: Any,
        attr: str | None,  # noqa: ARG002 - la firma es de marshmallow
        data: Mapping[str, Any] | None,  # noqa: ARG002 - la firma es de marshmallow
        **_: Any,
    ) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValidationError("se esperaba una tabla")
        leidas, malas = {}, {}
        for clave, tabla in value.items():
            try:
                leidas[clave] = self._leer(clave, tabla)
            except ValidationError as mal:
                malas[clave] = mal.messages
        if malas:
            raise ValidationError(malas)
        return leidas

    def _leer(self, clave: str, tabla: Any) -> Any:
        if not CLAVE.match(clave) or len(clave) > LARGO_DE_CLAVE:
            raise ValidationError(["se esperaba una clave en minúsculas, con guiones"])
        return tabla if tabla is False else self.dentro().load(tabla, unknown=RAISE)


def un_dia(escrito: str) -> None:
    """Que sea un día del año."""
    try:
        DiaDelAnio.leer(escrito)
    except ValueError as mal:
        raise ValidationError(MAL_DIA) from mal


def texto(largo: int) -> fields.String:
    return fields.String(validate=validate.Length(1, largo))


def laminas() -> fields.List[str]:
    return fields.List(fields.String(validate=validate.Regexp(r"\d+\.\d+\Z")))


class EsquemaDeEntrega(Schema):
    """La tabla `entrega`: hasta cuándo se entrega el POA."""

    dia = fields.String(validate=un_dia)
    concejo = fields.Integer(strict=True, validate=validate.Range(0, 120))


class EsquemaDeConcepto(Schema):
    """Una tabla de `marco`."""

    titulo = texto(LARGO_DE_NOMBRE)
    texto = texto(LARGO_DE_TEXTO)
    laminas = laminas()
    despues_de = fields.String()


class EsquemaDeParticipante(Schema):
    """Una tabla de `participantes`."""

    nombre = texto(LARGO_DE_NOMBRE)
    laminas = laminas()
    despues_de = fields.String()


class EsquemaDeRenglon(Schema):
    """Algo que se prepara, se trata, se informa o queda."""

    texto = texto(LARGO_DE_TEXTO)
    informa = fields.String()
    laminas = laminas()
    despues_de = fields.String()


class EsquemaDeDocumento(EsquemaDeRenglon):
    """Un documento; vacía, `plantilla` quita la heredada."""

    plantilla = fields.String(validate=validate.OneOf(["", *PLANTILLAS], error=SIN_PLANTILLA))


class Apartados(fields.Field[dict[str, Any]]):
    """Lo que un informe pregunta: clave → pregunta, o `false` para quitar la heredada."""

    def _deserialize(
        self,
        value: Any,
        attr: str | None,  # noqa: ARG002 - la firma es de marshmallow
        data: Mapping[str, Any] | None,  # noqa: ARG002 - la firma es de marshmallow
        **_: Any,
    ) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValidationError("se esperaba una tabla")
        malas = {c: [m] for c, escrito in value.items() if (m := _mal_apartado(c, escrito))}
        if malas:
            raise ValidationError(malas)
        return value


def _mal_apartado(clave: str, escrito: Any) -> str:
    if not CLAVE.match(clave):
        return "se esperaba una clave en minúsculas, con guiones"
    if escrito is False:
        return ""
    if not isinstance(escrito, str) or not 0 < len(escrito) <= LARGO_DE_TEXTO:
        return f"se esperaba una pregunta de hasta {LARGO_DE_TEXTO} letras, o false para quitarla"
    return ""


def saberes(escritos: list[str]) -> None:
    """Que cada uno sea algo que el sistema sabe."""
    for escrito in escritos:
        if escrito not in SABERES:
            raise ValidationError(f"no hay saber «{escrito}»; hay: {', '.join(SABERES)}")


class EsquemaDeInforme(EsquemaDeRenglon):
    """De qué se informa: qué pregunta su plantilla, qué cuadros trae y en qué punto se lo lee."""

    apartados = Apartados()
    sabe = fields.List(fields.String(), validate=saberes)
    gestiones = fields.List(fields.Integer(strict=True, validate=validate.Range(-2, 1)))
    punto = fields.String()


class EsquemaDeCompuerta(Schema):
    """Lo que hace falta para dar un paso."""

    para = fields.String(validate=validate.OneOf(PARA))
    exige = fields.String(validate=validate.OneOf([e.value for e in Exigencia]))
    texto = texto(LARGO_DE_TEXTO)
    laminas = laminas()
    despues_de = fields.String()


class EsquemaDeCuorum(Schema):
    """Cuántos tienen que estar para que el encuentro valga."""

    de = fields.String(validate=validate.OneOf([b.value for b in BaseDelCuorum]))
    por_ciento = fields.Integer(strict=True, validate=validate.Range(1, 100))


class OFalso(fields.Nested):
    """Una tabla, o `false` para quitar la heredada."""

    def _deserialize(
        self,
        value: Any,
        attr: str | None,
        data: Mapping[str, Any] | None,
        partial: Any = None,
        **kwargs: Any,
    ) -> Any:
        if value is False:
            return value
        return super()._deserialize(value, attr, data, partial=partial, **kwargs)


class EsquemaDeEvento(Schema):
    """Una tabla de `eventos`."""

    sigla = texto(LARGO_DE_SIGLA)
    nombre = texto(LARGO_DE_NOMBRE)
    bloque = fields.String(validate=validate.OneOf([b.value for b in BloqueDelCiclo]))
    nivel = fields.String(validate=validate.OneOf([n.value for n in NivelDeEvento]))
    desde = fields.String(validate=un_dia)
    hasta = fields.String(validate=un_dia)
    sigue_a = fields.String()
    preparar = fields.Integer(strict=True, validate=validate.Range(0, 180))
    anio = fields.Integer(strict=True, validate=validate.Range(-1, 1))
    participan = fields.List(fields.String())
    laminas = laminas()
    despues_de = fields.String()
    previos = Tablas(EsquemaDeRenglon)
    agenda = Tablas(EsquemaDeRenglon)
    informes = Tablas(EsquemaDeInforme)
    resultados = Tablas(EsquemaDeRenglon)
    documentos = Tablas(EsquemaDeDocumento)
    compuertas = Tablas(EsquemaDeCompuerta)
    cuorum = OFalso(EsquemaDeCuorum, unknown=RAISE)


class EsquemaDeCiclo(Schema):
    """Un archivo de `configuraciones/ciclos/`."""

    nombre = texto(LARGO_DE_NOMBRE)
    fuente = texto(LARGO_DE_TEXTO)
    anio = fields.Integer(strict=True, validate=validate.Range(-1, 0))
    entrega = fields.Nested(EsquemaDeEntrega)
    marco = Tablas(EsquemaDeConcepto)
    participantes = Tablas(EsquemaDeParticipante)
    eventos = Tablas(EsquemaDeEvento)


class Gestiones(Tablas):
    """Lo que cambia en una sola gestión: `[ciclo.gestiones.2027]`."""

    def _leer(self, clave: str, tabla: Any) -> Any:
        if not re.fullmatch(r"(?:19|20|21)\d\d", clave):
            raise ValidationError(["se esperaba una gestión, como 2027"])
        return super()._leer(clave, tabla)


class EsquemaDeCicloEnCapa(EsquemaDeCiclo):
    """La tabla `[ciclo]` de una capa: de qué ciclo se parte y qué se le cambia."""

    base = fields.String(validate=validate.Regexp(CLAVE, error="se esperaba un ciclo, como «mgmp»"))
    gestiones = Gestiones(EsquemaDeCiclo)
