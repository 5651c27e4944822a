"""El escudo que alguien sube: se comprueba por dentro y se vuelve a escribir antes de guardarlo.

Reescribirlo quita lo que no es imagen (datos de la cámara, otro archivo pegado detrás). SVG no se
acepta: puede traer código.
"""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from nucleo.dominio.ambito import Ambito
from nucleo.dominio.marca import EscudoInvalido
from nucleo.dominio.mensajes import N_, Mensaje
from nucleo.web.ambito import piezas

MAYOR = 512 * 1024
LADO = 512
PUNTOS = 25_000_000
FORMATOS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
NO_ES_IMAGEN = Mensaje(N_("tiene que ser una imagen PNG, JPEG o WebP"))
PESA_MUCHO = Mensaje(N_("pesa más de %(limite)s kB"), {"limite": MAYOR // 1024})
MUY_GRANDE = Mensaje(N_("tiene demasiados puntos: achíquela antes de subirla"))
ILEGIBLE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning)


def reescribir(contenido: bytes) -> bytes:
    """La misma imagen, limpia y de 512 puntos de lado como mucho. O `EscudoInvalido`."""
    if len(contenido) > MAYOR:
        raise EscudoInvalido(PESA_MUCHO)
    try:
        with Image.open(BytesIO(contenido), formats=tuple(FORMATOS)) as imagen:
            if imagen.width * imagen.height > PUNTOS:
                raise EscudoInvalido(MUY_GRANDE)
            return _limpia(imagen)
    except Image.DecompressionBombError as error:
        raise EscudoInvalido(MUY_GRANDE) from error
    except ILEGIBLE as error:
        raise EscudoInvalido(NO_ES_IMAGEN) from error


def _limpia(imagen: Image.Image) -> bytes:
    formato = imagen.format or "PNG"
    derecha = ImageOps.exif_transpose(imagen)
    limpia = derecha.convert("RGB" if formato == "JPEG" else "RGBA")
    limpia.thumbnail((LADO, LADO))
    limpia.info = {}
    salida = BytesIO()
    limpia.save(salida, formato)
    return salida.getvalue()


def contenido_de(ambito: Ambito, resumen: str) -> bytes:
    """El escudo de ese ámbito o del que hereda; vacío si no está guardado."""
    for suyo in piezas().ajustables.de(ambito):
        try:
            return piezas().adjuntos(suyo).leer(resumen)
        except FileNotFoundError:
            continue
    return b""


def tipo_de(contenido: bytes) -> str:
    """El tipo MIME de un escudo ya guardado, por cómo empieza."""
    if contenido.startswith(b"\x89PNG"):
        return FORMATOS["PNG"]
    return FORMATOS["JPEG"] if contenido.startswith(b"\xff\xd8") else FORMATOS["WEBP"]
