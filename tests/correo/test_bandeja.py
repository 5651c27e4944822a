import stat

import pytest

from nucleo.correo import bandeja as modulo
from nucleo.correo.bandeja import Bandeja
from nucleo.dominio.cartas import Carta, CorreoNoEnviado

CARTA = Carta(
    "ana@ejemplo.bo",
    "Invitación: Dirigencia de Ch’alla Pampa",
    "Buen día:\n\nhttp://x/invitacion/abc\n",
)


@pytest.fixture
def bandeja(tmp_path):
    return Bandeja(tmp_path / "bandeja", "Tinkuy")


def test_lo_que_se_envia_se_lee_igual_y_la_mas_nueva_va_primero(bandeja):
    bandeja.enviar(CARTA)
    bandeja.enviar(Carta("eva@ejemplo.bo", "Otra", "x" * 300 + "\n"))
    otra, primera = bandeja.cartas()
    assert (primera.carta, otra.carta.para) == (CARTA, "eva@ejemplo.bo")
    assert bandeja.carta(primera.clave) == primera
    assert otra.carta.cuerpo == "x" * 300 + "\n", "un renglón largo vuelve entero"


def test_solo_su_dueno_puede_leerla(bandeja, tmp_path):
    bandeja.enviar(CARTA)
    [archivo] = (tmp_path / "bandeja").iterdir()
    assert stat.S_IMODE(archivo.stat().st_mode) == 0o600
    assert stat.S_IMODE(archivo.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("clave", ["", "..", "../base", "x" * 30, "20260815T160000000000-zzzzzzzz"])
def test_una_clave_que_no_es_de_la_bandeja_no_abre_nada(bandeja, tmp_path, clave):
    bandeja.enviar(CARTA)
    (tmp_path / "base.eml").write_bytes(b"Subject: ajeno\n\n")
    assert bandeja.carta(clave) is None


def test_no_junta_cartas_para_siempre(bandeja, monkeypatch):
    monkeypatch.setattr(modulo, "CUANTAS", 3)
    for n in range(5):
        bandeja.enviar(Carta("ana@ejemplo.bo", str(n), "x\n"))
    assert [c.carta.asunto for c in bandeja.cartas()] == ["4", "3", "2"]


@pytest.mark.parametrize(
    "para", ["", "ana", "ana@", "ana@x.bo\nBcc: eva@x.bo", "ana@x.bo, eva@x.bo"]
)
def test_una_direccion_que_no_es_una_sola_no_sale(bandeja, para):
    with pytest.raises(CorreoNoEnviado):
        bandeja.enviar(Carta(para, "Asunto", "x\n"))
    assert bandeja.cartas() == []


def test_un_asunto_con_renglones_no_agrega_cabeceras(bandeja):
    bandeja.enviar(Carta("ana@x.bo", "Hola\r\nBcc: eva@x.bo", "x\n"))
    [guardada] = bandeja.cartas()
    assert guardada.carta.asunto == "Hola Bcc: eva@x.bo"
