"""El PDF: sale, dice lo que se le dio, y nada de lo escrito se interpreta."""

import pytest
import typst

from nucleo.documentos.composicion import componer

HOSTIL = '#sys.version <script> "\\ $x^2$ #read("/etc/passwd") ’ñandú'


def tabla(**otros):
    return {
        "titulo": "Demandas",
        "columnas": [{"titulo": "Código"}, {"titulo": "Demanda", "ancha": True}],
        "filas": [["2027-0001", HOSTIL]],
        "pie": "Villa Tunari",
        **otros,
    }


def test_sale_un_pdf_que_declara_sus_dos_normas():
    pdf = componer("tabla", tabla())
    assert pdf.startswith(b"%PDF-1.7")
    assert b"pdfaid" in pdf
    assert b"pdfuaid" in pdf


def test_lo_escrito_por_una_persona_no_son_marcas():
    """Con la misma entrada, el mismo papel; y una marca en el dato no rompe ni se ejecuta."""
    assert componer("tabla", tabla()) == componer("tabla", tabla())
    assert componer("tabla", tabla()) != componer("tabla", tabla(filas=[["2027-0001", "otra"]]))


def test_sin_titulo_no_hay_papel_accesible():
    with pytest.raises(typst.TypstError):
        componer("tabla", tabla(titulo=""))
