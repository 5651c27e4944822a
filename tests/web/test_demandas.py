"""La lista de demandas: filtros, orden, páginas y descargas."""

import io
import re
from datetime import UTC, datetime

import pytest
from python_calamine import CalamineWorkbook

from nucleo.dominio.dinero import Dinero
from nucleo.planillas.escritura import protegida
from nucleo.web import formato


def codigos(respuesta):
    return re.findall(r'<a href="/villa-tunari/demandas/(\d{4}-\d{4})">', respuesta.text)


@pytest.mark.parametrize(
    ("filtro", "cuantas"),
    [
        ("", 60),
        ("sector=agua", 15),
        ("estado=en_poa", 20),
        ("pedida_por=mujeres", 15),
        ("texto=PUENTE", 15),
        ("texto=sindicato+agrario+12", 2),
        ("sector=agua&estado=en_poa", 5),
        ("texto=nada+de+esto", 0),
        ("sector=inventado", 0),
    ],
)
def test_filtra(cliente, filtro, cuantas):
    respuesta = cliente.get(f"/villa-tunari/demandas?{filtro}")
    assert respuesta.status_code == 200
    assert f">{cuantas} demanda" in respuesta.text
    assert len(codigos(respuesta)) == min(25, cuantas)


def test_el_filtro_queda_puesto_en_el_formulario(cliente):
    pagina = cliente.get("/villa-tunari/demandas?sector=agua&texto=agua").text
    assert '<option value="agua" selected>' in pagina
    assert 'value="agua">' in pagina


def test_ordena_por_columna_y_lo_dice(cliente):
    sube = cliente.get("/villa-tunari/demandas?orden=costo")
    baja = cliente.get("/villa-tunari/demandas?orden=-costo")
    assert codigos(sube)[0] == "2027-0001"
    assert codigos(baja)[0] == "2027-0060"
    assert 'aria-sort="ascending"><a href="?orden=-costo">' in sube.text
    assert 'aria-sort="descending"><a href="?orden=costo">' in baja.text
    assert sube.text.count("aria-sort") == 1


def test_un_orden_inventado_no_rompe(cliente):
    respuesta = cliente.get("/villa-tunari/demandas?orden=clave_secreta")
    assert codigos(respuesta)[0] == "2027-0001"


def test_las_paginas_conservan_el_filtro(cliente):
    primera = cliente.get("/villa-tunari/demandas?orden=-costo&estado=en_espera")
    assert "Página 1 de 2" in primera.text
    siguiente = re.search(r'rel="next" href="([^"]+)"', primera.text).group(1)
    assert siguiente == "?orden=-costo&amp;estado=en_espera&amp;pagina=2"
    segunda = cliente.get("/villa-tunari/demandas" + siguiente.replace("&amp;", "&"))
    assert not set(codigos(primera)) & set(codigos(segunda))
    assert len(codigos(primera)) + len(codigos(segunda)) == 40


def test_lo_simulado_se_dice(cliente):
    lista = cliente.get("/villa-tunari/demandas?texto=numero+2").text
    assert '<span class="et simulado">simulado</span>' in lista
    simulada = cliente.get("/villa-tunari/demandas/2027-0002").text
    assert "Dato simulado" in simulada
    real = cliente.get("/villa-tunari/demandas/2027-0003").text
    assert "Dato simulado" not in real
    assert "POA 2010, línea 12" in real


def test_la_ficha_explica_su_puesto(cliente):
    pagina = cliente.get("/villa-tunari/demandas/2027-0030").text
    assert "Puesto 30, con 3,23 puntos de 100." in pagina
    assert "No alcanza: faltan Bs\u00a012.000,00." in pagina
    assert "Población beneficiada" in pagina
    assert "este criterio le da la mitad de los puntos" in pagina
    assert "Registrada" in pagina


def test_csv_con_el_filtro_y_sin_formulas(cliente):
    respuesta = cliente.get("/villa-tunari/demandas.csv?estado=en_poa")
    assert respuesta.mimetype == "text/csv"
    assert "villa-tunari-demandas-2027.csv" in respuesta.headers["Content-Disposition"]
    texto = respuesta.data.decode("utf-8-sig")
    assert respuesta.data.startswith(b"\xef\xbb\xbf")
    lineas = texto.splitlines()
    assert len(lineas) == 21
    assert lineas[0].startswith("Código;Demanda;Organización")
    assert "'=1+1 OTB 2" in texto
    assert "25000,00" in lineas[2]


@pytest.mark.parametrize("celda", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "  =1", "\r=1"])
def test_ninguna_celda_se_ejecuta(celda):
    assert protegida(celda).startswith("'")


def test_xlsx_con_textos_y_numeros(cliente):
    respuesta = cliente.get("/villa-tunari/demandas.xlsx?sector=educacion")
    filas = CalamineWorkbook.from_filelike(io.BytesIO(respuesta.data)).get_sheet_by_index(0)
    datos = filas.to_python()
    assert datos[0][:3] == ["Código", "Demanda", "Organización"]
    assert len(datos) == 16
    assert datos[1][2] == "=1+1 OTB 2"
    assert datos[1][10] == 25000.0


def test_la_matriz_se_descarga_entera(cliente):
    texto = cliente.get("/villa-tunari/matriz.csv").data.decode("utf-8-sig")
    assert len(texto.splitlines()) == 61
    assert "Población beneficiada" in texto.splitlines()[0]
    assert cliente.get("/villa-tunari/matriz.xlsx").status_code == 200


def test_la_matriz_y_el_poa_dicen_lo_suyo(cliente):
    matriz = cliente.get("/villa-tunari/matriz").text
    assert "ab" * 32 in matriz
    assert "lista_con_techo" in matriz
    assert "Calificada, sin publicar" in matriz
    poa = cliente.get("/villa-tunari/poa").text
    assert "Coparticipación tributaria" in poa
    coparticipacion, idh = poa.index("41-113"), poa.index("41-119")
    assert "simulado" not in poa[coparticipacion:idh], "solo lo simulado lo dice"
    assert "POA anterior" in poa[idh:]
    assert "simulado" in poa[idh : idh + 200]
    assert "Entran: 20" in poa
    assert "Quedan en espera: 40" in poa
    assert "No alcanza" not in poa
    assert "No alcanza" in cliente.get("/villa-tunari/poa?ver=espera").text


def test_el_formato_es_el_de_bolivia():
    assert formato.entero(1234567) == "1.234.567"
    assert formato.decimal(1234.5) == "1.234,50"
    assert formato.dinero(Dinero.de("1234567.50")) == "Bs\u00a01.234.567,50"
    assert formato.redondo(Dinero.de("1234567.50")) == "Bs\u00a01.234.568"
    assert formato.porcentaje(1, 0) == "—"
    noche = datetime(2026, 8, 7, 2, 30, tzinfo=UTC)
    assert formato.momento(noche) == "6 de agosto de 2026, 22:30"
    assert formato.fecha(None) == "—"
