"""El respaldo se compara entero al final, y recuerda las regiones que tenían memoria."""

import io

import pytest

from nucleo.dominio.ambito import EnMunicipio, EnPlataforma, EnRegion
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.errores import ResumenDistinto
from nucleo.exportaciones.lectura import leer
from nucleo.pruebas import MEDIODIA, UnidadEnMemoria
from nucleo.servicios.respaldos import anotar_respaldo, comprobar, regiones_recordadas
from tests.exportaciones.ejemplos import TUNARI, exportacion_de_prueba
from tests.servicios.test_exportaciones import CONTEXTO, Desechable

UNA, OTRA = EnRegion("uninominal-24"), EnRegion("mancomunidad-x")


class RespaldoDeUno:
    """Trae un municipio; `despues` ocurre cuando ya se restauró y se compara el conjunto."""

    archivo, sha256, ambitos = "r.zip", "0" * 64, (EnPlataforma(), TUNARI, UNA)

    def __init__(self, despues=lambda: None):
        self.despues = despues

    def exportaciones(self):
        yield leer(io.BytesIO(exportacion_de_prueba()), "vt.zip")
        self.despues()


def test_lo_que_una_restauracion_le_cambia_a_otra_se_nota_al_final():
    desechable = Desechable()
    comprobar(CONTEXTO, RespaldoDeUno(), desechable)
    otra = Desechable()

    def tocar():
        otra.unidad(TUNARI).volcado.cargadas["demandas"][1].pop()

    with pytest.raises(ResumenDistinto):
        comprobar(CONTEXTO, RespaldoDeUno(tocar), otra)


def test_las_regiones_con_memoria_se_recuerdan_aunque_se_quiten_de_la_configuracion():
    plataforma = UnidadEnMemoria(EnPlataforma())
    de_antes = {"ambitos": 3, "archivo": "r.zip", "sha256": "0" * 64}
    for que, carga in (
        ("respaldo.creado", de_antes),
        ("ambito.restaurado", {"ambito": OTRA.clave}),
        ("ambito.restaurado", {"ambito": "departamento:03"}),
        ("municipio.restaurado", {"ambito": EnMunicipio(31003).clave}),
    ):
        plataforma.anotar(Hecho(que, "prueba", MEDIODIA, carga))
    plataforma.confirmar()
    assert regiones_recordadas(plataforma) == [OTRA]
    anotar_respaldo(CONTEXTO, plataforma, RespaldoDeUno())
    assert regiones_recordadas(plataforma) == [OTRA, UNA]
