"""Lo que llega de fuera: se limpia o se rechaza con una frase que sirve."""

from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from nucleo.dominio.adjuntos import BYTES, ArchivoRechazado, TipoDeArchivo
from nucleo.servicios import archivos
from nucleo.servicios.archivos import LADO, limpiar
from tests.archivos import (
    HTML,
    PDF,
    SVG,
    foto,
    foto_de_telefono,
    png_bomba,
    ruido,
)


def abrir(limpio):
    return Image.open(BytesIO(limpio.contenido))


@pytest.mark.parametrize("formato", ["JPEG", "PNG", "WEBP"])
def test_una_imagen_sana_queda_del_mismo_tipo_y_se_ve_igual(formato):
    limpio = limpiar(foto(formato))
    imagen = abrir(limpio)
    assert limpio.tipo == f"image/{formato.lower()}"
    assert (imagen.format, imagen.size) == (formato, (64, 32))
    rojo, _, _ = imagen.convert("RGB").getpixel((60, 16))
    assert abs(rojo - 180) < 12


def test_de_la_foto_del_telefono_se_borra_donde_y_con_que_y_queda_derecha():
    original = foto_de_telefono()
    assert b"Telefono de Rosa" in original
    assert b"70712345" in original
    limpio = limpiar(original)
    imagen = abrir(limpio)
    assert dict(imagen.getexif()) == {}
    assert "exif" not in imagen.info
    assert "comment" not in imagen.info
    for secreto in (b"Telefono", b"70712345", b"Exif"):
        assert secreto not in limpio.contenido
    assert imagen.size == (32, 64), "estaba girada un cuarto de vuelta"


def test_los_textos_y_perfiles_de_un_png_o_webp_no_pasan():
    notas = PngInfo()
    notas.add_text("Author", "Rosa Mamani")
    con_notas = foto("PNG", pnginfo=notas, icc_profile=b"perfil de Rosa")
    assert b"Rosa" not in limpiar(con_notas).contenido
    exif = Image.Exif()
    exif[0x0110] = "Telefono de Rosa"
    assert b"Rosa" not in limpiar(foto("WEBP", exif=exif)).contenido


def test_lo_grande_se_achica_y_lo_chico_no_se_agranda():
    assert max(abrir(limpiar(foto(lados=(6000, 3000)))).size) == LADO
    assert abrir(limpiar(foto("PNG", lados=(3000, 20)))).size == (LADO, 17)
    assert abrir(limpiar(foto(lados=(10, 10)))).size == (10, 10)


def test_lo_transparente_queda_sobre_blanco():
    limpia = abrir(limpiar(foto("PNG", modo="RGBA", color=(0, 0, 0, 0))))
    assert limpia.getpixel((40, 10)) == (255, 255, 255)


def test_una_que_en_png_pesaria_demasiado_queda_como_jpeg(monkeypatch):
    monkeypatch.setattr(archivos, "BYTES", 600_000)
    limpio = limpiar(ruido((600, 600)))
    assert limpio.tipo is TipoDeArchivo.JPEG
    assert len(limpio.contenido) < 600_000


def test_el_pdf_se_guarda_como_viene():
    assert limpiar(PDF).contenido == PDF


def test_lo_escondido_en_una_foto_no_sobrevive():
    """Una foto de verdad que además es una página: con la página adentro, o pegada al final."""
    adentro = foto(comment=HTML)
    pegada = foto() + HTML
    for poliglota in (adentro, pegada, foto("PNG") + HTML):
        assert HTML in poliglota
        assert b"script" not in limpiar(poliglota).contenido


@pytest.mark.parametrize(
    ("contenido", "dice"),
    [
        (b"", "vacío"),
        (b"x" * (BYTES + 1), "8 MB"),
        (PDF + b" " * BYTES, "8 MB"),
        (SVG, "No es una foto"),
        (HTML, "No es una foto"),
        (foto("GIF"), "No es una foto"),
        (b"MZ\x90\x00", "No es una foto"),
        (b"\xff\xd8\xff" + HTML, "cortada o dañada"),
        (b"\x89PNG\r\n\x1a\n" + HTML, "cortada o dañada"),
        (b"RIFF\x24\x00\x00\x00WEBP" + HTML, "cortada o dañada"),
        (foto()[:-200], "cortada o dañada"),
        (foto("PNG")[:-20], "cortada o dañada"),
        (png_bomba(), "demasiado"),
        (png_bomba(10_000, 9_000), "demasiado"),
        (png_bomba(8_000, 6_500), "demasiado"),
        (b"%PDF-1.7\n" + HTML, "el final"),
        (PDF[:-10] + b"x" * 2000, "el final"),
    ],
)
def test_lo_que_no_vale_se_rechaza_con_que_hacer(contenido, dice):
    with pytest.raises(ArchivoRechazado) as rechazado:
        limpiar(contenido)
    assert dice in str(rechazado.value.datos["motivo"])
    assert str(rechazado.value.datos["motivo"]).endswith(".")


@pytest.mark.parametrize("formato", ["JPEG", "PNG", "WEBP"])
def test_una_imagen_con_cualquier_byte_danado_se_limpia_o_se_rechaza(formato):
    """Nada que llegue hace fallar al servidor de otra manera."""
    sana = foto(formato)
    for lugar in range(0, len(sana), 3):
        danada = sana[:lugar] + bytes([sana[lugar] ^ 0xFF]) + sana[lugar + 1 :]
        try:
            assert limpiar(danada).contenido
        except ArchivoRechazado:
            continue
