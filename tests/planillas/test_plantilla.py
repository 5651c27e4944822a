"""El viaje entero: la plantilla del municipio se escribe, se llena y se importa."""

import io
import zipfile
from dataclasses import replace

import pytest

from nucleo.dominio.organizaciones import TipoDeOrganizacion
from nucleo.dominio.sectores import Sector
from nucleo.planillas.escritura import escribir_csv, escribir_xlsx
from nucleo.planillas.lectura import leer
from nucleo.pruebas import (
    UnidadEnMemoria,
    conjunto_de,
    contexto_de_prueba,
    organizacion_de_prueba,
)
from nucleo.servicios.demandas import importar, plantilla
from nucleo.servicios.plantillas import ColumnaDeHoja, Hoja

SECTORES = (Sector("salud", "Salud"), Sector("educacion", "Educación"))


@pytest.fixture
def unidad():
    unidad = UnidadEnMemoria()
    unidad.organizaciones.agregar(organizacion_de_prueba("Ñuflo de Chávez"))
    unidad.organizaciones.agregar(organizacion_de_prueba("=Barrio", tipo=TipoDeOrganizacion.JUNTA))
    return unidad


def hojas(unidad):
    return plantilla(contexto_de_prueba(), unidad, conjunto_de(), SECTORES)


def importado(unidad, ruta, contenido):
    ruta.write_bytes(contenido)
    return importar(contexto_de_prueba(), unidad, conjunto_de(), SECTORES, leer(ruta))


def test_trae_dos_renglones_por_otb_listas_y_explicaciones(unidad):
    demandas, instrucciones = hojas(unidad)
    assert [f[0] for f in demandas.filas] == ["=Barrio"] * 2 + ["Ñuflo de Chávez"] * 2
    assert [f[-1] for f in demandas.filas] == [1, 2, 1, 2]
    assert demandas.columnas[3].nombre == "Prioridad"
    assert all(c.nota for c in demandas.columnas)
    assert demandas.listas["sector"] == ["Educación", "Salud"]
    assert len(instrucciones.filas) > len(demandas.columnas)


def test_el_libro_tiene_listas_desplegables_y_ninguna_formula(unidad):
    libro = zipfile.ZipFile(io.BytesIO(escribir_xlsx(hojas(unidad))))
    hoja = libro.read("xl/worksheets/sheet1.xml").decode()
    assert hoja.count("<dataValidation ") == 5
    assert "Listas!$A$1:$A$2" in hoja
    assert "<f>" not in hoja
    assert 'state="frozen"' in hoja
    assert 'name="Listas" sheetId="3" state="hidden"' in libro.read("xl/workbook.xml").decode()


def test_en_blanco_no_importa_nada_y_no_es_un_error(unidad, tmp_path):
    r = importado(unidad, tmp_path / "p.xlsx", escribir_xlsx(hojas(unidad)))
    assert (r.leidas, r.rechazadas) == (0, [])
    assert not any("no se conoce" in str(a) for a in r.avisos)


def test_llena_se_importa(unidad, tmp_path):
    demandas, instrucciones = hojas(unidad)
    filas = [[*f] for f in demandas.filas]
    filas[0][1:3] = ["Sede social", "1.500,50"]
    filas[3][1:3] = ["Posta de salud", 250]
    filas[3] += ["Salud", 30, 20]
    llena = escribir_xlsx([replace(demandas, filas=filas), instrucciones])
    r = importado(unidad, tmp_path / "p.xlsx", llena)
    assert (r.leidas, r.creadas) == (2, 2)
    sede, posta = unidad.demandas.filas
    assert (str(sede.costo), sede.prioridad) == ("1500.50", 1)
    assert (posta.sector, posta.prioridad, posta.beneficiarios.total) == ("salud", 2, 50)


def test_los_rechazos_se_escriben_se_corrigen_y_se_importan(unidad, tmp_path):
    escrito = escribir_csv([["OTB", "Demanda", "Costo"], ["=Barrio", "Sede", "mucho"]])
    r = importado(unidad, tmp_path / "a.csv", escrito)
    assert r.filas_rechazadas == 1
    rechazos = escribir_csv(r.planilla_de_rechazos()).replace(b"mucho", b"100", 1)
    assert importado(unidad, tmp_path / "R.csv", rechazos).creadas == 1


def test_ningun_texto_se_vuelve_formula_ni_enlace():
    hoja = Hoja("A", [ColumnaDeHoja("=1+1")], [["=1+1"], ["http://x.bo"], [5]])
    libro = zipfile.ZipFile(io.BytesIO(escribir_xlsx([hoja])))
    assert "<f>" not in libro.read("xl/worksheets/sheet1.xml").decode()
    assert not any("rels" in n and "sheet" in n for n in libro.namelist())
