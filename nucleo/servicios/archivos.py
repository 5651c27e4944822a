"""Un archivo que llega de fuera: se reconoce por lo que trae y se guarda limpio, o no se guarda."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from nucleo.dominio.adjuntos import BYTES, MEGAS, ArchivoRechazado, TipoDeArchivo, tipo_de
from nucleo.dominio.mensajes import N_, Mensaje

LADO = 2500  # px; una planilla fotografiada así se lee hasta la letra chica
PUNTOS = 50_000_000  # lo que un teléfono saca; más, ya en la memoria, la llenaría
CALIDAD = 85
COLA = 1024  # bytes al final de un PDF donde va su marca de fin
FORMATOS = {
    TipoDeArchivo.JPEG: "JPEG",
    TipoDeArchivo.PNG: "PNG",
    TipoDeArchivo.WEBP: "WEBP",
}
VACIO = N_("El archivo está vacío. Elija otro o vuelva a sacar la foto.")
GRANDE = N_("El archivo pesa más de %(megas)s MB. Saque la foto con menos calidad o divídalo.")
AJENO = N_("No es una foto ni un PDF. Se aceptan JPEG, PNG, WebP y PDF, se llamen como se llamen.")
DANADA = N_("La imagen no se puede abrir: está cortada o dañada. Vuelva a sacar la foto.")
ENORME = N_("La imagen mide demasiado (más de 50 millones de puntos). Sáquela con menos tamaño.")
CORTADO = N_("El PDF está cortado o dañado: le falta el final. Vuelva a guardarlo.")


@dataclass(frozen=True, slots=True)
class Limpio:
    """Lo que de verdad se guarda, y qué es."""

    tipo: TipoDeArchivo
    contenido: bytes


def limpiar(contenido: bytes) -> Limpio:
    """Lo mismo que se ve, sin nada más; o `ArchivoRechazado`, con qué hacer.

    Una imagen se abre y se vuelve a escribir: derecha, de `LADO` puntos como mucho y sin lo que
    el teléfono le anota (dónde, cuándo, con qué) ni lo que alguien le haya escondido. Un PDF se
    guarda como viene: aquí nadie lo abre.
    """
    if not contenido:
        raise ArchivoRechazado(Mensaje(VACIO))
    if len(contenido) > BYTES:
        raise ArchivoRechazado(Mensaje(GRANDE, {"megas": MEGAS}))
    tipo = tipo_de(contenido)
    if tipo is None:
        raise ArchivoRechazado(Mensaje(AJENO))
    if tipo is TipoDeArchivo.PDF:
        if b"%%EOF" not in contenido[-COLA:]:
            raise ArchivoRechazado(Mensaje(CORTADO))
        return Limpio(tipo, contenido)
    return _reescribir(_abrir(contenido, tipo), tipo)


def _abrir(contenido: bytes, tipo: TipoDeArchivo) -> Image.Image:
    """La imagen entera en memoria, si mide lo que se acepta y está sana."""
    formatos = [FORMATOS[tipo]]
    try:
        with Image.open(BytesIO(contenido), formats=formatos) as vista:
            _exigir_medida(vista)
            vista.verify()
        with Image.open(BytesIO(contenido), formats=formatos) as abierta:
            abierta.draft(
                "RGB", (LADO, LADO)
            )  # un JPEG se lee ya achicado: diez veces menos memoria
            derecha = ImageOps.exif_transpose(abierta)
            derecha.thumbnail((LADO, LADO))
            return derecha
    except ArchivoRechazado:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ArchivoRechazado(Mensaje(ENORME)) from error
    except Exception as error:  # una imagen hecha para dañar rompe a Pillow de mil maneras
        raise ArchivoRechazado(Mensaje(DANADA)) from error


def _exigir_medida(vista: Image.Image) -> None:
    """Lo que dice medir se sabe sin descomprimirla."""
    if vista.width * vista.height > PUNTOS:
        raise ArchivoRechazado(Mensaje(ENORME))


def _reescribir(imagen: Image.Image, tipo: TipoDeArchivo) -> Limpio:
    """Solo sus puntos, en una imagen nueva; si así pesa demasiado, como JPEG."""
    nueva = Image.new("RGB", imagen.size, "white")
    if imagen.has_transparency_data:
        visible = imagen.convert("RGBA")
        nueva.paste(visible, mask=visible)
    else:
        nueva.paste(imagen.convert("RGB"))
    contenido = _escrita(nueva, tipo)
    if len(contenido) > BYTES:
        tipo = TipoDeArchivo.JPEG
        contenido = _escrita(nueva, tipo)
    return Limpio(tipo, contenido)


def _escrita(imagen: Image.Image, tipo: TipoDeArchivo) -> bytes:
    salida = BytesIO()
    imagen.save(salida, FORMATOS[tipo], quality=CALIDAD)
    return salida.getvalue()
