"""XLSX: lo que Excel guarda de verdad y lo que alguien arma para hacer daño."""

import subprocess
import sys
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from nucleo.dominio.errores import ArchivoIlegible
from nucleo.dominio.lectura import dinero, fecha
from nucleo.planillas.excel import en_texto
from nucleo.planillas.lectura import leer
from nucleo.planillas.limites import Limites

ESPACIO = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BASE = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook {ESPACIO} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def hoja(celdas):
    return f"<worksheet {ESPACIO}><sheetData>{celdas}</sheetData></worksheet>"


def armar(ruta, celdas=""):
    miembros = BASE | {"xl/worksheets/sheet1.xml": hoja(celdas)}
    with zipfile.ZipFile(ruta, "w", zipfile.ZIP_DEFLATED) as libro:
        for nombre, xml in miembros.items():
            libro.writestr(nombre, xml)
    return ruta


def motivo(ruta, limites=None):
    with pytest.raises(ArchivoIlegible) as error:
        leer(ruta, limites or Limites())
    return str(error.value.datos["motivo"])


def test_lee_la_primera_hoja_visible_con_datos(tmp_path):
    ruta = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(ruta) as libro:
        libro.add_worksheet("Vacía")
        oculta = libro.add_worksheet("Oculta")
        oculta.write(0, 0, "no")
        oculta.hide()
        datos = libro.add_worksheet("Datos")
        datos.write_row(2, 1, ["OTB", "Costo", "Fecha", "Sí"])
        formato = libro.add_format({"num_format": "dd/mm/yyyy"})
        datos.write(4, 1, "Cañada")
        datos.write(4, 2, 1234.5)
        datos.write_datetime(4, 3, datetime(2026, 7, 12), formato)  # noqa: DTZ001 - Excel no sabe de husos
        datos.write(4, 4, bool(datos))
        datos.write_formula(5, 2, "=C5*2", value=2469)
        datos.write_blank(900, 80, None, formato)
    assert leer(ruta).renglones == [
        (3, ["", "OTB", "Costo", "Fecha", "Sí"]),
        (5, ["", "Cañada", "1234,5", "2026-07-12", "sí"]),
        (6, ["", "", "2469"]),
    ]


@pytest.mark.parametrize(
    ("valor", "texto"),
    [
        (1500.0, "1500"),
        (1.567, "1,5670"),
        (0.1 + 0.2, "0,3"),
        (1e6, "1000000"),
        (1.5e-3, "0,0015"),
        (-12.25, "-12,25"),
        (1234567.89, "1234567,89"),
        (date(2026, 7, 12), "2026-07-12"),
    ],
)
def test_un_numero_nativo_se_escribe_sin_dudas(valor, texto):
    assert en_texto(valor) == texto


def test_lo_nativo_se_lee_exacto():
    assert str(dinero(en_texto(1234567.89))) == "1234567.89"
    assert fecha(en_texto(datetime(2026, 7, 12))) == date(2026, 7, 12)  # noqa: DTZ001 - como lo da calamine


def test_un_libro_minimo_se_lee(tmp_path):
    ruta = armar(tmp_path / "a.xlsx", "<row r='3'><c r='B3'><v>1.5</v></c></row>")
    assert leer(ruta).renglones == [(3, ["", "1,5"])]


@pytest.mark.parametrize("valor", ["", "<v/>", "<v></v>"])
def test_una_formula_sin_calcular_no_pasa_por_vacia(tmp_path, valor):
    ruta = armar(tmp_path / "a.xlsx", f"<row><c r='A1'><f>1+1</f>{valor}</c></row>")
    assert "sin calcular" in motivo(ruta)


def test_una_formula_sin_calcular_no_pasa_por_cero(tmp_path):
    ruta = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(ruta) as libro:
        libro.add_worksheet().write_formula(0, 0, "=1+1")
    assert "sin calcular" in motivo(ruta)


def test_una_formula_calculada_puede_dar_un_texto_vacio(tmp_path):
    celdas = "<c r='A1' t='str'><f>x</f><v></v></c><c r='B1'><f>y</f><v>0</v></c>"
    assert leer(armar(tmp_path / "a.xlsx", f"<row r='1'>{celdas}</row>")).renglones == [
        (1, ["", "0"])
    ]


def test_sin_datos_en_ninguna_hoja(tmp_path):
    assert "ninguna hoja" in motivo(armar(tmp_path / "a.xlsx"))


def test_un_zip_cualquiera(tmp_path):
    ruta = tmp_path / "a.xlsx"
    with zipfile.ZipFile(ruta, "w") as libro:
        libro.writestr("foto.xml", "x")
    assert "no un libro" in motivo(ruta)


@pytest.mark.parametrize("corte", [10, 200, 700])
def test_un_libro_cortado(tmp_path, corte):
    ruta = armar(tmp_path / "a.xlsx", "<row><c><v>1</v></c></row>")
    ruta.write_bytes(ruta.read_bytes()[:-corte])
    assert "dañado" in motivo(ruta)


def test_un_xml_roto(tmp_path):
    assert "dañado" in motivo(armar(tmp_path / "a.xlsx", "<row><c>"))


def test_entidades(tmp_path):
    bomba = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        + hoja("<row><c t='inlineStr'><is><t>&b;</t></is></c></row>")
    )
    ruta = tmp_path / "a.xlsx"
    miembros = BASE | {"xl/worksheets/sheet1.xml": bomba}
    with zipfile.ZipFile(ruta, "w") as libro:
        for nombre, xml in miembros.items():
            libro.writestr(nombre, xml)
    assert "entidades" in motivo(ruta)


