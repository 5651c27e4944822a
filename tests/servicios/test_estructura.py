"""Las unidades del municipio: de quién dependen, cuándo existen y qué no se borra."""

import pytest

from nucleo.dominio.contexto import ahora
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import EdicionConcurrente
from nucleo.dominio.identidad import OrdenUsada, nuevo_id
from nucleo.dominio.poa import EstadoDePoa, LineaDePoa, Poa
from nucleo.dominio.sectores import Sector
from nucleo.dominio.unidades_operativas import (
    DependenciaInvalida,
    UnidadEnUso,
    UnidadOperativa,
    UnidadRepetida,
    VigenciaAlReves,
    organigrama,
)
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba
from nucleo.servicios import estructura
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.estructura import DatosDeUnidad

CONTEXTO = contexto_de_prueba()
SECTORES = {"salud": Sector("salud", "Salud"), "caminos": Sector("caminos", "Caminos")}


@pytest.fixture
def unidad():
    return UnidadEnMemoria()


def anotar(unidad, codigo, **otros):
    datos = DatosDeUnidad(codigo, f"Unidad {codigo}", **otros)
    return estructura.registrar(CONTEXTO, unidad, nuevo_id(), datos)


def test_solo_se_ofrecen_las_que_existen_en_la_gestion(unidad):
    anotar(unidad, "MAE")
    anotar(unidad, "SMOP", depende_de="MAE", desde=2027)
    anotar(unidad, "VIEJA", hasta=2026)
    assert estructura.unidades_vigentes(unidad, 2026) == {
        "MAE": "Unidad MAE",
        "VIEJA": "Unidad VIEJA",
    }
    assert list(estructura.unidades_vigentes(unidad, 2027)) == ["MAE", "SMOP"]


def test_repetir_el_envio_no_duplica_y_con_otros_datos_se_dice(unidad):
    orden = nuevo_id()
    datos = DatosDeUnidad("SMOP", "Obras", sectores=("caminos",))
    for _ in range(2):
        estructura.registrar(CONTEXTO, unidad, orden, datos)
    assert len(unidad.estructura.todas()) == len(unidad.hechos) == 1
    with pytest.raises(OrdenUsada):
        estructura.registrar(CONTEXTO, unidad, orden, DatosDeUnidad("SMOP", "Otra"))
    with pytest.raises(UnidadRepetida):
        anotar(unidad, "SMOP")


def test_nadie_depende_de_si_ni_de_quien_depende_de_ella(unidad):
    arriba = anotar(unidad, "A")
    anotar(unidad, "B", depende_de="A")
    for superior in ("A", "B", "NO-ESTA"):
        datos = DatosDeUnidad("A", "A", depende_de=superior)
        with pytest.raises(DependenciaInvalida):
            estructura.corregir(CONTEXTO, unidad, arriba.id, 0, datos)
    with pytest.raises(VigenciaAlReves):
        anotar(unidad, "C", desde=2028, hasta=2027)


def test_la_que_otra_nombra_no_se_borra_y_se_puede_cerrar(unidad):
    arriba, hija = anotar(unidad, "A"), anotar(unidad, "B", depende_de="A")
    with pytest.raises(UnidadEnUso):
        estructura.quitar(CONTEXTO, unidad, arriba.id, 0)
    estructura.cerrar(CONTEXTO, unidad, arriba.id, 0, 2027)
    assert list(estructura.unidades_vigentes(unidad, 2028)) == ["B"]
    with pytest.raises(EdicionConcurrente):
        estructura.quitar(CONTEXTO, unidad, hija.id, 7)
    estructura.quitar(CONTEXTO, unidad, hija.id, 0)
    assert [h.que for h in unidad.hechos][-2:] == ["estructura.cerrada", "estructura.quitada"]


@pytest.mark.parametrize("escrito", ["SMOP", "smop"])
def test_la_que_una_linea_del_poa_nombra_no_se_borra(unidad, escrito):
    una = anotar(unidad, "SMOP")
    linea = LineaDePoa(nuevo_id(), 1, "Puente", Dinero.de(1000), unidad=escrito)
    poa = Poa(nuevo_id(), 2027, 1, EstadoDePoa.ANTEPROYECTO, ahora(), "Ana", lineas=[linea])
    unidad.poas.agregar(poa)
    with pytest.raises(UnidadEnUso) as error:
        estructura.quitar(CONTEXTO, unidad, una.id, 0)
    assert error.value.datos["usos"] == ["POA 2027"]


def test_el_codigo_no_cambia_aunque_se_pida(unidad):
    una = anotar(unidad, "A")
    estructura.corregir(CONTEXTO, unidad, una.id, 0, DatosDeUnidad("Z", "Otro nombre"))
    assert (una.codigo, una.nombre) == ("A", "Otro nombre")


def test_el_organigrama_cuelga_cada_una_de_la_suya_y_no_pierde_a_ninguna():
    unidades = [
        UnidadOperativa(nuevo_id(), codigo, codigo, de)
        for codigo, de in [("C", "B"), ("B", "A"), ("A", ""), ("X", "CERRADA")]
    ]
    [a, x] = organigrama(unidades)
    assert (a.unidad.codigo, a.ramas[0].ramas[0].unidad.codigo, x.unidad.codigo) == ("A", "C", "X")


def test_la_planilla_lee_sectores_y_rechaza_lo_que_cuelga_de_nada(unidad):
    filas = [
        ["Código", "Nombre", "Depende de", "Sectores", "Desde"],
        ["mae", "Despacho", "", "", ""],
        ["SMOP", "Obras", "MAE", "Caminos; salud", "2027"],
        ["X", "Suelta", "NADIE", "", ""],
    ]
    hecha = estructura.importar(
        CONTEXTO, unidad, SECTORES, Planilla("e.csv", list(enumerate(filas, 1))), parcial=True
    )
    assert (hecha.creadas, hecha.filas_rechazadas) == (2, 1)
    assert unidad.estructura.todas()[1].sectores == ("caminos", "salud")


def test_un_sector_escrito_dos_veces_es_uno(unidad):
    filas = [["Código", "Nombre", "Sectores"], ["A", "Uno", "Salud; salud; Caminos"]]
    planilla = Planilla("e.csv", list(enumerate(filas, 1)))
    assert estructura.importar(CONTEXTO, unidad, SECTORES, planilla).creadas == 1
    assert unidad.estructura.todas()[0].sectores == ("salud", "caminos")


def test_guardar_lo_mismo_no_deja_hecho(unidad):
    una = anotar(unidad, "A", sectores=("salud",), hasta=2030)
    datos = DatosDeUnidad("A", " Unidad  A ", sectores=("salud",), hasta=2030)
    estructura.corregir(CONTEXTO, unidad, una.id, 0, datos)
    estructura.cerrar(CONTEXTO, unidad, una.id, 0, 2030)
    assert [h.que for h in unidad.hechos] == ["estructura.registrada"]
