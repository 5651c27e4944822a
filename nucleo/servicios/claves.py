"""Contraseñas, secretos de un solo uso y segundo factor: lo que se guarda nunca es lo secreto."""

import hashlib
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from nucleo.dominio.errores import ClaveDebil
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.dominio.nombres import plegar

MINIMO, MAXIMO = 8, 128
"""Letras de una contraseña. El tope evita que resumirla sea un ataque."""
ACEPTABLE = 2
"""De 0 a 4, como mide zxcvbn: desde 2, adivinarla pide más de 10⁶ intentos."""
LO_QUE_SE_MIDE = 72
"""Medir cuesta más cuanto más larga; a esta altura ya es fuerte o es una repetición."""
COMUNES = """
contraseña clave secreto usuario administrador municipio alcaldía bolivia boliviano cochabamba
la paz santa cruz oruro potosí tarija chuquisaca beni pando trópico villa tunari tinkuy
hola amor jesús maría josé juan carlos pachamama
"""
"""Lo que en Bolivia se prueba primero, y que zxcvbn, hecho en inglés, no conoce."""
CODIGOS = 10
LETRAS = "abcdefghjkmnpqrstuvwxyz23456789"  # sin las que se confunden al leerlas en papel
PASO_DE_TOTP = 30  # segundos, RFC 6238
CORTA = N_("Escriba al menos %(minimo)s letras o números.")
LARGA = N_("Escriba %(maximo)s letras como mucho.")
DEBIL = N_(
    "Es fácil de adivinar. Una frase de cuatro palabras que solo usted asocie es fuerte y se "
    "recuerda."
)
CIFRADOR = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)  # RFC 9106, segunda


def exigir_fuerte(clave: str, de_quien: Sequence[str] = ()) -> None:
    """`ClaveDebil` con qué hacer, si es corta, larguísima o adivinable.

    `de_quien` es lo que otros saben de la persona: su nombre, su correo, su municipio.
    """
    if len(clave) < MINIMO:
        raise ClaveDebil(Mensaje(CORTA, {"minimo": MINIMO}))
    if len(clave) > MAXIMO:
        raise ClaveDebil(Mensaje(LARGA, {"maximo": MAXIMO}))
    if (
        zxcvbn(_sin_tildes(clave[:LO_QUE_SE_MIDE]), user_inputs=_sabidas(de_quien))["score"]
        < ACEPTABLE
    ):
        raise ClaveDebil(Mensaje(DEBIL))


def _sin_tildes(clave: str) -> str:
    """Quien adivina prueba sin tildes: «contraseña» no es más fuerte que «contrasena»."""
    return "".join(c for c in unicodedata.normalize("NFD", clave) if not unicodedata.combining(c))


def _sabidas(de_quien: Sequence[str]) -> list[str]:
    """Palabra por palabra y juntas: «Ana Quispe» prueba también `ana`, `quispe` y `anaquispe`."""
    dichas = [plegar(dicho) for dicho in (*de_quien, COMUNES) if dicho]
    return sorted({p for d in dichas for p in (d, d.replace(" ", ""), *d.split())})


def resumir_clave(clave: str) -> str:
    """argon2id, con su sal y sus parámetros dentro."""
    return CIFRADOR.hash(_igual_en_todo_teclado(clave))


def _igual_en_todo_teclado(clave: str) -> str:
    """Una «ñ» es una sola letra o dos según el teléfono: para la contraseña es la misma."""
    return unicodedata.normalize("NFKC", clave)


def es_la_clave(resumida: str, clave: str) -> bool:
    """Tarda lo mismo si la cuenta no existe: por el tiempo no se sabe quién tiene una."""
    try:
        CIFRADOR.verify(resumida or _de_nadie(), _igual_en_todo_teclado(clave[:MAXIMO]))
    except (VerificationError, InvalidHashError):
        return False
    return bool(resumida)


def resumida_otra_vez(resumida: str, clave: str) -> str:
    """La misma contraseña con los parámetros de hoy; vacía si ya los tiene."""
    return resumir_clave(clave) if CIFRADOR.check_needs_rehash(resumida) else ""


@cache
def _de_nadie() -> str:
    return CIFRADOR.hash(secrets.token_urlsafe(32))


def secreto() -> str:
    """Una dirección o una sesión que nadie adivina: 256 bits."""
    return secrets.token_urlsafe(32)


def resumen_de(secreto: str) -> str:
    """Lo que se guarda de un secreto: con la copia de la base no se entra."""
    return hashlib.sha256(secreto.encode()).hexdigest()


def semilla() -> str:
    """La de un segundo factor nuevo, para la aplicación del teléfono."""
    return pyotp.random_base32()


def direccion_de_totp(semilla: str, correo: str, plataforma: str) -> str:
    """Lo que va en el código QR: `otpauth://totp/…`."""
    return pyotp.TOTP(semilla).provisioning_uri(name=correo, issuer_name=plataforma)


def paso_de(semilla: str, codigo: str, cuando: datetime, ultimo: int) -> int | None:
    """En qué paso vale el código; `None` si en ninguno o si ese paso ya se usó.

    Se acepta el anterior y el siguiente: los relojes de los teléfonos se atrasan.
    """
    limpio = "".join(codigo.split())
    ahora = int(cuando.timestamp()) // PASO_DE_TOTP
    for paso in (ahora, ahora - 1, ahora + 1):
        esperado = pyotp.TOTP(semilla).at(paso * PASO_DE_TOTP)
        if paso > ultimo and secrets.compare_digest(esperado.encode(), limpio.encode()):
            return paso
    return None


def codigos_de_recuperacion() -> list[str]:
    """Diez, de 78 bits: se muestran una vez y cada uno sirve una vez."""
    return [
        "-".join("".join(secrets.choice(LETRAS) for _ in range(4)) for _ in range(4))
        for _ in range(CODIGOS)
    ]


def resumen_de_codigo(codigo: str) -> str:
    return resumen_de("".join(c for c in codigo.lower() if c in LETRAS))
