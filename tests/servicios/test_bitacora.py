import pytest

from nucleo.dominio.bitacora import Hecho
from nucleo.pruebas import MEDIODIA, UnidadEnMemoria
from nucleo.servicios.bitacora import verificar


@pytest.fixture
def unidad():
    llena = UnidadEnMemoria()
    for numero in range(1, 5):
        llena.anotar(Hecho("prueba.hecha", "ana", MEDIODIA, {"numero": numero}))
    llena.confirmar()
    return llena


def test_la_cadena_entera_cuadra(unidad):
    assert verificar(unidad) is None
    assert not unidad.confirmada


def test_senala_el_eslabon_cambiado(unidad):
    unidad.bitacora.cadena[2].carga = '{"numero":9}'
    assert verificar(unidad) == 3


def test_senala_el_autor_y_la_hora_cambiados(unidad):
    unidad.bitacora.cadena[1].quien = "otra persona"
    assert verificar(unidad) == 2


def test_senala_el_eslabon_borrado(unidad):
    del unidad.bitacora.cadena[1]
    assert verificar(unidad) == 2


def test_senala_la_cola_cortada(unidad):
    cabeza = unidad.bitacora.cabeza()
    unidad.bitacora.cabeza = lambda: cabeza
    del unidad.bitacora.cadena[3]
    assert verificar(unidad) == 4


def test_una_cadena_mudada_de_ambito_no_cuadra(unidad):
    unidad.bitacora.clave = "municipio:031002"
    assert verificar(unidad) == 1


def test_lo_vacio_esta_bien_salvo_que_el_municipio_este_hospedado():
    assert verificar(UnidadEnMemoria()) is None
    assert verificar(UnidadEnMemoria(), alta=True) == 1


def test_eslabones_sin_cabeza_son_una_cadena_rota(unidad):
    unidad.bitacora.cabeza = lambda: None
    assert verificar(unidad) == 1
