"""Un acta vuelve entera, una por encuentro, y sus hojas firmadas no se barren."""

import pytest

from nucleo.dominio.actas import EstadoDeActa
from nucleo.dominio.errores import EdicionConcurrente
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import GESTION, acta


@pytest.fixture
def guardada(base):
    with base.unidad(UNO) as unidad:
        suya = acta()
        suya.constancias = [{**suya.constancias[0], "escaneo": "ab" * 32}]
        unidad.actas.agregar(suya)
        unidad.confirmar()
    return base


def test_vuelve_entera_y_solo_en_su_municipio(guardada):
    with guardada.unidad(UNO) as unidad:
        suya = unidad.actas.de(GESTION, "cumbre-2")
        assert suya.secciones == {"apertura": "Ch’alla"}
        assert suya.estado is EstadoDeActa.BORRADOR
        assert suya.conformes[0].nombre == "Ana"
        assert [a.evento for a in unidad.actas.de_gestion(GESTION)] == ["cumbre-2"]
        assert list(unidad.adjuntos.resumenes()) == ["ab" * 32]
        assert unidad.actas.cerradas() == []
        suya.estado = EstadoDeActa.CERRADA
        assert [a.evento for a in unidad.actas.cerradas()] == ["cumbre-2"]
    with guardada.unidad(DOS) as unidad:
        assert unidad.actas.de(GESTION, "cumbre-2") is None
        assert unidad.actas.cerradas() == []
        assert list(unidad.adjuntos.resumenes()) == []


def test_una_por_encuentro(guardada):
    with pytest.raises(EdicionConcurrente), guardada.unidad(UNO) as unidad:
        unidad.actas.agregar(acta())
