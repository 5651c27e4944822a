"""Las tarjetas de salida: la nota media por sexo, una suma por encuentro y su serie."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nucleo.configuracion.configuraciones import Configuraciones
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.eventos import EstadoDeEvento
from nucleo.dominio.mesas import MesaCerrada
from nucleo.dominio.satisfaccion import PreguntaDeSalida, Quienes
from nucleo.servicios import calendarios, eventos, gestiones, satisfaccion
from tests.ejemplos import GESTION

[MGMP] = Configuraciones(Path(__file__).parents[2] / "configuraciones").ciclos()
NADA = [0, 0, 0, 0, 0]
CUENTA = {
    "sirvio": {"mujeres": [0, 0, 0, 2, 2], "hombres": [1, 0, 1, 0, 0]},
    "escuchada": {"mujeres": NADA, "hombres": NADA},
}


@pytest.fixture
def con(contexto, unidad):
    suyo = replace(contexto, ciclo=MGMP)
    gestiones.abrir(suyo, unidad, date(GESTION - 1, 9, 8))
    return suyo


def empezar(con, unidad, clave):
    version = calendarios.evento_de(unidad, GESTION, clave).version
    eventos.avanzar(con, unidad, clave, version, EstadoDeEvento.EN_CURSO)


def test_antes_del_encuentro_no_hay_tarjetas(con, unidad):
    with pytest.raises(MesaCerrada):
        satisfaccion.anotar(con, unidad, "eda-1", 0, CUENTA)
    assert satisfaccion.serie(unidad, GESTION) == []


def test_la_nota_media_por_sexo_y_lo_mismo_dos_veces_no_se_anota(con, unidad):
    empezar(con, unidad, "eda-1")
    for _ in range(2):
        tarjetas = satisfaccion.anotar(con, unidad, "eda-1", 0, CUENTA)
    assert [h.que for h in unidad.hechos].count("salida.anotada") == 1
    sirvio = PreguntaDeSalida.SIRVIO
    assert tarjetas.promedio(sirvio, Quienes.MUJERES) == 4.5
    assert tarjetas.promedio(sirvio, Quienes.HOMBRES) == 2
    assert (tarjetas.cuantas(sirvio), round(tarjetas.promedio(sirvio), 2)) == (6, 3.67)
    assert tarjetas.promedio(PreguntaDeSalida.ESCUCHADA) is None
    otra = {**CUENTA, "escuchada": CUENTA["sirvio"]}
    with pytest.raises(EdicionConcurrente):
        satisfaccion.anotar(con, unidad, "eda-1", 9, otra)
    satisfaccion.anotar(con, unidad, "eda-1", 0, otra)
    assert tarjetas.cuantas(PreguntaDeSalida.ESCUCHADA) == 6


def test_la_serie_va_en_el_orden_del_ciclo(con, unidad):
    for clave in ("eda-2", "eda-1"):
        empezar(con, unidad, clave)
        satisfaccion.anotar(con, unidad, clave, 0, CUENTA)
    assert [sigla for sigla, _ in satisfaccion.serie(unidad, GESTION)] == ["EDA 1", "EDA 2"]
