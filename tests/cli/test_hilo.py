"""El hilo entero por la consola: del alta de un municipio a la mesa del EDC."""

import re
from decimal import Decimal

import pytest

CRITERIO = {"clave", "nombre", "plugin", "crudo", "normalizado", "peso", "aporte"}
DEMANDA = {"puesto", "codigo", "titulo", "otb", "costo", "puntaje", "criterios", "entra", "motivo"}


def priorizar(tinkuy, municipio="villa-tunari", *opciones):
    corrida = tinkuy("priorizar", municipio, "--gestion", 2027, "--json", *opciones)
    assert corrida.codigo == 0, corrida.errores
    return corrida.json


def consolidar(tinkuy, region="uninominal-24"):
    corrida = tinkuy("region", "consolidar", region, "--gestion", 2027, "--json")
    assert corrida.codigo == 0, corrida.errores
    return corrida.json


def test_el_catalogo_cuadra(tinkuy):
    corrida = tinkuy("catalogo", "verificar")
    assert corrida.codigo == 0, corrida.errores
    assert "11365333" in corrida.salida
    assert "10059856" in corrida.salida


def test_alta_y_listado(instalada):
    assert instalada("municipio", "listar", "--json").json == {"municipios": []}
    assert instalada("municipio", "alta", "031003", "shinahota").codigo == 0
    repetida = instalada("municipio", "alta", "--departamento", "Cochabamba")
    assert "46. Ya lo estaban: 2" in repetida.salida
    municipios = instalada("municipio", "listar", "--json").json["municipios"]
    assert len(municipios) == 48 - 0
    villa = next(m for m in municipios if m["codigo_ine"] == "031003")
    assert (villa["slug"], villa["departamento"]) == ("villa-tunari", "Cochabamba")


def test_reimportar_no_duplica(cargados, planillas):
    corrida = cargados(
        "demandas", "importar", "villa-tunari", planillas / "demandas.csv", "--gestion", 2027,
        "--json",
    )  # fmt: skip
    assert corrida.json == {"leidas": 6, "creadas": 0, "repetidas": 6, "rechazadas": []}


def test_un_ensayo_no_escribe_y_da_siempre_lo_mismo(cargados):
    uno, otro = priorizar(cargados), priorizar(cargados)
    assert uno == otro
    assert cargados("priorizacion", "publicar", "villa-tunari", "--gestion", 2027).codigo == 1


def test_la_lista_se_explica_y_no_pasa_el_techo(cargados):
    lista = priorizar(cargados)
    assert set(lista) >= {"municipio", "gestion", "resumen", "techo", "usado", "demandas"}
    assert (lista["municipio"], lista["gestion"], lista["techo"]) == (
        "villa-tunari", 2027, "550000.00",
    )  # fmt: skip
    assert len(lista["demandas"]) == 5, "solo las dos primeras de cada OTB"
    assert [f["titulo"] for f in lista["fuera"]] == ["Cancha"]
    usado = sum(Decimal(d["costo"]) for d in lista["demandas"] if d["entra"])
    assert usado == Decimal(lista["usado"]) <= Decimal(lista["techo"])
    assert [d["puesto"] for d in lista["demandas"]] == [1, 2, 3, 4, 5]
    for demanda in lista["demandas"]:
        assert set(demanda) >= DEMANDA
        assert all(set(c) >= CRITERIO for c in demanda["criterios"])
        aportes = sum(round(c["aporte"] * 10_000) for c in demanda["criterios"])
        assert aportes == round(demanda["puntaje"] * 10_000)
        assert demanda["motivo"]


def test_lo_que_falta_se_dice_y_no_es_un_cero_callado(cargados):
    lista = priorizar(cargados)
    criterios = [c for d in lista["demandas"] for c in d["criterios"] if c["crudo"] is None]
    assert criterios, "el historial de inversión no se cargó"
    assert all(c["nota"] for c in criterios)


