"""`tinkuy organizaciones`: listar, y registrar quién representa a cada una."""

import json


def test_la_dirigencia_registrada_sale_en_la_lista(cargados):
    lista = cargados("organizaciones", "listar", "villa-tunari", "--json")
    primera = json.loads(lista.salida)[0]["nombre"]
    hecha = cargados(
        "organizaciones", "dirigencia", "villa-tunari", primera.upper(), "Ana Quispe", "Jilacata",
        "--desde", "1/2/2026",
    )  # fmt: skip
    assert hecha.codigo == 0, hecha.errores
    [ella] = [
        o for o in json.loads(cargados("organizaciones", "listar", "villa-tunari", "--json").salida)
        if o["dirigencias"]
    ]  # fmt: skip
    assert ella["dirigencias"] == [{"nombre": "Ana Quispe", "cargo": "Jilacata"}]
    assert "Ana Quispe, Jilacata" in cargados("organizaciones", "listar", "villa-tunari").salida


def test_lo_mal_escrito_se_dice_sin_rastro(cargados):
    sin_ella = cargados("organizaciones", "dirigencia", "villa-tunari", "Ninguna", "Ana", "Mallku")
    assert sin_ella.codigo == 1
    assert "Ninguna" in sin_ella.errores
    ilegible = cargados(
        "organizaciones",
        "dirigencia",
        "villa-tunari",
        "Ninguna",
        "Ana",
        "Mallku",
        "--desde",
        "ayer",
    )
    assert ilegible.codigo == 2
    assert "no es una fecha" in ilegible.errores
