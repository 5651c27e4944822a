"""Un archivo aparece entero con su nombre, o no aparece."""

import errno

import pytest

from nucleo.dominio.errores import DestinoInaccesible, DestinoOcupado
from nucleo.exportaciones.destinos import provisional


def test_el_archivo_aparece_al_terminar(tmp_path):
    destino = tmp_path / "copia.zip"
    with provisional(destino) as ruta:
        ruta.write_bytes(b"entera")
        assert not destino.exists()
    assert destino.read_bytes() == b"entera"
    assert [p.name for p in tmp_path.iterdir()] == ["copia.zip"]


def test_solo_quien_lo_hizo_lo_puede_leer(tmp_path):
    destino = tmp_path / "copia.zip"
    with provisional(destino) as ruta:
        ruta.write_bytes(b"entera")
    assert destino.stat().st_mode & 0o077 == 0


def test_si_algo_falla_no_queda_nada(tmp_path):
    with pytest.raises(ZeroDivisionError), provisional(tmp_path / "copia.zip") as ruta:
        ruta.write_bytes(b"a medias" * (1 // 0))
    assert list(tmp_path.iterdir()) == []


def test_no_pisa_lo_que_ya_estaba_salvo_que_se_pida(tmp_path):
    destino = tmp_path / "copia.zip"
    destino.write_bytes(b"la de ayer")
    with pytest.raises(DestinoOcupado), provisional(destino):
        pytest.fail("no se llega a escribir")
    assert destino.read_bytes() == b"la de ayer"
    with provisional(destino, reemplazar=True) as ruta:
        ruta.write_bytes(b"la de hoy")
    assert destino.read_bytes() == b"la de hoy"


def test_tampoco_pisa_el_que_aparecio_mientras_se_escribia(tmp_path):
    destino = tmp_path / "copia.zip"
    with pytest.raises(DestinoOcupado), provisional(destino):
        destino.write_bytes(b"de otra persona")
    assert destino.read_bytes() == b"de otra persona"


def test_el_disco_lleno_se_dice_y_no_deja_restos(tmp_path):
    with pytest.raises(DestinoInaccesible) as error, provisional(tmp_path / "copia.zip"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert "No space" in error.value.datos["motivo"]
    assert list(tmp_path.iterdir()) == []


def test_una_carpeta_que_no_esta_se_dice(tmp_path):
    with pytest.raises(DestinoInaccesible), provisional(tmp_path / "no-esta" / "copia.zip"):
        pytest.fail("no se llega a escribir")
