"""Los códigos QR que se imprimen y los que se leen con el segundo factor."""

import re

import segno

from nucleo.web.codigos import MARGEN, qr

DIRECCION = "https://tinkuy.gob.bo/villa-tunari/formularios/0190/recibo?x=1&y=2"


def test_el_dibujo_es_el_de_esa_direccion() -> None:
    hecho = segno.make(DIRECCION, micro=False, error="m")
    lado = hecho.symbol_size(border=MARGEN)[0]
    trazos = re.findall(r'<path stroke="#000" d="([^"]+)"', qr(DIRECCION, "Recibo"))
    oscuros = sum(int(largo) for largo in re.findall(r"h(\d+)", trazos[0]))
    assert f'viewBox="0 0 {lado} {lado}"' in qr(DIRECCION, "Recibo")
    assert oscuros == sum(modulo for fila in hecho.matrix for modulo in fila)


def test_se_anuncia_y_no_lleva_estilos_ni_lo_que_contiene() -> None:
    dibujo = qr(DIRECCION, 'El recibo de "Ch’alla" <b>')
    assert 'role="img" aria-label="El recibo de &#34;Ch’alla&#34; &lt;b&gt;"' in dibujo
    assert "style" not in dibujo
    assert "tinkuy.gob.bo" not in dibujo
