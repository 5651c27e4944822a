"""La vida entera de un municipio por la consola: sale, vuelve y se borra sin tocar a los demás."""

import json
import sys

import pytest

from nucleo.arranque import instalados
from tests.cli.vida.ordenes import (
    SHINAHOTA,
    TUNARI,
    adjuntos_de,
    bien,
    borrar,
    cadena_de_la_plataforma,
    en_sqlite,
    exportar,
    hospedados,
    mal,
    resumen,
    resumen_en,
    resumenes,
)
from tests.exportaciones.ejemplos import abierta, cerrada, sellada


def test_exportar_no_cambia_al_municipio_y_da_siempre_el_mismo_resumen(llenos, tmp_path):
    antes = resumen(llenos), resumen(llenos, SHINAHOTA)
    uno, otro = (exportar(llenos, tmp_path / f"{n}.zip") for n in range(2))
    assert uno["resumen"] == otro["resumen"] == antes[0]
    assert (resumen(llenos), resumen(llenos, SHINAHOTA)) == antes
    bien(llenos("bitacora", "verificar"))


def test_el_resumen_se_explica_tabla_por_tabla(copia):
    dicho = bien(copia("municipio", "resumen", TUNARI, "--json")).json
    assert dicho["resumen"] == resumen(copia)
    assert (dicho["municipio"], dicho["codigo_ine"]) == (TUNARI, "031003")
    tablas = {t["nombre"]: t["filas"] for t in dicho["tablas"]}
    assert tablas["demandas"] == 6
    assert tablas["salud_accesos"] == 2
    assert tablas["entregas"] > 0
    assert dicho["filas"] == sum(tablas.values())
    assert len(dicho["adjuntos"]) == 1


def test_el_archivo_trae_todo_y_se_lee_sin_tinkuy(archivo):
    entradas = abierta(archivo.read_bytes())
    manifiesto = json.loads(entradas["manifiesto.json"])
    assert (manifiesto["ambito"], manifiesto["nombre"]) == ("municipio:031003", "Villa Tunari")
    assert "Cañada Alta" in entradas["datos/organizaciones.jsonl"].decode()
    assert "demandas.importadas" in entradas["bitacora/eslabones.jsonl"].decode()
    assert b"Villa Tunari" in entradas["sitio/index.html"]
    assert b"acta de la Cumbre" in entradas.values()
    assert "ajustes/villa-tunari.toml" in entradas
    assert not any(b"031602" in contenido for contenido in entradas.values())


def test_vuelve_entero_donde_hay_otros_que_no_se_enteran(instalada, hechos, archivo):
    bien(instalada("municipio", "alta", "chimore", "tiquipaya", "puerto-villarroel"))
    bien(instalada("municipio", "restaurar", hechos / f"{SHINAHOTA}.zip"))
    vecinos = resumenes(instalada)
    bien(instalada("municipio", "restaurar", archivo))
    assert resumenes(instalada) == vecinos | {TUNARI: resumen_en(archivo)}
    bien(instalada("bitacora", "verificar"))
    lista = bien(instalada("priorizar", TUNARI, "--gestion", 2027, "--json")).json
    assert len(lista["demandas"]) == 5
    mesa = bien(instalada("region", "consolidar", "uninominal-24", "--gestion", 2027, "--json"))
    assert mesa.json["total"]["demandas"] == 10


def test_va_a_otra_instalacion_y_otro_motor_y_vuelve(llenos, otra, tmp_path):
    antes, ida, vuelta = resumenes(llenos), tmp_path / "ida.zip", tmp_path / "vuelta.zip"
    exportar(llenos, ida)
    bien(otra("municipio", "restaurar", ida))
    assert exportar(otra, vuelta)["resumen"] == antes[TUNARI]
    bien(borrar(llenos, ida))
    bien(llenos("municipio", "restaurar", vuelta))
    assert resumenes(llenos) == antes
    assert len(adjuntos_de(tmp_path / "instancia").resumenes()) == 1
    bien(llenos("bitacora", "verificar"))


def test_si_ya_esta_restaurar_se_niega_sin_tocar_nada(llenos, archivo):
    bien(llenos("techo", "fijar", TUNARI, "--gestion", 2028, "41-113=1"))
    antes = resumenes(llenos)
    mal(llenos("municipio", "restaurar", archivo), "Villa Tunari", "municipio borrar")
    assert resumenes(llenos) == antes