def test_los_pasos_van_en_orden_y_no_se_repiten(cargados):
    def paso(nombre, *opciones):
        return cargados("priorizacion", nombre, "villa-tunari", "--gestion", 2027, *opciones)

    assert paso("calificar").codigo == 1
    assert paso("congelar").codigo == 0
    repetido = paso("congelar")
    assert repetido.codigo == 1
    assert re.search(r"se dio el \d\d/\d\d/20\d\d, \d\d:\d\d y no", repetido.errores)
    assert paso("acordar", "--peso", "equidad.poblacion=9").codigo == 0
    assert paso("calificar").codigo == 0
    assert paso("publicar").codigo == 0
    assert paso("publicar").codigo == 1
    publicado = priorizar(cargados)
    otra_vez = cargados("priorizar", "villa-tunari", "--gestion", 2027)
    assert "Es lo que se publicó" in otra_vez.errores
    techo = cargados("techo", "fijar", "villa-tunari", "--gestion", 2027, "99-999=1000")
    assert "99-999 no está" in techo.errores
    assert "ya se publicó" in techo.errores
    assert priorizar(cargados, "villa-tunari", "--confirmar") == publicado
    assert publicado["pesos"]["equidad.poblacion"] == 9


def test_los_mismos_pedidos_con_plugins_distintos_dan_ordenes_distintos(cargados):
    villa, shinahota = priorizar(cargados), priorizar(cargados, "shinahota")
    assert [d["titulo"] for d in villa["demandas"]] != [d["titulo"] for d in shinahota["demandas"]]
    plugins = [
        {c["plugin"] for d in lista["demandas"] for c in d["criterios"]}
        for lista in (villa, shinahota)
    ]
    assert plugins[0] - plugins[1] == {"salud"}


def test_sin_parcial_no_entra_nada_y_con_parcial_vuelve_lo_malo(cargados, tmp_path):
    sucia, corregir = tmp_path / "sucia.csv", tmp_path / "corregir.csv"
    sucia.write_text(
        "OTB,Proyecto,Monto\nCa¿ada Alta,Puente,50000\nCh'aya Pampa,Pozo,gratis\n", "latin-1"
    )
    orden = ("demandas", "importar", "villa-tunari", sucia, "--gestion", 2027, "--json")
    entera = cargados(*orden)
    assert (entera.codigo, entera.json["creadas"]) == (1, 0)
    parcial = cargados(*orden, "--parcial", "--rechazos", corregir)
    assert parcial.codigo == 0
    assert (parcial.json["leidas"], parcial.json["creadas"]) == (2, 1)
    rechazos = {r["columna"]: r for r in parcial.json["rechazadas"]}
    assert {r["fila"] for r in rechazos.values()} == {3}
    assert any("Ch’alla Pampa" in r["motivo"] for r in rechazos.values())
    assert any(r["valor"] == "gratis" for r in rechazos.values())
    texto = corregir.read_text("utf-8-sig").replace("Ch'aya Pampa", "Ch'alla Pampa")
    corregir.write_text(texto.replace("gratis", "9000"), "utf-8")
    otra = cargados("demandas", "importar", "villa-tunari", corregir, "--gestion", 2027, "--json")
    assert (otra.codigo, otra.json["creadas"]) == (0, 1), otra.errores


def test_la_plantilla_va_y_vuelve(cargados, tmp_path):
    hoja = tmp_path / "planilla.xlsx"
    assert cargados("demandas", "plantilla", "villa-tunari", hoja).codigo == 0
    vacia = cargados("demandas", "importar", "villa-tunari", hoja, "--gestion", 2028, "--json")
    assert (vacia.codigo, vacia.json["leidas"]) == (0, 0), vacia.errores


