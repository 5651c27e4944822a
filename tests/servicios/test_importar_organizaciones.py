"""Importar organizaciones contra una unidad en memoria."""

from nucleo.dominio.organizaciones import Area, Lengua, TipoDeOrganizacion
from nucleo.dominio.personas import Personas
from nucleo.pruebas import UnidadEnMemoria, contexto_de_prueba
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.organizaciones import importar


def pedir(unidad, *filas, **opciones):
    hoja = Planilla("o.csv", [(n, f.split("|")) for n, f in enumerate(filas, 1)])
    return importar(contexto_de_prueba(), unidad, hoja, **opciones)


def test_entran_con_su_gente_y_sus_carencias():
    unidad = UnidadEnMemoria()
    r = pedir(
        unidad,
        "Nombre de la OTB|Tipo|Distrito|Área|Mujeres|Hombres|Sin agua (%)|Fuente",
        "Ch'alla Pampa|Barrio|3|Urbano|1.200|980|45,5 %|INE 2024",
        "Nueva Esperanza|||||||",
    )
    assert (r.creadas, r.rechazadas) == (2, [])
    una, otra = unidad.organizaciones.filas
    assert (una.nombre, una.clave) == ("Ch’alla Pampa", "challa pampa")
    assert (una.tipo, una.area) == (TipoDeOrganizacion.JUNTA, Area.URBANA)
    assert una.poblacion == Personas(1200, 980)
    assert una.carencias == {"agua": 45.5}
    assert (otra.tipo, otra.poblacion) == (TipoDeOrganizacion.COMUNIDAD, None)
    assert unidad.hechos[0].que == "organizaciones.importadas"


def test_la_lengua_se_lee_como_se_escribe_y_no_es_obligatoria():
    unidad = UnidadEnMemoria()
    r = pedir(unidad, "OTB|Idioma", "A|Qhichwa", "B|aimara", "C|", "D|klingon", parcial=True)
    assert [o.idioma for o in unidad.organizaciones.filas] == [Lengua.QUECHUA, Lengua.AYMARA, None]
    assert [x.columna for x in r.rechazadas] == ["Idioma"]


def test_reimportar_no_duplica_y_cambiar_un_dato_se_rechaza():
    unidad = UnidadEnMemoria()
    pedir(unidad, "OTB|Mujeres", "Cañada|10")
    assert pedir(unidad, "OTB|Mujeres", "CANADA|10").repetidas == 1
    r = pedir(unidad, "OTB|Mujeres", "CA¿ADA|11")
    assert [(x.columna, x.valor) for x in r.rechazadas] == [("Mujeres", "11")]


def test_la_enie_perdida_se_repara_y_se_dice():
    unidad = UnidadEnMemoria()
    r = pedir(unidad, "OTB|Fuente", "PE¿AS|x")
    assert unidad.organizaciones.filas[0].nombre == "PEÑAS"
    assert any("PEÑAS" in str(a) for a in r.avisos)


def test_cada_celda_mala_es_un_rechazo_y_la_fila_cuenta_una_vez():
    unidad = UnidadEnMemoria()
    r = pedir(unidad, "OTB|Tipo|Mujeres|Sin agua", "A|club|-3|140", "B|||", "!!|||", parcial=True)
    assert [x.columna for x in r.rechazadas] == ["Tipo", "Mujeres", "Sin agua", "OTB"]
    assert (r.leidas, r.creadas, r.filas_rechazadas) == (3, 1, 2)