def test_borrar_se_lo_lleva_entero_y_deja_constancia(llenos, archivo, tmp_path):
    vecino = resumen(llenos, SHINAHOTA)
    for lugar in (TUNARI, SHINAHOTA):
        invitada = ("usuario", "invitar", f"a@{lugar}.bo", "--rol", "alcaldia", "--ambito", lugar)
        bien(llenos(*invitada))
    bien(borrar(llenos, archivo))
    assert hospedados(llenos) == [SHINAHOTA]
    assert resumen(llenos, SHINAHOTA) == vecino
    assert adjuntos_de(tmp_path / "instancia").resumenes() == []
    mesa = llenos("region", "consolidar", "uninominal-24", "--gestion", 2027, "--json").json
    assert mesa["total"]["demandas"] == 5, "quedan las de Shinahota"
    bien(llenos("bitacora", "verificar"))
    mal(llenos("municipio", "resumen", TUNARI))
    respaldo = tmp_path / "r.zip"
    bien(llenos("respaldo", "crear", respaldo))
    cadena = cadena_de_la_plataforma(respaldo)
    borrado = next(json.loads(c["carga"]) for c in cadena if c["que"] == "municipio.borrado")
    assert borrado["codigo"] == "031003"
    assert borrado["archivo"] == archivo.name
    (fin,) = [json.loads(c["carga"]) for c in cadena if c["que"] == "identidad.mandatos_cerrados"]
    assert fin["sobre"] == "municipio:031003"
    assert len(fin["enlaces"]) == 1, "la invitación de Shinahota sigue valiendo"
    bien(llenos("municipio", "alta", TUNARI))


def test_borrar_exige_una_copia_al_dia_y_de_ese_municipio(copia, archivo, hechos):
    mal(borrar(copia, hechos / f"{SHINAHOTA}.zip"), "no es de Villa Tunari")
    bien(copia("techo", "fijar", TUNARI, "--gestion", 2028, "41-113=1"))
    mal(borrar(copia, archivo), "cambió después")
    assert hospedados(copia) == [TUNARI, SHINAHOTA]


@pytest.mark.parametrize(("escrito", "codigo"), [("villa-tunari\n", 0), ("shinahota\n", 2)])
def test_borrar_pide_el_nombre_y_dice_que_se_pierde(
    copia, archivo, monkeypatch, tmp_path, escrito, codigo
):
    respuesta = tmp_path / "respuesta"
    respuesta.write_text(escrito)
    with respuesta.open() as entrada:
        monkeypatch.setattr(sys, "stdin", entrada)
        corrida = copia("municipio", "borrar", TUNARI, "--exportacion", archivo)
    assert corrida.codigo == codigo, corrida.errores
    assert "dejarán de ver 5 demandas" in corrida.errores
    assert (TUNARI in hospedados(copia)) is (codigo != 0)


def test_no_pisa_un_archivo_que_ya_estaba(copia, tmp_path):
    ruta = tmp_path / "vt.zip"
    ruta.write_bytes(b"la de ayer")
    mal(copia("municipio", "exportar", TUNARI, ruta), "--reemplazar")
    assert ruta.read_bytes() == b"la de ayer"
    bien(copia("municipio", "exportar", TUNARI, ruta, "--reemplazar"))
    assert resumen_en(ruta) == resumen(copia)


# ── Suspender ───────────────────────────────────────────────────────────────────────────────────


