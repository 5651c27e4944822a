"""Un informe vuelve entero, uno por versión, y solo en su municipio."""

import pytest

from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.informes import EstadoDeInforme
from tests.persistencia.conftest import DOS, UNO
from tests.persistencia.ejemplos import GESTION, informe


@pytest.fixture
def guardado(base):
    with base.unidad(UNO) as unidad:
        for suyo in (informe(numero=2, motivo="Faltaba"), informe(), informe("obras")):
            unidad.informes.agregar(suyo)
        unidad.confirmar()
    return base


def test_vuelve_entero_por_clave_y_version_y_solo_en_su_municipio(guardado):
    with guardado.unidad(UNO) as unidad:
        suyos = unidad.informes.del_encuentro(GESTION, "cumbre-1")
        assert [(i.clave, i.numero) for i in suyos] == [("fisico", 1), ("fisico", 2), ("obras", 1)]
        assert suyos[0].apartados == {"hecho": "Ch’alla"}
        assert suyos[0].estado is EstadoDeInforme.BORRADOR
        assert suyos[1].motivo == "Faltaba"
        assert unidad.informes.del_encuentro(GESTION, "cumbre-2") == []
    with guardado.unidad(DOS) as unidad:
        assert unidad.informes.del_encuentro(GESTION, "cumbre-1") == []


def test_uno_por_version(guardado):
    with pytest.raises(EdicionConcurrente), guardado.unidad(UNO) as unidad:
        unidad.informes.agregar(informe())
