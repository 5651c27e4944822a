"""Qué claves admite cada archivo de configuración, y la frase que explica la que no."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from nucleo.configuracion.esquemas_de_ciclo import EsquemaDeCicloEnCapa, Tablas
from nucleo.dominio.configuracion import Seguridad
from nucleo.dominio.marca import COLOR, cercano_que_se_lee, se_lee
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.regiones import TipoDeRegion

LARGO_DEL_NOMBRE = 60
SIN_FORMA_DE_COLOR = N_("se esperaba un color como #0b5d5b, en minúsculas")
POCO_CONTRASTE = N_(
    "con ese color las letras no se leen sobre el fondo; el más cercano que sí es %(otro)s"
)
DESCONOCIDA = "clave desconocida"
EN_CASTELLANO = (
    (r"Unknown field\.", DESCONOCIDA),
    (r"Missing data for required field\.", "falta y es obligatoria"),
    (r"Field may not be null\.", "no puede estar vacía"),
    (r"Not a valid string\.", "se esperaba un texto entre comillas"),
    (r"Not a valid integer\.", "se esperaba un número entero"),
    (r"Not a valid number\.|Special numeric values.*", "se esperaba un número"),
    (r"Not a valid boolean\.", "se esperaba true o false"),
    (r"Not a valid list\.", "se esperaba una lista entre corchetes"),
    (r"Not a valid mapping type\.|Invalid input type\.", "se esperaba una tabla"),
    (r"Must be greater than or equal to (\S+) and less than or equal to (\S+)\.",
     r"se esperaba un número de \1 a \2"),
    (r"Must be greater than or equal to (.+)\.", r"se esperaba un número desde \1"),
    (r"Must be less than or equal to (.+)\.", r"se esperaba un número hasta \1"),
    (r"Must be greater than (.+)\.", r"se esperaba un número mayor que \1"),
    (r"Must be less than (.+)\.", r"se esperaba un número menor que \1"),
    (r"Must be equal to (.+)\.", r"se esperaba \1"),
    (r"Must be one of: (.+)\.", r"se esperaba uno de: \1"),
    (r"Shorter than minimum length (.+)\.", r"se esperaba un largo de \1 o más"),
)  # fmt: skip
"""Lo que dice marshmallow y cómo se dice aquí; también para los esquemas de los plugins."""


class Plugins(fields.Field[dict[str, Any]]):
    """Una tabla por plugin encendido, o `false` para apagar uno heredado."""

    def _deserialize(
        self,
        value: Any,
        attr: str | None,  # noqa: ARG002 - la firma es de marshmallow
        data: Mapping[str, Any] | None,  # noqa: ARG002 - la firma es de marshmallow
        **_: Any,
    ) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValidationError("se esperaba una tabla [plugins.nombre] por plugin")
        malos = {
            nombre: [f"se esperaba una tabla [plugins.{nombre}] que lo encienda, o false"]
            for nombre, ajustes in value.items()
            if not isinstance(ajustes, dict) and ajustes is not False
        }
        if malos:
            raise ValidationError(malos)
        return value


def exigir_contraste(color: str) -> None:
    """Un color que no se lee sobre el fondo se rechaza, y se propone el más cercano que sí."""
    if not COLOR.fullmatch(color):
        raise ValidationError([Mensaje(SIN_FORMA_DE_COLOR)])
    if not se_lee(color):
        raise ValidationError([Mensaje(POCO_CONTRASTE, {"otro": cercano_que_se_lee(color)})])


class EsquemaDeMarca(Schema):
    """La tabla `[marca]`; un valor vacío vuelve al de la casa."""

    nombre = fields.String(validate=validate.Length(max=LARGO_DEL_NOMBRE))
    color = fields.String(validate=lambda color: exigir_contraste(color) if color else None)
    escudo = fields.String(
        validate=validate.Regexp(
            r"(?:[0-9a-f]{64})?\Z", error="se esperaba el SHA-256 de una imagen ya guardada"
        )
    )


class EsquemaDeCapa(Schema):
    """Lo que puede decir cualquier capa de un municipio o de una región."""

    idiomas = fields.List(fields.String(), validate=validate.Length(min=1))
    regla_de_seleccion = fields.String()
    vocabulario = fields.String()
    obra_menor = fields.Integer(strict=True, validate=validate.Range(0, 1_000_000))
    marca = fields.Nested(EsquemaDeMarca)
    ciclo = fields.Nested(EsquemaDeCicloEnCapa)
    plugins = Plugins()


class EsquemaDeRegion(EsquemaDeCapa):
    """El archivo de una región: si trae `tipo`, además la define.

    `rotacion`: los municipios en el orden en que se turnan la Secretaría Pro Tempore.
    """

    DEFINEN = ("tipo", "nombre", "municipios")
    tipo = fields.String(
        validate=validate.Equal(
            TipoDeRegion.MANCOMUNIDAD.value,
            error="se esperaba «mancomunidad»: las demás regiones salen del catálogo",
        )
    )
    nombre = fields.String(validate=validate.Length(min=1))
    municipios = fields.List(fields.String(), validate=validate.Length(min=1))
    rotacion = fields.List(fields.String())

    @validates_schema
    def entera(self, datos: Mapping[str, Any], **_: Any) -> None:
        """Una región a medio definir se ignoraría en silencio."""
        faltan = [clave for clave in self.DEFINEN if clave not in datos]
        if 0 < len(faltan) < len(self.DEFINEN):
            raise ValidationError("falta para definir una mancomunidad", faltan[0])


DE_ESTA_MAQUINA = r"http://(localhost|127\.0\.0\.1)(:\d+)?"
DIRECCION = validate.Regexp(
    rf"(https://[a-z0-9.-]+(:\d+)?|{DE_ESTA_MAQUINA})$",
    error="se esperaba «https://su.dominio», sin barra al final",
)
EMISOR = validate.Regexp(
    rf"(https://[a-z0-9.-]+(:\d+)?|{DE_ESTA_MAQUINA})(/[\w.~/-]*)?$",
    error="se esperaba la dirección «https://…» del proveedor, como él la publica",
)
CORREO = validate.Email(error="se esperaba una dirección de correo")


class EsquemaDePlataforma(Schema):
    """La tabla `[plataforma]`."""

    nombre = fields.String(required=True, validate=validate.Length(min=1))
    idiomas = fields.List(fields.String(), required=True, validate=validate.Length(min=1))
    demostracion = fields.Boolean()
    direccion = fields.String(validate=DIRECCION)


PUERTO = validate.Range(1, 65535)
NOMBRE_DE_HOST = validate.Regexp(
    r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*$",
    error="se esperaba un nombre en minúsculas, sin «https://», puerto ni barras",
)


class EsquemaDeServidor(Schema):
    """La tabla `[servidor]`: cómo se atiende en producción."""

    direccion = fields.String(validate=validate.Length(min=1))
    puerto = fields.Integer(strict=True, validate=PUERTO)
    procesos = fields.Integer(strict=True, validate=validate.Range(1, 64))
    hilos = fields.Integer(strict=True, validate=validate.Range(1, 64))
    proxies = fields.Integer(strict=True, validate=validate.Range(0, 5))
    hosts = fields.List(fields.String(validate=NOMBRE_DE_HOST))
    cuerpo_maximo = fields.Integer(strict=True, validate=validate.Range(1, 1024))
    plazo = fields.Integer(strict=True, validate=validate.Range(5, 600))
    direccion_de_metricas = fields.String(validate=validate.Length(min=1))
    puerto_de_metricas = fields.Integer(strict=True, validate=validate.Range(0, 65535))


class EsquemaDeCorreo(Schema):
    """La tabla `[correo]`: el servidor SMTP."""

    servidor = fields.String(required=True, validate=validate.Length(min=1))
    remitente = fields.String(required=True, validate=CORREO)
    puerto = fields.Integer(strict=True, validate=PUERTO)
    seguridad = fields.String(validate=validate.OneOf([s.value for s in Seguridad]))
    usuario = fields.String()


class EsquemaDeOidc(Schema):
    """La tabla `[oidc]`: el proveedor con que también se entra."""

    nombre = fields.String(required=True, validate=validate.Length(min=1))
    emisor = fields.String(required=True, validate=EMISOR)
    cliente = fields.String(required=True, validate=validate.Length(min=1))
    ambitos = fields.List(
        fields.String(), validate=validate.ContainsOnly(["openid", "profile", "email"])
    )


class EsquemaDelArchivo(Schema):
    """`plataforma.toml`: lo de la instalación y la primera capa de municipios y de regiones."""

    plataforma = fields.Nested(EsquemaDePlataforma, required=True)
    servidor = fields.Nested(EsquemaDeServidor)
    correo = fields.Nested(EsquemaDeCorreo)
    oidc = fields.Nested(EsquemaDeOidc)
    municipio = fields.Nested(EsquemaDeCapa)
    region = fields.Nested(EsquemaDeCapa)

    @validates_schema
    def con_direccion(self, datos: Mapping[str, Any], **_: Any) -> None:
        """Un enlace que viaja nace de la dirección declarada: la del pedido la escribe cualquiera.

        Quien pide recuperar una cuenta ajena podría hacer que el enlace lleve a su servidor.
        """
        piden = [tabla for tabla in ("correo", "oidc") if tabla in datos]
        if piden and not datos.get("plataforma", {}).get("direccion"):
            motivo = f"falta y es obligatoria si hay [{piden[0]}]"
            raise ValidationError({"plataforma": {"direccion": [motivo]}})


def cargar(esquema: type[Schema], datos: Mapping[str, Any]) -> Any:
    """Valida sin dejar pasar ninguna clave desconocida."""
    return esquema().load(datos, unknown=RAISE)


def primer_error(esquema: type[Schema], error: ValidationError) -> tuple[str, str]:
    """La clave con puntos y el motivo, en castellano, del primer error de una validación.

    Una clave desconocida lleva la que más se le parece o, si ninguna, todas las que hay.
    """
    mensajes: Any = error.normalized_messages()  # type: ignore[no-untyped-call]
    camino: list[str] = []
    conocidas: list[str] = []
    aqui: Schema | Tablas | None = esquema()
    while isinstance(mensajes, dict):
        clave = min(mensajes, key=str)
        mensajes = mensajes[clave]
        if clave != "_schema":
            camino.append(str(clave))
            if isinstance(aqui, Tablas):
                aqui, conocidas = aqui.dentro(), []
                continue
            conocidas = list(aqui.fields) if aqui else []
            campo = aqui.fields.get(clave) if aqui else None
            anidado = campo.schema if isinstance(campo, fields.Nested) else None
            aqui = campo if isinstance(campo, Tablas) else anidado
    motivo = en_castellano(str(mensajes[0]))
    if motivo == DESCONOCIDA and conocidas:
        parecidas = get_close_matches(camino[-1], conocidas, 1)
        motivo += f"; ¿quiso decir «{parecidas[0]}»?" if parecidas else ""
        motivo += "" if parecidas else f"; se esperaba una de: {', '.join(sorted(conocidas))}"
    return ".".join(camino), motivo


def en_castellano(mensaje: str) -> str:
    for patron, frase in EN_CASTELLANO:
        if hallado := re.fullmatch(patron, mensaje):
            return hallado.expand(frase)
    return mensaje