def test_suspendido_nada_cambia_y_lo_de_la_plataforma_sigue(llenos, planillas, tmp_path):
    assert llenos("municipio", "suspender", TUNARI).codigo == 2, "el motivo es obligatorio"
    assert llenos("municipio", "suspender", TUNARI, "--motivo", " ").codigo == 2
    bien(llenos("municipio", "suspender", TUNARI, "--motivo", "a pedido del Concejo"))
    listado = llenos("municipio", "listar", "--json").json["municipios"]
    motivos = {m["slug"]: (bool(m["suspendido_en"]), m["motivo"]) for m in listado}
    assert motivos == {TUNARI: (True, "a pedido del Concejo"), SHINAHOTA: (False, "")}
    for orden in (
        ("demandas", "importar", TUNARI, planillas / "otb.csv", "--gestion", 2027),
        ("organizaciones", "importar", TUNARI, planillas / "otb.csv"),
        ("techo", "fijar", TUNARI, "--gestion", 2028, "41-113=1"),
        ("priorizar", TUNARI, "--gestion", 2027),
        ("region", "retirar", TUNARI, "uninominal-24", "--gestion", 2027),
        ("salud", "accesos", "importar", TUNARI, planillas / "otb.csv"),
    ):
        mal(llenos(*orden), "a pedido del Concejo")
    bien(llenos("techo", "fijar", SHINAHOTA, "--gestion", 2028, "41-113=1"))
    bien(llenos("bitacora", "verificar", TUNARI))
    copia = tmp_path / "suspendido.zip"
    exportar(llenos, copia)
    bien(borrar(llenos, copia))
    vuelta = bien(llenos("municipio", "restaurar", copia))
    assert "vuelve suspendido" in vuelta.errores
    assert "tinkuy municipio reactivar villa-tunari" in vuelta.errores
    mal(llenos("techo", "fijar", TUNARI, "--gestion", 2028, "41-113=1"), "a pedido del Concejo")
    bien(llenos("municipio", "reactivar", TUNARI))
    bien(llenos("techo", "fijar", TUNARI, "--gestion", 2028, "41-113=1"))
    bien(llenos("bitacora", "verificar"))


# ── Ajustes y plugins ───────────────────────────────────────────────────────────────────────────


def test_los_ajustes_vuelven_y_los_de_aqui_no_se_pisan(otra, archivo, tmp_path):
    toml = tmp_path / "configuraciones/bolivia/cochabamba/villa-tunari.toml"
    exportado = toml.read_text(encoding="utf-8")
    toml.unlink()
    bien(otra("municipio", "restaurar", archivo))
    assert toml.read_text(encoding="utf-8") == exportado
    bien(borrar(otra, archivo))
    toml.write_text("[plugins]\nequidad = false\n", encoding="utf-8")
    corrida = bien(otra("municipio", "restaurar", archivo))
    assert "otros ajustes" in corrida.errores
    assert "ajustes/villa-tunari.toml" in corrida.errores
    assert toml.read_text(encoding="utf-8") == "[plugins]\nequidad = false\n"


def test_unos_ajustes_que_aqui_no_valen_se_dicen_y_los_datos_vuelven(otra, archivo, tmp_path):
    entradas = abierta(archivo.read_bytes())
    malos = {"ajustes/villa-tunari.toml": b"inventada = 1\n"}
    otro = tmp_path / "otro.zip"
    otro.write_bytes(cerrada(sellada(entradas | malos)))
    toml = tmp_path / "configuraciones/bolivia/cochabamba/villa-tunari.toml"
    toml.unlink()
    corrida = bien(otra("municipio", "restaurar", otro))
    assert "inventada" in corrida.errores
    assert not toml.exists()
    assert resumen(otra) == resumen_en(archivo)


def test_lo_de_un_plugin_no_instalado_se_guarda_y_vuelve_al_instalarlo(
    archivo, monkeypatch, tmp_path
):
    todos = instalados.entry_points(group="tinkuy.plugins")
    sin_salud = [p for p in todos if p.name != "salud"]
    otra, copia = en_sqlite(tmp_path / "otra"), tmp_path / "copia.zip"
    with monkeypatch.context() as sin_plugin:
        sin_plugin.setattr(instalados, "entry_points", lambda **_: sin_salud)
        bien(otra("base", "actualizar"))
        corrida = bien(otra("municipio", "restaurar", archivo))
        assert "módulos que aquí no están (salud)" in corrida.errores
        assert resumen(otra) == resumen_en(archivo)
        exportada = bien(otra("municipio", "exportar", TUNARI, copia))
        assert "el sitio queda sin terminar" in exportada.errores.lower()
        assert resumen_en(copia) == resumen_en(archivo)
    bien(otra("base", "actualizar"))
    tablas = bien(otra("municipio", "resumen", TUNARI, "--json")).json["tablas"]
    assert {t["nombre"]: t["filas"] for t in tablas}["salud_accesos"] == 2
    assert resumen(otra) == resumen_en(archivo), "volver a su tabla no cambia nada"
    nueva = en_sqlite(tmp_path / "nueva")
    bien(nueva("base", "actualizar"))
    assert "no están" not in bien(nueva("municipio", "restaurar", copia)).errores
    assert resumen(nueva) == resumen_en(archivo)
