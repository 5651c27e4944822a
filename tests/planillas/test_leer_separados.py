"""CSV como llegan de verdad: codificaciones, separadores, títulos y basura."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.dominio.errores import ArchivoIlegible
from nucleo.planillas.escritura import escribir_csv
from nucleo.planillas.lectura import leer
from nucleo.planillas.limites import Limites


def de(tmp_path, contenido, nombre="a.csv", limites=None):
    ruta = tmp_path / nombre
    ruta.write_bytes(contenido)
    return leer(ruta, limites) if limites else leer(ruta)


def motivo(tmp_path, contenido, nombre="a.csv", limites=None):
    with pytest.raises(ArchivoIlegible) as error:
        de(tmp_path, contenido, nombre, limites)
    assert error.value.datos["archivo"] == nombre
    return str(error.value.datos["motivo"])


@pytest.mark.parametrize(
    "codificacion", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le-bom"]
)
@pytest.mark.parametrize("separador", [",", ";", "\t"])
def test_cualquier_codificacion_y_separador(tmp_path, codificacion, separador):
    texto = f"OTB{separador}Demanda\r\nCañada{separador}Construcción\r\n"
    if codificacion == "utf-16-le-bom":
        contenido = b"\xff\xfe" + texto.encode("utf-16-le")
    else:
        contenido = texto.encode(codificacion)
    hoja = de(tmp_path, contenido)
    assert hoja.renglones == [(1, ["OTB", "Demanda"]), (2, ["Cañada", "Construcción"])]


def test_comillas_y_apostrofo_tipografico_de_windows(tmp_path):
    assert de(tmp_path, "OTB;X\nCh’alla “dos”;1".encode("cp1252")).renglones[1][1][0] == (
        "Ch’alla “dos”"
    )


def test_los_montos_con_coma_no_confunden_al_separador(tmp_path):
    filas = "Demandas 2027\nOTB;Demanda;Costo\n" + "A, B y C;Uno, dos, tres;1.234,50\n" * 30
    hoja = de(tmp_path, filas.encode())
    assert hoja.renglones[2] == (3, ["A, B y C", "Uno, dos, tres", "1.234,50"])


def test_filas_y_columnas_vacias_conservan_el_numero_de_fila(tmp_path):
    hoja = de(tmp_path, b";;;;\nOTB;Costo;;;\n\n;;\n  ;\nA;1;;;;\n")
    assert hoja.renglones == [(2, ["OTB", "Costo"]), (6, ["A", "1"])]


def test_una_celda_con_saltos_de_linea_es_una_sola_fila(tmp_path):
    hoja = de(tmp_path, b'OTB;Demanda\nA;"una\nobra"\nB;otra\n')
    assert [n for n, _ in hoja.renglones] == [1, 2, 3]


def test_sep_de_excel(tmp_path):
    assert de(tmp_path, b"sep=|\r\nOTB|X\r\nA|1").renglones == [(2, ["OTB", "X"]), (3, ["A", "1"])]


@pytest.mark.parametrize(
    ("contenido", "nombre", "dice"),
    [
        (b"", "a.csv", "vacío"),
        (b"  \n \r\n", "a.csv", "vacío"),
        (b";;;\n;;;", "a.csv", "vacío"),
        (b"OTB;X\nA\x00;1", "a.csv", "no es un archivo de texto"),
        (b"\xff\xfeA", "a.csv", "no es un archivo de texto"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.csv", "no es un archivo de texto"),
        (b"%PDF-1.7\n\x01\x02", "a.csv", "no es un archivo de texto"),
        (b"<html><table>", "a.csv", "página web"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "a.xls", ".xls"),
        (b"PK\x03\x04" + b"x" * 99, "a.csv", "dice ser texto"),
        (b"OTB;X\nA;1", "a.xlsx", "dice ser un libro"),
        (b'OTB;X\nA;"sin cerrar\nB;2', "a.csv", "comillas de la fila 2"),
    ],
)
def test_lo_que_no_es_una_planilla_se_rechaza_con_su_motivo(tmp_path, contenido, nombre, dice):
    assert dice in motivo(tmp_path, contenido, nombre)


def test_un_archivo_que_no_esta(tmp_path):
    with pytest.raises(ArchivoIlegible):
        leer(tmp_path / "no.csv")


@pytest.mark.parametrize(
    ("contenido", "limites", "dice"),
    [
        (b"a;b\n" * 30, Limites(filas=20), "20 filas"),
        (b"a;" * 30, Limites(columnas=20), "20 columnas"),
        (b"a;b\n" * 500_000, Limites(bytes_=1024 * 1024), "1 MB"),
        (b"OTB;X\n" + b"a" * 6000 + b";1", Limites(), "fila 2"),
        (b"OTB;X\n" + b"a" * 1_000_000 + b";1", Limites(), "fila 2"),
    ],
)
def test_los_limites_cortan(tmp_path, contenido, limites, dice):
    assert dice in motivo(tmp_path, contenido, limites=limites)


def test_un_archivo_enorme_no_se_carga(tmp_path):
    ruta = tmp_path / "enorme.csv"
    with ruta.open("wb") as archivo:
        archivo.truncate(4 * 1024**3)
    tracemalloc.start()
    with pytest.raises(ArchivoIlegible):
        leer(ruta)
    _, maximo = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert maximo < 64 * 1024 * 1024


def test_las_formulas_son_texto_y_vuelven_protegidas(tmp_path):
    peligrosas = ['=HYPERLINK("http://x")', "+1+1", "-1+1", "@SUM(A1)", "\tcmd", "=1\r\n2"]
    escrito = escribir_csv([["OTB", "Demanda"], *(["A", p] for p in peligrosas)])
    for linea in escrito.decode("utf-8-sig").split("A;")[1:]:
        assert linea.lstrip('"').startswith("'")
    leido = de(tmp_path, escrito)
    assert [celdas[1] for _, celdas in leido.renglones[1:]] == peligrosas


def test_un_negativo_no_se_toca():
    assert b"A;-5" in escribir_csv([["A", "-5"]])
    assert b"A;-1.234,50" in escribir_csv([["A", "-1.234,50"]])


legible = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=20
)


@given(st.lists(st.tuples(legible, legible, legible), min_size=1, max_size=8))
def test_lo_que_se_escribe_se_lee_igual(tmp_path_factory, filas):
    esperadas = [("uno", "dos", "tres"), *filas]
    hoja = de(tmp_path_factory.mktemp("ida"), escribir_csv(esperadas))
    assert [tuple(celdas) for _, celdas in hoja.renglones] == esperadas


def test_el_apostrofo_propio_no_se_pierde(tmp_path):
    filas = [["OTB", "X"], ["'=1", "''@"]]
    assert [celdas for _, celdas in de(tmp_path, escribir_csv(filas)).renglones] == filas
