"""El cliente de un proveedor: código de autorización con PKCE (S256), `state` y `nonce`."""

import logging
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from nucleo.dominio.configuracion import ConfiguracionDeOidc
from nucleo.dominio.vinculos import (
    MAYOR,
    Identidad,
    IdentidadRechazada,
    Pedido,
    ProveedorNoDisponible,
)
from nucleo.servicios.claves import secreto as al_azar

REGISTRO = logging.getLogger(__name__)
PLAZO = (3.0, 5.0)  # segundos para conectar y para responder: alguien espera mirando la pantalla
VIGENCIA = 3600.0  # segundos que se recuerdan los metadatos y las llaves
HOLGURA = 60  # segundos que pueden diferir los relojes
FIRMAS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "Ed25519"]
"""Solo de llave pública: con `none` firma cualquiera, y con HS256, quien sepa el secreto."""
LOCALES = {"localhost", "127.0.0.1"}
PEDIDOS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Proveedor:
    """Cumple `piezas.Proveedor` con lo que el emisor publica en su dirección conocida."""

    def __init__(self, ajustes: ConfiguracionDeOidc, secreto: str) -> None:
        self._ajustes, self._secreto = ajustes, secreto
        self._leidos: dict[str, tuple[float, dict[str, Any]]] = {}

    @property
    def nombre(self) -> str:
        return self._ajustes.nombre

    def comprobar(self) -> None:
        """Que el emisor responda lo que tiene que responder."""
        self._leidos.clear()
        self._llaves()

    def pedir(self, vuelta: str) -> Pedido:
        """A dónde mandar a la persona, y lo que hay que recordar hasta que vuelva."""
        verificador, nonce = al_azar(), al_azar()
        with self._sesion(vuelta) as sesion:
            direccion, estado = sesion.create_authorization_url(
                self._metadatos()["authorization_endpoint"],
                state=al_azar(),
                nonce=nonce,
                code_verifier=verificador,
            )
        return Pedido(direccion, estado, nonce, verificador)

    def recibir(self, pedido: Pedido, vuelta: str, codigo: str) -> Identidad:
        """Cambia el código por quién es, y lo comprueba todo."""
        punto = self._metadatos()["token_endpoint"]
        try:
            with self._sesion(vuelta) as sesion:
                dada = sesion.fetch_token(
                    punto,
                    grant_type="authorization_code",
                    code=codigo,
                    code_verifier=pedido.verificador,
                    timeout=PLAZO,
                    allow_redirects=False,
                )
        except AuthlibBaseError as error:
            raise self._rechazada(error) from error
        except (requests.RequestException, ValueError) as error:
            raise self._caido(error) from error
        if not isinstance(dada, dict) or not isinstance(dada.get("id_token"), str):
            raise self._rechazada(ValueError("sin id_token"))
        return self._identidad(dada, pedido.nonce)

    def _identidad(self, dada: dict[str, Any], nonce: str) -> Identidad:
        try:
            ficha = self._abrir(dada["id_token"])
            reclamos = CodeIDToken(
                ficha.claims,
                ficha.header,
                {
                    "iss": {"essential": True, "value": self._ajustes.emisor},
                    "aud": {"essential": True, "value": self._ajustes.cliente},
                },
                {
                    "nonce": nonce,
                    "client_id": self._ajustes.cliente,
                    "access_token": dada.get("access_token"),
                },
            )
            reclamos.validate(leeway=HOLGURA)
            sujeto, nombre = reclamos["sub"], reclamos.get("name", "")
            identidad = Identidad(self._ajustes.emisor, sujeto, str(nombre)[:120])
            if not isinstance(sujeto, str) or not sujeto or len(identidad.clave) > MAYOR:
                raise ValueError("sub")  # noqa: TRY301 - se rechaza igual que lo demás
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise self._rechazada(error) from error
        return identidad

    def _abrir(self, firmada: str) -> jwt.Token:
        """Con las llaves recordadas y, si ninguna es, con las de ahora: pudo cambiarlas."""
        reglas = JWSRegistry(algorithms=FIRMAS, strict_check_header=False)
        try:
            return jwt.decode(firmada, self._llaves(), registry=reglas)
        except (JoseError, ValueError):
            self._leidos.clear()
            return jwt.decode(firmada, self._llaves(), registry=reglas)

    def _llaves(self) -> KeySet:
        return KeySet.import_key_set(self._leer(self._metadatos()["jwks_uri"]))  # type: ignore[arg-type]

    def _metadatos(self) -> dict[str, Any]:
        """Los del emisor declarado y de nadie más: su dirección debe ser la que él dice."""
        raiz = self._ajustes.emisor.rstrip("/")
        leidos = self._leer(f"{raiz}/.well-known/openid-configuration")
        puntos = [leidos.get(pedido) for pedido in PEDIDOS]
        if leidos.get("issuer") != self._ajustes.emisor or not all(map(_es_segura, puntos)):
            raise self._caido(ValueError("metadatos que no son los del emisor"))
        return leidos

    def _leer(self, direccion: str) -> dict[str, Any]:
        cuando, leido = self._leidos.get(direccion, (0.0, {}))
        if leido and monotonic() - cuando < VIGENCIA:
            return leido
        try:
            respuesta = requests.get(direccion, timeout=PLAZO, allow_redirects=False)
            respuesta.raise_for_status()
            leido = respuesta.json()
        except (requests.RequestException, ValueError) as error:
            raise self._caido(error) from error
        if not isinstance(leido, dict):
            raise self._caido(ValueError("no es un objeto"))
        self._leidos[direccion] = monotonic(), leido
        return leido

    def _sesion(self, vuelta: str) -> OAuth2Session:
        return OAuth2Session(
            self._ajustes.cliente,
            self._secreto or None,
            token_endpoint_auth_method="client_secret_basic" if self._secreto else "none",
            scope=" ".join(self._ajustes.ambitos),
            redirect_uri=vuelta,
            code_challenge_method="S256",
        )

    def _caido(self, error: Exception) -> ProveedorNoDisponible:
        REGISTRO.warning("El proveedor no respondió bien: %s", type(error).__name__)
        return ProveedorNoDisponible(self.nombre)

    def _rechazada(self, error: Exception) -> IdentidadRechazada:
        REGISTRO.warning("Se rechazó lo que trajo el proveedor: %s", type(error).__name__)
        return IdentidadRechazada(self.nombre)


def _es_segura(direccion: object) -> bool:
    """Cifrada, o en esta misma máquina."""
    if not isinstance(direccion, str):
        return False
    partes = urlsplit(direccion)
    return partes.scheme == "https" or (partes.scheme == "http" and partes.hostname in LOCALES)