def test_de_la_entrega_al_consolidado_y_vuelta(cargados):
    assert consolidar(cargados)["total"] == {
        "demandas": 0, "costo": "0.00", "mujeres": 0, "hombres": 0,
    }  # fmt: skip
    entregar = ("region", "entregar", "villa-tunari", "uninominal-24", "--gestion", 2027)
    assert cargados(*entregar).codigo == 1, "antes de publicar no se entrega"
    lista = priorizar(cargados, "villa-tunari", "--confirmar")
    assert cargados(*entregar).codigo == 0
    assert cargados(*entregar).codigo == 0, "repetir no duplica"
    mesa = consolidar(cargados)
    costo = sum(Decimal(d["costo"]) for d in lista["demandas"])
    assert (mesa["region"], mesa["gestion"]) == ("uninominal-24", 2027)
    assert (mesa["total"]["demandas"], Decimal(mesa["total"]["costo"])) == (5, costo)
    for parte in ("municipios", "sectores"):
        assert sum(p["demandas"] for p in mesa[parte]) == 5
        assert sum(p["mujeres"] for p in mesa[parte]) == mesa["total"]["mujeres"]
    assert {d["plugin"] for d in mesa["destinatarios"]} == {"edc_competencias"}
    ajena = cargados("region", "entregar", "villa-tunari", "uninominal-1", "--gestion", 2027)
    assert ajena.codigo == 1
    una = lista["demandas"][0]["codigo"]
    retirar = ("region", "retirar", "villa-tunari", "uninominal-24", "--gestion", 2027)
    assert cargados(*retirar, "--demanda", una).codigo == 0
    assert consolidar(cargados)["total"]["demandas"] == 4
    assert cargados(*retirar).codigo == 0
    assert consolidar(cargados)["total"]["demandas"] == 0


def test_las_regiones_salen_del_catalogo(tinkuy):
    tinkuy("base", "actualizar")
    regiones = tinkuy("region", "listar", "--tipo", "uninominal", "--json").json["regiones"]
    assert len(regiones) == 63
    c24 = next(r for r in regiones if r["slug"] == "uninominal-24")
    assert {m["slug"] for m in c24["municipios"]} == {
        "villa-tunari", "chimore", "puerto-villarroel", "shinahota",
    }  # fmt: skip
    todas = tinkuy("region", "listar", "--json").json["regiones"]
    assert {r["tipo"] for r in todas} == {
        "uninominal", "especial", "provincia", "departamento", "mancomunidad",
    }  # fmt: skip


@pytest.mark.parametrize(
    "agresion",
    [
        "UPDATE {t} SET carga = replace(carga, '2027', '2026') WHERE numero = 3",
        "DELETE FROM {t} WHERE numero = 2",
        "DELETE FROM {t} WHERE numero = (SELECT max(numero) FROM {t} WHERE ambito = '{a}')",
        "UPDATE {t} SET quien = 'otra persona' WHERE numero = 1",
    ],
)
def test_la_bitacora_senala_lo_alterado(cargados, por_fuera, agresion):
    priorizar(cargados, "villa-tunari", "--confirmar")
    assert cargados("bitacora", "verificar").codigo == 0
    ambito = "municipio:031003"
    sentencia = agresion.format(t="eslabones", a=ambito)
    union = "AND" if "WHERE" in sentencia else "WHERE"
    assert por_fuera(f"{sentencia} {union} ambito = '{ambito}'") == 1
    corrida = cargados("bitacora", "verificar", "villa-tunari")
    assert corrida.codigo == 1
    assert ambito in corrida.errores
    assert cargados("bitacora", "verificar", "shinahota").codigo == 0


def test_vaciar_toda_la_cadena_tambien_se_nota(cargados, por_fuera):
    for tabla in ("eslabones", "cabezas"):
        por_fuera(f"DELETE FROM {tabla} WHERE ambito = 'municipio:031003'")  # noqa: S608
    assert cargados("bitacora", "verificar").codigo == 1


def test_borrar_un_alta_se_nota(cargados, por_fuera):
    assert cargados("bitacora", "verificar").codigo == 0
    assert por_fuera("DELETE FROM altas WHERE municipio_id = 31003") == 1
    corrida = cargados("bitacora", "verificar")
    assert corrida.codigo == 1
    assert "municipio:031003" in corrida.errores


def test_la_configuracion_dice_de_donde_sale(instalada):
    corrida = instalada("configuracion", "mostrar", "shinahota", "--origen", "--json")
    claves = {fila["clave"]: fila["origen"] for fila in corrida.json}
    assert any(origen.endswith("shinahota.toml") for origen in claves.values())
    assert any(origen.startswith("plataforma.toml") for origen in claves.values())
