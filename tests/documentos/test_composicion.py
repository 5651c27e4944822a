"""El PDF: sale, dice lo que se le dio, y nada de lo escrito se interpreta."""

import pytest
import typst

from nucleo.documentos.composicion import componer
from tests.documentos.estructura import DE_TABLA, SIEMPRE, mirar

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
    suya = mirar(componer("tabla", tabla()))
    assert (suya.titulo, suya.paginas) == ("Demandas", 1)
    assert suya.etiquetas.keys() >= {*SIEMPRE, *DE_TABLA}


def test_lo_escrito_por_una_persona_no_son_marcas():
    """Con la misma entrada, el mismo papel; y una marca en el dato no rompe ni se ejecuta."""
    assert componer("tabla", tabla()) == componer("tabla", tabla())
    assert componer("tabla", tabla()) != componer("tabla", tabla(filas=[["2027-0001", "otra"]]))


def test_sin_titulo_no_hay_papel_accesible():
    with pytest.raises(typst.TypstError):
        componer("tabla", tabla(titulo=""))


def test_un_signo_que_la_letra_no_tiene_sale_con_su_numero():
    raro = componer("tabla", tabla(filas=[["2027-0001", "Riego 😀 漢 👩‍🌾"]]))
    con_numeros = "Riego [U+1F600] [U+6F22] [U+1F469][U+1F33E]"
    assert raro == componer("tabla", tabla(filas=[["2027-0001", con_numeros]]))
