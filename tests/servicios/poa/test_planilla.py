"""El POA va a una planilla y vuelve igual; la de un técnico se lee aunque venga sucia."""

import io
from datetime import datetime
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from nucleo.dominio.cambios_de_poa import comparar
from nucleo.dominio.dinero import Dinero
from nucleo.dominio.errores import ArchivoIlegible
from nucleo.dominio.identidad import nuevo_id
from nucleo.dominio.nombres import normalizar
from nucleo.dominio.poa import DECLARADOS, LineaDePoa
from nucleo.planillas.lectura import leer_contenido
from nucleo.planillas.poa import escribir_poa
from nucleo.servicios.columnas_de_poa import TITULOS, codigo
from nucleo.servicios.encabezados import Planilla
from nucleo.servicios.planilla_de_poa import filas_de, leer

HOSTILES = st.sampled_from(
    [
        "=1+1", '=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "{=1}",
        "'0011", "_x0041_", "CA¿ADA", "Ñuflo «Ch’alla»", "TOTAL", "Total general", "0",
        "1e5", "<b>&amp;",
        "\u202egnp", "sí", "true", "12/07/2026", "http://x.bo", "#N/A",
        "internal:A1", "-1x", "n/d", "👩🏽‍🌾 riego",
    ]
)  # fmt: skip
LIBRES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=60)
TEXTOS = (HOSTILES | LIBRES).map(normalizar)
NOMBRES = TEXTOS.filter(bool)
CODIGOS = (st.from_regex(r"[0-9]{1,14}", fullmatch=True) | HOSTILES).map(codigo)
MONTOS = st.integers(0, 10**17 - 1).map(Dinero)
ANIOS = st.dictionaries(st.integers(2027, 2031).map(str), MONTOS.map(str), max_size=3)
LINEAS = st.lists(
    st.fixed_dictionaries(
        {
            "denominacion": NOMBRES,
            "monto": MONTOS,
            "plurianual": ANIOS,
            "plurianual_total": st.none() | MONTOS,
            "simulada": st.booleans(),
            **dict.fromkeys(("distrito", "sin_objetivo", "nota", "procedencia"), TEXTOS),
            **dict.fromkeys(
                ("programa", "proyecto", "actividad", "sisin", "objeto", "fuente", "organismo",
                 "finalidad", "sector_economico", "unidad", "objetivo", "demanda"), CODIGOS,
            ),
        }
    ),
    min_size=1,
    max_size=4,
)  # fmt: skip


def linea(orden=1, **datos):
    datos = {"denominacion": f"Obra {orden}", "monto": Dinero.de(10), **datos}
    return LineaDePoa(nuevo_id(), orden, **datos)


def libro(lineas):
    return escribir_poa(TITULOS, filas_de(lineas), [("Ficha", [["POA", 1]])])


def hoja(filas, unir=()):
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida, {"in_memory": True}) as escrito:
        pagina = escrito.add_worksheet("POA")
        for numero, fila in enumerate(filas):
            pagina.write_row(numero, 0, fila)
        for rango, texto in unir:
            pagina.merge_range(rango, texto)
    return salida.getvalue()


def leida(contenido, nombre="poa.xlsx"):
    return leer(leer_contenido(nombre, contenido))


def test_cada_dato_que_se_declara_tiene_su_columna():
    leidos = leida(libro([linea(denominacion="Uno")])).lineas[0].datos()
    assert set(leidos) == set(DECLARADOS)


@settings(max_examples=40)
@given(LINEAS)
def test_exportar_importar_y_exportar_da_lo_mismo(datos):
    lineas = [linea(n, **d) for n, d in enumerate(datos, 1)]
    ida = libro(lineas)
    vuelta = leida(ida)
    assert not vuelta.importacion.rechazadas
    assert vuelta.propia
    assert [x.datos() for x in vuelta.lineas] == [x.datos() for x in lineas]
    assert libro(vuelta.lineas) == ida


def test_la_planilla_sucia_de_un_tecnico():
    filas = [
        ["GOBIERNO AUTÓNOMO MUNICIPAL DE VILLA TUNARI"],
        ["POA 2026 - ANTEPROYECTO"],
        ["Nro.", "PROG.", "PROY.", "ACT.", "DESCRIPCIÓN DEL PROYECTO", "PARTIDA", "FTE ORG",
         "PRESUPUESTO (Bs.)", "Color"],
        ["", "11", "", "", "SANEAMIENTO BÁSICO"],
        [1, "", "0001", "000", "CONST. SISTEMA AGUA CA¿ADA", 42230, "41-113", "1.234,50", "azul"],
        [2, "", "0002", "000", "MEJ. SISTEMA AGUA POTABLE", 42230, "No declarada", 1500.25],
        ["", "", "", "", "SUBTOTAL", "", "", 2734.75],
        [3, "0", "-1", "-1", "PROGRAMA CENTRAL", "", "41 / 119", "Bs 100"],
        ["TOTAL GENERAL", "", "", "", "", "", "", 9999],
    ]  # fmt: skip
    lectura = leida(hoja(filas, [("B5:B6", "11")]))
    assert not lectura.importacion.rechazadas
    assert [(x.programa, x.proyecto, x.actividad, x.denominacion, x.objeto, x.fuente_organismo,
             x.monto.monto) for x in lectura.lineas] == [
        ("11", "0001", "000", "CONST. SISTEMA AGUA CAÑADA", "42230", "41-113", Decimal("1234.50")),
        ("11", "0002", "000", "MEJ. SISTEMA AGUA POTABLE", "42230", "", Decimal("1500.25")),
        ("0", "", "", "PROGRAMA CENTRAL", "", "41-119", Decimal("100.00")),
    ]  # fmt: skip
    avisos = " ".join(map(str, lectura.importacion.avisos))
    for parte in ("«Color»", "fila 4", "fila 7", "fila 9", "9.999,00", "2.834,75", "CAÑADA"):
        assert parte in avisos


