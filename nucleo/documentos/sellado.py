"""El sello de un acta: qué instalación imprimió exactamente estos bytes.

El sello va escrito en las palabras clave del PDF, con largo fijo: el archivo se compone con la
firma en ceros, se firma su SHA-256 y se pone la firma en ese lugar. Sigue siendo un PDF/A corriente
y no queda ningún byte sin cubrir. Por qué así: nucleo/decisiones/0028-el-acta-sellada.md.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
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
PREFIJO = b"tinkuy-acta-1 archivo "
MARCA = re.compile(
    rb"tinkuy-acta-1 (\d{6}) (\d{4}) ([a-z0-9_-]{1,120}) ([0-9a-f]{16}) ([0-9a-f]{64}) "
    rb"([0-9a-f]{128})"
)
SIN_SELLO = N_("no lleva ningún sello de Tinkuy, o el que lleva está roto")
SELLO_DOBLE = N_("lleva dos sellos que no dicen lo mismo")
OTRA_CLAVE = N_(
    "la selló la llave %(dice)s y la clave con que se mira es la %(esta)s: o es de otra "
    "instalación, o no es auténtica"
)
CAMBIADA = N_("algo cambió en el archivo después de sellarlo: ya no es el acta que se cerró")
GRANDE = N_("pesa demasiado para ser un acta")


class ClaveIlegible(ErrorDeNegocio):
    """El archivo de la clave pública no es una clave Ed25519 en PEM."""

    campos = ("archivo",)


@dataclass(frozen=True, slots=True)
class Sello:
    """Lo que un acta sellada dice de sí: de quién es, de qué encuentro y el resumen de lo que dice.

    `clave` identifica la llave de la instalación.
    """

    municipio_id: int
    gestion: int
    evento: str
    clave: str
    resumen: str

    def en_texto(self, firma: str = CEROS) -> str:
        """Como va en las palabras clave."""
        dicho = f"{self.municipio_id:06d} {self.gestion:04d} {self.evento} {self.clave}"
        return f"tinkuy-acta-1 {dicho} {self.resumen} {firma}"


class Llave:
    """La llave privada de la instalación. Cumple `piezas.Sellador`."""

    def __init__(self, semilla: bytes) -> None:
        self._privada = Ed25519PrivateKey.from_private_bytes(semilla)
        self.clave = ClavePublica(self._privada.public_key())

    @property
    def identificador(self) -> str:
        return self.clave.identificador

    @property
    def publica(self) -> str:
        return self.clave.cruda.hex()

    def firmar(self, mensaje: bytes) -> str:
        return self._privada.sign(mensaje).hex()

    def es_suya(self, mensaje: bytes, firma: str) -> bool:
        return self.clave.vale(mensaje, firma)


class ClavePublica:
    """Con la que cualquiera comprueba un acta, sin conexión."""

    def __init__(self, clave: Ed25519PublicKey) -> None:
        self._clave = clave

    @classmethod
    def de_pem(cls, escrita: bytes, archivo: str = "") -> "ClavePublica":
        """La de un archivo; `ClaveIlegible` si no es Ed25519."""
        try:
            clave = load_pem_public_key(escrita)
        except ValueError as error:
            raise ClaveIlegible(archivo) from error
        if not isinstance(clave, Ed25519PublicKey):
            raise ClaveIlegible(archivo)
        return cls(clave)

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
    return pdf.replace(vacio, sello.en_texto(firmar(_mensaje(pdf))).encode())


def verificar(pdf: bytes, clave: ClavePublica) -> Sello:
    """Lo que el acta dice de sí, si esta llave selló estos bytes; si no, `ActaFalsa`."""
    sello, firma = leer_sello(pdf)
    if sello.clave != clave.identificador:
        datos = {"dice": sello.clave, "esta": clave.identificador}
        raise ActaFalsa(Mensaje(OTRA_CLAVE, datos))
    sin_firma = pdf.replace(sello.en_texto(firma).encode(), sello.en_texto().encode())
    if not clave.vale(_mensaje(sin_firma), firma):
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
    municipio, gestion, evento, clave, resumen, firma = (m.decode() for m in marcas[0])
    return Sello(int(municipio), int(gestion), evento, clave, resumen), firma


def _mensaje(pdf: bytes) -> bytes:
    return PREFIJO + sha256(pdf).hexdigest().encode()
