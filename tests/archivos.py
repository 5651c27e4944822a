"""Archivos de mentira y de ataque, hechos en memoria para probar los adjuntos."""

import struct
import zlib
from io import BytesIO

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
GPS, ORIENTACION, CAMARA = 0x8825, 0x0112, 0x0110


def foto(formato="JPEG", lados=(64, 32), color=(180, 40, 40), modo="RGB", **opciones):
    """Una imagen de un color, con la mitad de la izquierda más oscura: se nota si se gira."""
    imagen = Image.new(modo, lados, color)
    oscuro = Image.new(modo, (lados[0] // 2, lados[1]), tuple(c // 4 for c in color))
    imagen.paste(oscuro, (0, 0))
    salida = BytesIO()
    imagen.save(salida, formato, **opciones)
    return salida.getvalue()


def foto_de_telefono(**opciones):
    """Con el lugar donde se sacó, la cámara y girada como la dejó el teléfono."""
    exif = Image.Exif()
    exif[ORIENTACION], exif[CAMARA] = 6, "Telefono de Rosa"
    exif.get_ifd(GPS).update({1: "S", 2: (16.0, 58.0, 12.0), 3: "W", 4: (65.0, 24.0, 0.0)})
    return foto(exif=exif, comment=b"comentario con telefono 70712345", **opciones)


def ruido(lados):
    """Lo que peor se comprime."""
    imagen = Image.effect_noise(lados, 100)
    salida = BytesIO()
    imagen.save(salida, "PNG")
    return salida.getvalue()


def trozo(nombre, datos):
    suma = zlib.crc32(nombre + datos)
    return struct.pack(">I", len(datos)) + nombre + datos + struct.pack(">I", suma)


def png_bomba(ancho=50_000, alto=50_000):
    """Un PNG de pocos kB que dice medir 2 500 millones de puntos."""
    medidas = struct.pack(">IIBBBBB", ancho, alto, 8, 2, 0, 0, 0)
    datos = zlib.compress(bytes(1_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + trozo(b"IHDR", medidas) + trozo(b"IDAT", datos) + trozo(b"IEND", b"")
    )
