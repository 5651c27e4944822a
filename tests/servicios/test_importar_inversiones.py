"""Importar el historial de inversión."""

from nucleo.dominio.dinero import Dinero
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba, organizacion_de_prueba
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.inversiones import importar


def pedir(unidad, *filas, **opciones):
    hoja = Planilla("i.csv", [(n, f.split("|")) for n, f in enumerate(filas, 1)])
    return importar(contexto_de_prueba(), unidad, hoja, **opciones)


def test_entra_con_otb_o_sin_ella_y_no_se_duplica():
    unidad = UnidadEnMemoria()
    canada = organizacion_de_prueba("Cañada")
    unidad.organizaciones.agregar(canada)
    filas = (
        "Comunidad|Año|Obra|Monto ejecutado|Simulado",
        "CA¿ADA|2024|Puente|10.000|",
        "|2024|Puente|5.000|sí",
    )
    assert pedir(unidad, *filas).creadas == 2
    una, otra = unidad.inversiones.filas
    assert (una.organizacion_id, una.monto, una.simulada) == (canada.id, Dinero.de(10000), False)
    assert (otra.organizacion_id, otra.simulada) == (None, True)
    assert pedir(unidad, *filas).repetidas == 2
    assert [h.que for h in unidad.hechos] == ["inversiones.importadas"]


def test_otro_monto_una_gestion_imposible_y_un_monto_en_cero():
    unidad = UnidadEnMemoria()
    pedir(unidad, "Gestión|Proyecto|Monto", "2024|Puente|10")
    r = pedir(unidad, "Gestión|Proyecto|Monto", "2024|PUENTE|11", "24|Riego|1", "2024|Riego|0")
    assert [x.columna for x in r.rechazadas] == ["Monto", "Gestión", "Monto"]
    assert len(unidad.inversiones.filas) == 1