def test_una_cuenta_mentirosa_no_reserva_memoria(tmp_path):
    ruta = armar(tmp_path / "a.xlsx", "<row><c t='s'><v>0</v></c></row>")
    with zipfile.ZipFile(ruta, "a") as libro:
        frases = f'<sst {ESPACIO} count="1" uniqueCount="99999999999"><si><t>a</t></si></sst>'
        libro.writestr("xl/sharedStrings.xml", frases)
    assert "dañado" in motivo(ruta)


def test_valores_anidados_no_enganian_a_la_cuenta(tmp_path):
    anidadas = "<row><c t='inlineStr'><is><t>" + f"{'a' * 4000}<v/>" * 9 + "</t></is></c></row>"
    assert "dañado" in motivo(armar(tmp_path / "a.xlsx", anidadas))


def test_una_codificacion_inventada(tmp_path):
    ruta = tmp_path / "a.xlsx"
    declarado = "<?xml version='1.0' encoding='inventada'?>" + hoja("<row><c><v>1</v></c></row>")
    with zipfile.ZipFile(ruta, "w") as libro:
        for nombre, xml in (BASE | {"xl/worksheets/sheet1.xml": declarado}).items():
            libro.writestr(nombre, xml)
    assert leer(ruta).renglones == [(1, ["1"])]


def test_una_celda_en_el_confin_no_reserva_todo_el_rectangulo(tmp_path):
    lejos = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
    assert "filas" in motivo(armar(tmp_path / "a.xlsx", lejos.format(1048576, "A")))
    assert "columnas" in motivo(armar(tmp_path / "b.xlsx", lejos.format(2, "XFD")))
    limites = Limites(celdas=1000)
    assert "celdas" in motivo(armar(tmp_path / "c.xlsx", lejos.format(100, "Z")), limites)


def test_filas_y_columnas_sin_referencia_tambien_cuentan(tmp_path):
    muchas = "<row><c><v>1</v></c></row>" * 30
    assert "filas" in motivo(armar(tmp_path / "a.xlsx", muchas), Limites(filas=20))
    anchas = "<row>" + "<c><v>1</v></c>" * 30 + "</row>"
    assert "columnas" in motivo(armar(tmp_path / "b.xlsx", anchas), Limites(columnas=20))


def test_una_celda_de_un_mega(tmp_path):
    larga = f"<row><c t='inlineStr'><is><t>{'a' * 1_000_000}</t></is></c></row>"
    assert "5000 caracteres" in motivo(armar(tmp_path / "a.xlsx", larga))


def test_una_frase_compartida_por_muchas_celdas_se_suma(tmp_path):
    frase = f"<sst {ESPACIO}><si><t>{'a' * 1000}</t></si></sst>"
    celdas = "<row>" + "<c t='s'><v>0</v></c>" * 100 + "</row>"
    ruta = armar(tmp_path / "a.xlsx", celdas * 10)
    with zipfile.ZipFile(ruta, "a") as libro:
        libro.writestr("xl/sharedStrings.xml", frase)
    assert "demasiado texto" in motivo(ruta, Limites(texto=500_000))


def test_un_zip_que_miente_sobre_su_tamanio(tmp_path):
    """El directorio declara 100 octetos; adentro hay 40 MB."""
    ruta = armar(tmp_path / "a.xlsx", "<row><c><v>" + " " * 40_000_000 + "</v></c></row>")
    datos = bytearray(ruta.read_bytes())
    directorio = datos.rindex(b"xl/worksheets/sheet1.xml") - 46
    datos[directorio + 24 : directorio + 28] = (100).to_bytes(4, "little")
    ruta.write_bytes(datos)
    assert "dañado" in motivo(ruta)


def test_una_bomba_se_rechaza_por_lo_que_declara(tmp_path):
    ruta = armar(tmp_path / "a.xlsx", " " * 100_000_000)
    assert ruta.stat().st_size < 1_000_000
    assert "crece demasiado" in motivo(ruta)


def test_una_bomba_que_cabe_en_lo_declarado_se_corta_por_su_razon(tmp_path):
    assert "crece demasiado" in motivo(armar(tmp_path / "a.xlsx", " " * 20_000_000))


GUION = """
import resource, sys
from pathlib import Path
from nucleo.dominio.errores import ArchivoIlegible
from nucleo.planillas.lectura import leer
antes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    leer(Path(sys.argv[1]))
except ArchivoIlegible:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - antes)
"""


@pytest.mark.parametrize("celdas", ["bomba", "confin"])
def test_lo_hostil_no_gasta_memoria_del_proceso(tmp_path, celdas):
    confin = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    ruta = armar(tmp_path / "a.xlsx", {"bomba": " " * 120_000_000, "confin": confin}[celdas])
    listo = subprocess.run(
        [sys.executable, "-c", GUION, ruta], capture_output=True, text=True, check=True
    )
    assert int(listo.stdout) < 128 * 1024, "kB"


def test_una_celda_con_error_no_se_lee_como_vacia(tmp_path):
    ruta = tmp_path / "poa.xlsx"
    with xlsxwriter.Workbook(ruta) as libro:
        hoja_ = libro.add_worksheet()
        hoja_.write_row(0, 0, ["Denominación", "Monto"])
        for fila, error in enumerate(("#DIV/0!", "#REF!", "#N/A"), 1):
            hoja_.write(fila, 0, "Puente")
            hoja_.write_formula(fila, 1, "=A9/0", None, error)
    leidas = [celdas for _, celdas in leer(ruta).renglones]
    assert leidas[1:] == [["Puente", "#DIV/0!"], ["Puente", "#REF!"], ["Puente", "#N/A"]]
