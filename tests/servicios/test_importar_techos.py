"""Fijar e importar el techo."""

import pytest

from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import MontoInvalido
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.techos import fijar, importar


def montos_de(techos):
    return {techo.clave: techo.monto for techo in techos}


def pedir(unidad, *filas, **opciones):
    hoja = Planilla("t.csv", [(n, f.split("|")) for n, f in enumerate(filas, 1)])
    return importar(contexto_de_prueba(), unidad, hoja, **opciones)


def test_fijar_reemplaza_lo_de_la_gestion_en_su_orden():
    unidad = UnidadEnMemoria()
    fijar(contexto_de_prueba(), unidad, {"41-113": Dinero.de(5)})
    fijar(contexto_de_prueba(), unidad, {"41-119": Dinero.de(1), "20-210": Dinero.de(2)})
    assert list(montos_de(unidad.techos.filas)) == ["41-119", "20-210"]
    assert [h.que for h in unidad.hechos] == ["techo.fijado"] * 2
    assert unidad.hechos[1].carga["techos"] == {"41-119": "1.00", "20-210": "2.00"}


@pytest.mark.parametrize(("clave", "centavos"), [("41-113", -1), ("4113", 5), ("41-11a", 5)])
def test_fijar_rechaza_lo_imposible(clave, centavos):
    unidad = UnidadEnMemoria()
    with pytest.raises(MontoInvalido):
        fijar(contexto_de_prueba(), unidad, {clave: Dinero(centavos)})
    assert unidad.techos.filas == []


def test_se_importa_en_una_columna_o_en_dos():
    unidad = UnidadEnMemoria()
    pedir(unidad, "Fuente-organismo|Monto (Bs)", "41-113|1.000,50")
    r = pedir(unidad, "Fuente|Organismo|Techo", "41|113|1000,50", "41|119|Bs 2.000")
    assert (r.creadas, r.repetidas) == (1, 1)
    assert montos_de(unidad.techos.filas) == {
        "41-113": Dinero.de("1000.50"),
        "41-119": Dinero.de(2000),
    }
    assert unidad.hechos[-1].que == "techos.importados"


def test_otro_monto_se_rechaza_y_no_cambia():
    unidad = UnidadEnMemoria()
    pedir(unidad, "Fuente-organismo|Monto", "41-113|1000")
    r = pedir(unidad, "Fuente-organismo|Monto", "41-113|900", "41113|5", "|7")
    assert [(x.fila, x.columna) for x in r.rechazadas] == [
        (2, "Monto"),
        (3, "Fuente-organismo"),
        (4, "Fuente"),
    ]
    assert montos_de(unidad.techos.filas) == {"41-113": Dinero.de(1000)}


def test_la_procedencia_y_lo_simulado_viajan_con_el_monto():
    unidad = UnidadEnMemoria()
    pedir(
        unidad,
        "Fuente|Organismo|Techo|Fuente del dato|Simulado",
        "41|113|1000|Directrices 2027|no",
        "41|119|500||sí",
    )
    pedir(unidad, "Fuente|Organismo|Techo", "20|210|7")
    assert [(t.procedencia, t.simulado) for t in unidad.techos.filas] == [
        ("Directrices 2027", False), ("", True), ("", False),
    ]  # fmt: skip
