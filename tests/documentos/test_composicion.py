"""El PDF: sale, dice lo que se le dio, y nada de lo escrito se interpreta."""

import pytest
import typst

from nucleo.documentos.composicion import componer, se_ve
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


def iguales(escrito, compuesto):
    """Si los dos textos dan el mismo papel; se reintenta, porque lleva la hora en que se hizo."""
    uno, otro = (tabla(filas=[["2027-0001", t]]) for t in (escrito, compuesto))
    return any(componer("tabla", uno) == componer("tabla", otro) for _ in range(3))


def test_un_signo_que_la_letra_no_tiene_sale_con_su_numero():
    assert iguales("Riego 😀 漢 👩‍🌾", "Riego [U+1F600] [U+6F22] [U+1F469][U+1F33E]")


EMOJIS = "".join(chr(0x1F600 + n) for n in range(80))
CHINO = "".join(chr(0x4E00 + 7 * n) for n in range(300))
DE_MUCHAS_LENGUAS = "السلام שלום Ελλάδα Привет สวัสดี नमस्ते ខ្មែរ ᐃᓄᒃᑎᑐᑦ ⴰⵎⴰⵣⵉⵖ"
PEGADOS = "🇧🇴 👨‍👩‍👧‍👦 👍🏽 ❤️ 1️⃣ Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢ e⃣ \U000e0041"
OCULTOS = "a\x01b\x85c\ue000d\uffffe\u202ef\u2066g\u2028h\U0010ffff"


@pytest.mark.parametrize("raro", [EMOJIS, CHINO, DE_MUCHAS_LENGUAS, PEGADOS, OCULTOS])
def test_nadie_se_queda_sin_papel_por_mas_signos_raros_que_haya(raro):
    """Antes, con más de cuarenta signos distintos, el acta ya cerrada no se podía imprimir."""
    assert mirar(componer("tabla", tabla(filas=[["2027-0001", raro]]))).paginas


def test_lo_que_da_vuelta_la_lectura_sale_por_su_numero():
    assert iguales("A favor \u202e50\x00", "A favor [U+202E]50[U+0000]")


def test_las_letras_corrientes_y_las_de_las_lenguas_de_bolivia_no_se_reemplazan():
    llanas = "".join(c for c in map(chr, range(0xA1, 0x250)) if c.isprintable())
    lenguas = "k’ q’ ch’ tʼ pʼ ñ Ñ ä Ä ï ü Ü ẽ Ẽ ỹ Ỹ ĩ ũ g̃ G̃ ʼ ʻ ɨ Ɨ « » — … “ ” ° ½"
    assert se_ve(llanas)
    assert se_ve(lenguas)
    assert not se_ve("😀")
