"""El contenido de los adjuntos en el disco: por su resumen, y nada fuera de su carpeta."""

import pytest

from nucleo.dominio.ambito import EnMunicipio
from nucleo.persistencia.adjuntos import AdjuntosEnDisco

UNO, DOS = EnMunicipio(31003), EnMunicipio(31204)


@pytest.fixture
def disco(tmp_path):
    return AdjuntosEnDisco(tmp_path, UNO)


def test_guardar_leer_y_quitar(disco, tmp_path):
    resumen = disco.guardar(b"acta")
    assert disco.guardar(b"acta") == resumen
    assert (disco.leer(resumen), disco.resumenes()) == (b"acta", [resumen])
    assert AdjuntosEnDisco(tmp_path, DOS).resumenes() == []
    disco.quitar(resumen)
    disco.quitar(resumen)
    assert disco.resumenes() == []


@pytest.mark.parametrize("nombre", ["../ajeno", "..", "", "A" * 64, "/etc/passwd", "a" * 63])
def test_un_resumen_que_no_lo_es_no_llega_al_disco(disco, tmp_path, nombre):
    ajeno = tmp_path / "ajeno"
    ajeno.write_bytes(b"de otro")
    disco.guardar(b"acta")
    disco.quitar(nombre)
    with pytest.raises(FileNotFoundError):
        disco.leer(nombre)
    assert ajeno.read_bytes() == b"de otro"
    assert len(disco.resumenes()) == 1
