"""El POA por la consola: el de 2010 de Villa Tunari va y vuelve, y se prioriza como ejercicio."""

import csv

import pytest

from nucleo.arranque import RAIZ
from nucleo.planillas.lectura import leer

POA_2010 = RAIZ / "configuraciones" / "demo" / "villa-tunari" / "poa-2010.csv"
CUARTO_DE_2025 = "9163727.38"
"""Un cuarto de la inversión que el municipio ejecutó en 2025 (MEFP)."""


def bien(tinkuy, *orden):
    corrida = tinkuy("poa", *orden)
    assert corrida.codigo == 0, corrida.errores
    return corrida


@pytest.fixture
def con_poa(cargados):
    corrida = bien(cargados, "importar", "villa-tunari", 2010, POA_2010, "--historico")
    assert "53 líneas, Bs 22.669.786,00. Entran 53, salen 0, cambian 0." in corrida.salida
    return cargados


def test_el_poa_2010_entra_entero_sale_igual_y_dice_lo_que_no_trae(con_poa, tmp_path):
    ida, vuelta = tmp_path / "ida.xlsx", tmp_path / "vuelta.xlsx"
    bien(con_poa, "exportar", "villa-tunari", 2010, ida)
    repetida = bien(con_poa, "importar", "villa-tunari", 2010, ida)
    assert "Entran 0, salen 0, cambian 0. Sin diferencia." in repetida.salida
    bien(con_poa, "importar", "shinahota", 2010, ida, "--historico")
    bien(con_poa, "exportar", "shinahota", 2010, vuelta)
    assert leer(ida).renglones == leer(vuelta).renglones
    with POA_2010.open(encoding="utf-8", newline="") as abierto:
        fuente = list(csv.DictReader(abierto, delimiter=";"))
    mostrado = bien(con_poa, "mostrar", "shinahota", 2010, "--json").json
    assert [
        (x["programa"], x["proyecto"], x["actividad"], x["denominacion"], x["objeto"], x["monto"])
        for x in mostrado["lineas"]
    ] == [
        (f["programa"], f["proyecto"], f["actividad"], f["denominacion"], f["objeto_del_gasto"],
         f"{f['monto']}.00")
        for f in fuente
    ]  # fmt: skip
    assert {x["fuente"] + x["organismo"] + x["objetivo"] for x in mostrado["lineas"]} == {""}
    faltas = {f["clave"]: f for f in mostrado["faltas"]}
    assert len(faltas["fuente"]["lineas"]) == 53
    assert not any(f["impide"] for f in mostrado["faltas"])


def test_el_ejercicio_dice_que_entra_y_no_escribe_nada(con_poa):
    antes = bien(con_poa, "mostrar", "villa-tunari", 2010, "--json").salida
    orden = ("ejercicio", "villa-tunari", 2010, "--techo", CUARTO_DE_2025)
    hecho = bien(con_poa, *orden, "--json").json
    assert (hecho["techo"], hecho["fuente_organismo"]) == (CUARTO_DE_2025, "no declarada")
    assert hecho["simulado"] is True
    entran = [r for r in hecho["renglones"] if r["entra"]]
    compiten = [r for r in hecho["renglones"] if r["puesto"]]
    assert (len(compiten), len(hecho["renglones"])) == (51, 53)
    centavos = sum(int(r["monto"].replace(".", "")) for r in entran)
    assert centavos == int(hecho["usado"].replace(".", "")) <= 916372738
    fuera = [r for r in compiten if not r["entra"]]
    assert fuera
    for r in fuera:  # ninguna de las que no entraron cabía en lo que quedaba
        assert int(r["monto"].replace(".", "")) > 916372738 - centavos
    tabla = bien(con_poa, *orden)
    assert "Entran" in tabla.salida
    assert "ejercicio con techo simulado" in tabla.salida
    assert "EJERCICIO" in tabla.errores
    assert "no declarada" in tabla.errores
    assert bien(con_poa, "mostrar", "villa-tunari", 2010, "--json").salida == antes


def test_los_pasos_por_consola_y_sus_negativas(con_poa, tmp_path):
    temprano = con_poa("poa", "avanzar", "villa-tunari", 2010, "aprobar", "--constancia", "x")
    assert temprano.codigo == 1
    assert "Anteproyecto" in temprano.errores
    assert "Presentado" in bien(con_poa, "avanzar", "villa-tunari", 2010, "presentar").salida
    otra = con_poa("poa", "importar", "villa-tunari", 2010, POA_2010)
    assert otra.codigo == 1
    assert "abra una versión nueva" in otra.errores
    bien(con_poa, "importar", "villa-tunari", 2010, POA_2010, "--nueva-version")
    assert bien(con_poa, "mostrar", "villa-tunari", 2010, "--json").json["version"] == 2
    hostil = tmp_path / "poa.xlsx"
    hostil.write_bytes(b"PK\x03\x04no")
    mala = con_poa("poa", "importar", "chimore", 2010, hostil)
    assert mala.codigo == 1
    assert con_poa("poa", "mostrar", "villa-tunari", 2011).codigo == 1
