"""Un documento de un encuentro por consola: se escribe, no pisa nada, y dice los que hay."""

import pytest

from tests.documentos.estructura import mirar

AQUI = ("villa-tunari", "2028", "cumbre-1")


@pytest.fixture
def abierta(instalada):
    for orden in (("municipio", "alta", "villa-tunari"), ("gestion", "abrir", *AQUI[:2])):
        assert instalada(*orden).codigo == 0
    return instalada


def documento(tinkuy, *mas):
    return tinkuy("evento", "documento", *AQUI, *map(str, mas))


def test_se_escribe_sin_pisar_y_avisa_que_va_sin_codigo(abierta, tmp_path):
    archivo = tmp_path / "convenio.pdf"
    hecha = documento(abierta, "convenio", archivo, "--idioma", "es", "--idioma", "qu")
    assert (hecha.codigo, str(archivo) in hecha.salida) == (0, True), hecha
    assert "código QR" in hecha.errores
    assert mirar(archivo.read_bytes()).titulo.startswith("Convenio")
    assert documento(abierta, "convenio", archivo).codigo == 1
    assert documento(abierta, "convenio", archivo, "--reemplazar").codigo == 0


def test_lo_que_no_hay_dice_lo_que_hay(abierta, tmp_path):
    archivo = tmp_path / "x.pdf"
    for cual in ("acta", "nada"):
        mala = documento(abierta, cual, archivo)
        assert mala.codigo == 1
        assert "convenio, plan-de-trabajo, tarjetas-de-salida" in mala.errores, mala
    assert (
        "no es de este municipio"
        in documento(abierta, "convenio", archivo, "--idioma", "gn").errores
    )
    sin_abrir = abierta("evento", "documento", "villa-tunari", "2030", "cumbre-1", "convenio",
                        str(archivo))  # fmt: skip
    assert "no tiene calendario" in sin_abrir.errores
    assert not archivo.exists()
