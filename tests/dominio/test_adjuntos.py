"""Reconocer un archivo por lo que trae y darle un nombre que no engañe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.adjuntos import LARGO_DE_NOMBRE, TipoDeArchivo, nombre_sano, tipo_de
from tests.archivos import HTML, PDF, SVG, foto

JPEG, PDF_ = TipoDeArchivo.JPEG, TipoDeArchivo.PDF


@pytest.mark.parametrize(
    ("contenido", "tipo"),
    [
        (foto("JPEG"), TipoDeArchivo.JPEG),
        (foto("PNG"), TipoDeArchivo.PNG),
        (foto("WEBP"), TipoDeArchivo.WEBP),
        (PDF, TipoDeArchivo.PDF),
        (foto("GIF"), None),
        (foto("BMP"), None),
        (SVG, None),
        (HTML, None),
        (b" " + PDF, None),
        (b"PK\x03\x04", None),
        (b"", None),
    ],
)
def test_vale_lo_que_trae_y_no_como_se_llama(contenido, tipo):
    assert tipo_de(contenido) is tipo


@pytest.mark.parametrize(
    ("nombre", "sano"),
    [
        ("acta.jpg", "acta.jpg"),
        ("Acta de Ch’alla ñandú.JPEG", "Acta de Ch alla ñandú.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\fotos\\acta.png", "acta.jpg"),
        ("acta.php", "acta.jpg"),
        ("acta.jpg.html", "acta.jpg.jpg"),
        ('a"b\r\nSet-Cookie: x=1', "a b Set-Cookie x 1.jpg"),
        ("foto\u202egpj.exe", "foto gpj.jpg"),
        ("<img onerror=alert(1)>", "img onerror alert(1).jpg"),
        ("", "archivo.jpg"),
        ("...", "archivo.jpg"),
        (".htaccess", "htaccess.jpg"),
    ],
)
def test_el_nombre_no_lleva_carpetas_ni_signos_que_enganen(nombre, sano):
    assert nombre_sano(nombre, JPEG) == sano


@given(st.text())
def test_ningun_nombre_sale_con_otra_extension_ni_larguisimo(nombre):
    sano = nombre_sano(nombre, PDF_)
    assert sano.endswith(".pdf")
    assert len(sano) <= LARGO_DE_NOMBRE + 4
    assert not set(sano) & set('/\\"<>\r\n\0;')
    assert nombre_sano(sano, PDF_) == sano
