"""El sello de un acta: qué instalación imprimió exactamente estos bytes.

El sello va escrito en las palabras clave del PDF, con largo fijo: el archivo se compone con la
firma en ceros, se firma su SHA-256 y se pone la firma en ese lugar. Sigue siendo un PDF/A corriente
y no queda ningún byte sin cubrir. Por qué así: nucleo/decisiones/0028-el-acta-sellada.md.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from nucleo.dominio.actas import ActaFalsa
from nucleo.dominio.errores import ErrorDeNegocio
from nucleo.dominio.mensajes import N_, Mensaje

MAYOR = 64 * 1024 * 1024  # un acta con 60 participantes pesa menos de 200 kB
VECES = 2  # las palabras clave van en el diccionario del PDF y en sus metadatos XMP
CEROS = "0" * 128
UNA_CLAVE = re.compile(rb"-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----", re.DOTALL)
MARCA = re.compile(
    rb"tinkuy-(acta|constancias)-1 (\d{6}) (\d{4}) ([a-z0-9_-]{1,120}) ([0-9a-f]{16}) "
    rb"([0-9a-f]{64}) ([0-9a-f]{128})"
)
SIN_SELLO = N_("no lleva ningún sello de Tinkuy, o el que lleva está roto")
SELLO_DOBLE = N_("lleva dos sellos que no dicen lo mismo")
OTRA_CLAVE = N_(
    "la selló la llave %(dice)s y la clave con que se mira es %(esta)s: o es de otra "
    "instalación, o no es auténtica"
)
CAMBIADA = N_("algo cambió en el archivo después de sellarlo: ya no es el acta que se cerró")
GRANDE = N_("pesa demasiado para ser un acta")


class ClaveIlegible(ErrorDeNegocio):
    """El archivo de la clave pública no es una clave Ed25519 en PEM."""

    campos = ("archivo",)


class LlaveIlegible(ErrorDeNegocio):
    """La llave privada no tiene su forma. `donde` es el archivo o la variable, nunca ella."""

    campos = ("donde",)


class Documento(StrEnum):
    """Qué papel es. El sello de uno no sirve para el otro."""

    ACTA = "acta"
    CONSTANCIAS = "constancias"


@dataclass(frozen=True, slots=True)
class Sello:
    """Lo que un papel sellado dice de sí: de quién es, de qué encuentro y el resumen de su acta.

    `clave` identifica la llave de la instalación.
    """

    municipio_id: int
    gestion: int
    evento: str
    clave: str
    resumen: str
    documento: Documento = Documento.ACTA

    def en_texto(self, firma: str = CEROS) -> str:
        """Como va en las palabras clave."""
        dicho = f"{self.municipio_id:06d} {self.gestion:04d} {self.evento} {self.clave}"
        return f"tinkuy-{self.documento}-1 {dicho} {self.resumen} {firma}"

    def mensaje(self, pdf: bytes) -> bytes:
        """Lo que se firma de sus bytes con la firma en ceros."""
        return f"tinkuy-{self.documento}-1 archivo {sha256(pdf).hexdigest()}".encode()


class Llave:
    """La llave privada de la instalación. Cumple `piezas.Sellador`.

    `aceptadas` son las claves públicas con que también vale lo ya cerrado: las anteriores de aquí y
    las de las instalaciones de donde se mudó un municipio.
    """

    def __init__(self, semilla: bytes, aceptadas: Sequence["ClavePublica"] = ()) -> None:
        self._privada = Ed25519PrivateKey.from_private_bytes(semilla)
        self.clave = ClavePublica(self._privada.public_key())
        otras = (c for c in aceptadas if c.cruda != self.clave.cruda)
        self.claves = (self.clave, *otras)

    @property
    def identificador(self) -> str:
        return self.clave.identificador

    @property
    def publica(self) -> str:
        return self.clave.cruda.hex()

    @property
    def publicadas(self) -> str:
        return "".join(c.pem for c in self.claves)

    def firmar(self, mensaje: bytes) -> str:
        return self._privada.sign(mensaje).hex()

    def es_suya(self, mensaje: bytes, firma: str) -> bool:
        return any(c.vale(mensaje, firma) for c in self.claves)


class ClavePublica:
    """Con la que cualquiera comprueba un acta, sin conexión."""

    def __init__(self, clave: Ed25519PublicKey) -> None:
        self._clave = clave

    @classmethod
    def de_pem(cls, escrita: bytes, archivo: str = "") -> "ClavePublica":
        """La primera de un archivo; `ClaveIlegible` si no es Ed25519."""
        try:
            clave = load_pem_public_key(escrita)
        except ValueError as error:
            raise ClaveIlegible(archivo) from error
        if not isinstance(clave, Ed25519PublicKey):
            raise ClaveIlegible(archivo)
        return cls(clave)

    @classmethod
    def todas_de_pem(cls, escrita: bytes, archivo: str = "") -> tuple["ClavePublica", ...]:
        """Las de un archivo, una tras otra; `ClaveIlegible` si alguna no lo es o no hay ninguna."""
        return tuple(cls.de_pem(una, archivo) for una in UNA_CLAVE.findall(escrita) or [escrita])

    @classmethod
    def de_hex(cls, cruda: str) -> "ClavePublica":
        """La que una instalación anota junto a su sello; `ValueError` si no es una."""
        return cls(Ed25519PublicKey.from_public_bytes(bytes.fromhex(cruda)))

    @property
    def cruda(self) -> bytes:
        return self._clave.public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def pem(self) -> str:
        """Como se publica: cualquier herramienta la lee."""
        return self._clave.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    @property
    def identificador(self) -> str:
        return sha256(self.cruda).hexdigest()[:16]

    def vale(self, mensaje: bytes, firma: str) -> bool:
        """Si la llave de esta clave firmó eso."""
        try:
            self._clave.verify(bytes.fromhex(firma), mensaje)
        except (InvalidSignature, ValueError):
            return False
        return True


def sellar(pdf: bytes, sello: Sello, firmar: Callable[[bytes], str]) -> bytes:
    """El mismo PDF, con la firma en el lugar que se le dejó; `ValueError` si no lo tiene."""
    vacio = sello.en_texto().encode()
    if pdf.count(vacio) != VECES or len(MARCA.findall(pdf)) != VECES:
        raise ValueError(sello)
    return pdf.replace(vacio, sello.en_texto(firmar(sello.mensaje(pdf))).encode())


def verificar(pdf: bytes, *claves: ClavePublica) -> Sello:
    """Lo que el papel dice de sí, si una de estas claves selló estos bytes; si no, `ActaFalsa`."""
    sello, firma = leer_sello(pdf)
    suya = next((c for c in claves if c.identificador == sello.clave), None)
    if suya is None:
        datos = {"dice": sello.clave, "esta": ", ".join(c.identificador for c in claves)}
        raise ActaFalsa(Mensaje(OTRA_CLAVE, datos))
    sin_firma = pdf.replace(sello.en_texto(firma).encode(), sello.en_texto().encode())
    if not suya.vale(sello.mensaje(sin_firma), firma):
        raise ActaFalsa(Mensaje(CAMBIADA))
    return sello


def leer_sello(pdf: bytes) -> tuple[Sello, str]:
    """El sello y su firma, sin comprobarlos; `ActaFalsa` si no los lleva como debe."""
    if len(pdf) > MAYOR:
        raise ActaFalsa(Mensaje(GRANDE))
    marcas = MARCA.findall(pdf)
    if len(marcas) != VECES:
        raise ActaFalsa(Mensaje(SIN_SELLO))
    if len(set(marcas)) != 1:
        raise ActaFalsa(Mensaje(SELLO_DOBLE))
    cual, municipio, gestion, evento, clave, resumen, firma = (m.decode() for m in marcas[0])
    dicho = Sello(int(municipio), int(gestion), evento, clave, resumen, Documento(cual))
    return dicho, firma
