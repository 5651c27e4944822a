"""La primera hoja de una exportación y de un respaldo: qué trae y el SHA-256 de cada archivo."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from nucleo.dominio.ambito import Ambito, ambito_de
from nucleo.dominio.errores import ExportacionIlegible, VersionFutura
from nucleo.dominio.volcado import Forma, ResumenDeTabla, Tabla

VERSION = 1
EXPORTACION, RESPALDO = "tinkuy-exportacion", "tinkuy-respaldo"
DE_LA_BITACORA = {"eslabones", "cabezas"}
Datos = Mapping[str, Any]


def ruta_de(tabla: str) -> str:
    """Dónde está una tabla dentro del archivo."""
    carpeta = "bitacora" if tabla in DE_LA_BITACORA else "datos"
    return f"{carpeta}/{tabla}.jsonl"


@dataclass(frozen=True, slots=True)
class Manifiesto:
    """Lo que una exportación dice de sí misma.

    `ajustes` es la ruta de su TOML propio, si lo tiene; `archivos` va de cada ruta a su SHA-256.
    """

    ambito: Ambito
    nombre: str
    creado: datetime
    quien: str
    resumen: str
    tablas: Sequence[tuple[Tabla, ResumenDeTabla]]
    ajustes: str | None
    archivos: Mapping[str, str]

    def como_json(self) -> Datos:
        return {
            "formato": EXPORTACION,
            "version": VERSION,
            "ambito": self.ambito.clave,
            "nombre": self.nombre,
            "creado": self.creado.isoformat(),
            "quien": self.quien,
            "resumen": self.resumen,
            "tablas": [
                {
                    "nombre": tabla.nombre,
                    "paquete": tabla.paquete,
                    "revision": tabla.revision,
                    "columnas": {c: f.value for c, f in tabla.columnas.items()},
                    "filas": resumida.filas,
                    "resumen": resumida.resumen,
                }
                for tabla, resumida in self.tablas
            ],
            "ajustes": self.ajustes,
            "archivos": dict(self.archivos),
        }

    @classmethod
    def de_json(cls, archivo: str, datos: Datos) -> "Manifiesto":
        valido = validar(archivo, EsquemaDeExportacion(), EXPORTACION, datos)
        tablas = [
            (
                Tabla(t["nombre"], t["paquete"], t["revision"], t["columnas"]),
                ResumenDeTabla(t["nombre"], t["filas"], t["resumen"]),
            )
            for t in valido.pop("tablas")
        ]
        ambito = ambito_de(valido.pop("ambito"))
        if ambito is None:
            raise ExportacionIlegible(archivo, "el manifiesto no dice bien su ámbito")
        return cls(ambito=ambito, tablas=tablas, **valido)


@dataclass(frozen=True, slots=True)
class Incluida:
    """Una exportación dentro de un respaldo: de qué ámbito es y dónde está."""

    ambito: str
    nombre: str
    archivo: str
    resumen: str


@dataclass(frozen=True, slots=True)
class ManifiestoDeRespaldo:
    """Lo que un respaldo dice de sí mismo; `paquetes`, en qué revisión estaba cada uno."""

    nombre: str
    creado: datetime
    quien: str
    paquetes: Mapping[str, str]
    ambitos: Sequence[Incluida]
    archivos: Mapping[str, str]

    def como_json(self) -> Datos:
        return {
            "formato": RESPALDO,
            "version": VERSION,
            "nombre": self.nombre,
            "creado": self.creado.isoformat(),
            "quien": self.quien,
            "paquetes": dict(self.paquetes),
            "ambitos": [{c: getattr(i, c) for c in Incluida.__slots__} for i in self.ambitos],
            "archivos": dict(self.archivos),
        }

    @classmethod
    def de_json(cls, archivo: str, datos: Datos) -> "ManifiestoDeRespaldo":
        valido = validar(archivo, EsquemaDeRespaldo(), RESPALDO, datos)
        return cls(ambitos=[Incluida(**i) for i in valido.pop("ambitos")], **valido)


# ── Esquemas: claves de más y tipos de menos se rechazan ────────────────────────────────────────

SHA256 = validate.Regexp(r"[0-9a-f]{64}\Z")
NOMBRE = validate.Regexp(r"[a-z][a-z0-9_]{0,62}\Z")
AJUSTES = validate.Regexp(r"ajustes/[a-z0-9-]+\.toml\Z")
AMBITO = validate.Regexp(r"[a-z]+(:[a-z0-9-]+)?\Z")


class EsquemaDeTabla(Schema):
    """Una tabla: su paquete, su forma, cuántas filas y el SHA-256 de su JSONL."""

    nombre = fields.String(required=True, validate=NOMBRE)
    paquete = fields.String(required=True, validate=NOMBRE)
    revision = fields.String(required=True)
    columnas = fields.Dict(
        keys=fields.String(validate=NOMBRE), values=fields.Enum(Forma, by_value=True), required=True
    )
    filas = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    resumen = fields.String(required=True, validate=SHA256)


class EsquemaComun(Schema):
    """Lo que dicen una exportación y un respaldo."""

    formato = fields.String(required=True)
    version = fields.Integer(required=True, strict=True)
    nombre = fields.String(required=True)
    creado = fields.AwareDateTime("iso", required=True)
    quien = fields.String(required=True)
    archivos = fields.Dict(
        keys=fields.String(), values=fields.String(validate=SHA256), required=True
    )


class EsquemaDeExportacion(EsquemaComun):
    """El `manifiesto.json` de un ámbito."""

    ambito = fields.String(required=True, validate=AMBITO)
    resumen = fields.String(required=True, validate=SHA256)
    tablas = fields.List(fields.Nested(EsquemaDeTabla), required=True)
    ajustes = fields.String(required=True, allow_none=True, validate=AJUSTES)


class EsquemaDeIncluida(Schema):
    """Una exportación de las que trae el respaldo."""

    ambito = fields.String(required=True, validate=AMBITO)
    nombre = fields.String(required=True)
    archivo = fields.String(required=True)
    resumen = fields.String(required=True, validate=SHA256)


class EsquemaDeRespaldo(EsquemaComun):
    """El `manifiesto.json` de una instalación entera."""

    paquetes = fields.Dict(
        keys=fields.String(validate=NOMBRE), values=fields.String(), required=True
    )
    ambitos = fields.List(fields.Nested(EsquemaDeIncluida), required=True)


def validar(archivo: str, esquema: Schema, formato: str, datos: Datos) -> dict[str, Any]:
    """Los datos ya con sus tipos. La versión se mira antes: la futura puede traer más claves."""
    if (dicho := datos.get("formato")) != formato:
        motivo = f"su manifiesto dice «{str(dicho)[:40]}» y aquí va un «{formato}»"
        raise ExportacionIlegible(archivo, motivo)
    version = datos.get("version")
    if type(version) is int and version > VERSION:
        raise VersionFutura("formato", version)
    if type(version) is not int or version != VERSION:
        raise ExportacionIlegible(archivo, "el manifiesto no dice su versión")
    try:
        valido = dict(esquema.load(datos, unknown=RAISE))
    except (ValidationError, OverflowError) as error:
        mal = ".".join(claves_de(getattr(error, "messages", {})))
        raise ExportacionIlegible(archivo, f"el manifiesto no vale en «{mal}»") from error
    del valido["formato"], valido["version"]
    return valido


def claves_de(mensajes: object) -> Iterator[str]:
    """El camino hasta el primer error de marshmallow."""
    while isinstance(mensajes, dict) and mensajes:
        clave, mensajes = next(iter(mensajes.items()))
        yield str(clave)


# ── JSON estricto ───────────────────────────────────────────────────────────────────────────────


def a_json(datos: Datos) -> bytes:
    return json.dumps(datos, ensure_ascii=False, indent=1).encode() + b"\n"


def de_json(contenido: bytes) -> dict[str, Any]:
    """Un objeto JSON sin claves repetidas, NaN ni infinitos; `ValueError` si no es eso."""
    try:
        datos = json.loads(
            contenido.decode("utf-8"), object_pairs_hook=sin_repetir, parse_constant=no_vale
        )
    except RecursionError as error:
        raise ValueError("tiene demasiados niveles") from error
    if not isinstance(datos, dict):
        raise ValueError("no es un objeto")  # noqa: TRY004 - para quien lee es JSON malo, como todo
    return datos


def sin_repetir(pares: list[tuple[str, Any]]) -> dict[str, Any]:
    objeto = dict(pares)
    if len(objeto) != len(pares):
        raise ValueError("tiene una clave repetida")
    return objeto


def no_vale(constante: str) -> NoReturn:
    raise ValueError(f"{constante} no es un número")
