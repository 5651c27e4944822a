"""El acta por consola: se imprime, se comprueba donde no hay base, y lo cambiado se dice."""

from datetime import date

import pytest

from nucleo.arranque import Casa
from nucleo.dominio.dias import dia_en_bolivia
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.servicios import actas, comprobaciones, eventos, gestiones
from tests.actas import partes
from tests.web.casa import TUNARI

GESTION, CLAVE = 2028, "cumbre-2"


@pytest.fixture
def con_acta(cargados, monkeypatch):
    """La Cumbre 2 de Villa Tunari, hecha y con su acta cerrada."""
    monkeypatch.setattr(actas, "partes_de", lambda *_: partes(6))
    monkeypatch.setattr(comprobaciones, "partes_de", lambda *_: partes(6))
    casa = Casa.del_entorno()
    contexto = casa.contexto(TUNARI, GESTION, "prueba")
    gestiones.abrir(contexto, casa.unidad(TUNARI), date(2027, 9, 8))
    realizado, ganchos = EstadoDeEvento.REALIZADO, casa.ganchos(TUNARI)
    eventos.avanzar(contexto, casa.unidad(TUNARI), CLAVE, 1, realizado, saltar="En papel")
    actas.empezar(contexto, casa.unidad(TUNARI), CLAVE)
    hoy = dia_en_bolivia(contexto.ahora())
    actas.abrir_a_observaciones(contexto, casa.unidad(TUNARI), CLAVE, 1, hoy)
    actas.cerrar(
        contexto, casa.unidad(TUNARI), ganchos, casa.sellador, CLAVE, 2, antes_de_plazo="Ya"
    )
    casa.cerrar()
    return cargados


def generar(tinkuy, archivo, *mas):
    return tinkuy("acta", "generar", "villa-tunari", str(GESTION), CLAVE, str(archivo), *mas)


def test_se_imprime_y_se_comprueba_en_otra_parte_sin_base(con_acta, tmp_path, monkeypatch):
    archivo, clave = tmp_path / "acta.pdf", tmp_path / "clave.pem"
    hecha = generar(con_acta, archivo, "--idioma", "es", "--idioma", "qu")
    assert hecha.codigo == 0, hecha
    assert generar(con_acta, archivo).codigo == 1
    clave.write_text(con_acta("acta", "clave").salida)
    otra = tmp_path / "otra"
    otra.mkdir()
    monkeypatch.setenv("TINKUY_RAIZ", str(otra))
    monkeypatch.delenv("TINKUY_BASE", raising=False)
    sin_clave = con_acta("acta", "verificar", str(archivo))
    assert (sin_clave.codigo, "clave pública" in sin_clave.errores) == (1, True)
    verificar = ("acta", "verificar", str(archivo), "--clave", str(clave))
    buena = con_acta(*verificar, "--json")
    assert (buena.codigo, buena.json["evento"], buena.json["base"]) == (0, CLAVE, None), buena
    assert "No es una firma digital" in con_acta(*verificar).errores
    assert list(otra.iterdir()) == []
    cambiado = bytearray(archivo.read_bytes())
    cambiado[len(cambiado) // 2] ^= 1
    archivo.write_bytes(cambiado)
    mala = con_acta(*verificar)
    assert (mala.codigo, "algo cambió en el archivo" in mala.errores) == (1, True), mala
    clave.write_text("no es una clave")
    assert "no es una clave pública" in con_acta(*verificar).errores


def test_con_la_base_se_dice_si_la_bitacora_la_contiene(con_acta, por_fuera, tmp_path):
    archivo = tmp_path / "acta.pdf"
    assert generar(con_acta, archivo, "--sin-nombres").codigo == 0
    verificar = ("acta", "verificar", str(archivo), "--con-base")
    buena = con_acta(*verificar, "--json")
    assert (buena.codigo, set(buena.json["base"].values())) == (0, {True}), buena
    voto = """UPDATE actas SET contenido = replace(contenido, '"a_favor":20', '"a_favor":29')"""
    assert por_fuera(voto) == 1
    mala = con_acta(*verificar, "--json")
    assert mala.codigo == 3
    assert mala.json["base"] == {
        "es_la_guardada": True,
        "guardada_intacta": False,
        "en_bitacora": True,
        "bitacora_sana": True,
        "votos_iguales": False,
        "constancias_iguales": True,
    }
    assert "alguien lo cambió por fuera" in generar(con_acta, tmp_path / "otra.pdf").errores


def test_lo_que_no_hay_se_dice(con_acta, tmp_path):
    orden = ("acta", "generar", "villa-tunari", str(GESTION), "cumbre-3", str(tmp_path / "a.pdf"))
    assert "No encontramos acta «cumbre-3»" in con_acta(*orden).errores
    mala = generar(con_acta, tmp_path / "a.pdf", "--idioma", "fr")
    assert (mala.codigo, "no es de este municipio" in mala.errores) == (2, True), mala