def test_la_suya_seguida_en_una_hoja_de_calculo():
    """Alguien agregó una suma al pie, una línea sin N.º y unió dos celdas; nada entra de más."""
    filas = filas_de([linea(n, programa="110", denominacion=f"Obra {n}") for n in (1, 2, 3)])
    filas[2][TITULOS.index("Denominación")] = "Total"  # una línea que se llama así
    filas = [[float(c) if isinstance(c, Decimal) else c for c in fila] for fila in filas]
    for fila in filas[:2]:
        fila[1] = ""
    nueva, total = [""] * len(TITULOS), [""] * len(TITULOS)
    for celdas, texto, monto in ((nueva, "Posta", 5), (total, "TOTAL GENERAL", 35)):
        celdas[TITULOS.index("Denominación")] = texto
        celdas[TITULOS.index("Monto (Bs)")] = monto
    lectura = leida(hoja([TITULOS, *filas, nueva, total], [("B2:B3", "110")]))
    assert lectura.propia
    assert not lectura.importacion.rechazadas
    assert [(x.programa, x.denominacion, str(x.monto)) for x in lectura.lineas] == [
        ("110", "Obra 1", "10.00"), ("110", "Obra 2", "10.00"), ("110", "Total", "10.00"),
        ("", "Posta", "5.00"),
    ]  # fmt: skip
    assert ["fila 6" in str(a) for a in lectura.importacion.avisos] == [True]


@pytest.mark.parametrize("columna", ["Programa", "Categoría programática"])
def test_un_codigo_vuelto_fecha_no_pasa_por_codigo(columna):
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida, {"in_memory": True}) as escrito:
        pagina = escrito.add_worksheet("POA")
        pagina.write_row(0, 0, [columna, "Denominación", "Monto"])
        formato = escrito.add_format({"num_format": "dd/mm/yy"})
        pagina.write_datetime(1, 0, datetime(2011, 3, 1), formato)  # noqa: DTZ001 - sin zona
        pagina.write_row(1, 1, ["Posta", 5])
    [rechazo] = leida(salida.getvalue()).importacion.rechazadas
    assert "es una fecha" in str(rechazo.motivo)


def test_proyecto_es_el_nombre_si_no_hay_otro():
    lectura = leida(
        hoja([["Proyecto", "Categoría Programática", "Total Bs"], ["Posta", "20 0001 000", 5]])
    )
    [leido] = lectura.lineas
    assert (leido.denominacion, leido.categoria) == ("Posta", "20-0001-000")


@pytest.mark.parametrize(
    ("celda", "motivo"),
    [("1,500", "ambiguo"), ("-5", "negativo"), ("mil", "número"), ("1.5e3", "número")],
)
def test_un_monto_dudoso_se_devuelve_con_su_motivo(celda, motivo):
    lectura = leida(f"denominación;monto\nPosta;{celda}\n".encode(), "poa.csv")
    assert motivo in str(lectura.importacion.rechazadas[0].motivo)
    assert not lectura.lineas


@pytest.mark.parametrize(
    "contenido", [b"PK\x03\x04basura", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"  "]
)
def test_un_archivo_hostil_se_rechaza(contenido):
    with pytest.raises(ArchivoIlegible):
        leida(contenido)


def test_cinco_mil_lineas_van_y_vuelven():
    lineas = [linea(n, denominacion=f"Obra {n}", monto=Dinero(n * 101)) for n in range(1, 5001)]
    vuelta = leida(libro(lineas))
    assert len(vuelta.lineas) == 5000
    assert comparar(lineas, vuelta.lineas) == []


@pytest.mark.parametrize("error", ["#DIV/0!", "#¡REF!", "#N/D", "Err:502"])
@pytest.mark.parametrize("donde", [0, 1])
def test_un_error_de_la_hoja_se_rechaza_y_no_pasa_por_titulo(error, donde):
    celdas = ["Puente", "500"]
    celdas[donde] = error
    filas = [(1, ["Denominación", "Monto"]), (2, celdas), (3, ["Escuela", "100"])]
    lectura = leer(Planilla("poa.csv", filas), parcial=True)
    [rechazada] = lectura.importacion.rechazadas
    assert rechazada.fila == 2
    assert f"la celda trae un error de la hoja de cálculo ({error})" in str(rechazada.motivo)
    assert [linea.denominacion for linea in lectura.lineas] == ["Escuela"]
