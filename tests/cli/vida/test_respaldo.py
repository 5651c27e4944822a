"""El respaldo de toda la instalación: se comprueba restaurándolo y la devuelve entera."""

import json

import pytest

from tests.cli.vida.ordenes import (
    SHINAHOTA,
    TUNARI,
    adjuntos_de,
    bien,
    cadena_de_la_plataforma,
    hospedados,
    mal,
    morir_en,
    resumen,
    resumen_en,
    resumenes,
)
from tests.exportaciones.ejemplos import abierta, cerrada


def test_el_respaldo_se_comprueba_y_devuelve_la_instalacion_entera(llenos, otra, tmp_path):
    respaldo = tmp_path / "r.zip"
    antes = {m: resumen(llenos, m) for m in (TUNARI, SHINAHOTA)}
    hecho = bien(llenos("respaldo", "crear", respaldo, "--json")).json
    claves = {a["ambito"] for a in hecho["ambitos"]}
    assert {"plataforma", "municipio:031003", "municipio:031602"} <= claves
    assert {m: resumen(llenos, m) for m in antes} == antes
    bien(otra("respaldo", "verificar", respaldo))
    assert hospedados(otra) == []
    bien(otra("respaldo", "restaurar", respaldo))
    assert {m: resumen(otra, m) for m in antes} == antes
    assert len(adjuntos_de(tmp_path / "otra").resumenes()) == 1
    bien(otra("bitacora", "verificar"))
    mal(otra("respaldo", "restaurar", respaldo), "base nueva")
    segundo = tmp_path / "segundo.zip"
    bien(otra("respaldo", "crear", segundo))
    delante = cadena_de_la_plataforma(respaldo)
    assert cadena_de_la_plataforma(segundo)[: len(delante)] == delante


def test_cada_municipio_del_respaldo_tambien_se_restaura_solo(otra, hechos, archivo, tmp_path):
    suya = tmp_path / "suya.zip"
    entradas = abierta((hechos / "respaldo.zip").read_bytes())
    suya.write_bytes(entradas["ambitos/municipio-031003.tinkuy.zip"])
    bien(otra("municipio", "restaurar", suya))
    assert resumen(otra) == resumen_en(archivo)


def test_se_restaura_en_cualquier_motor(instalada, hechos, archivo, tmp_path):
    respaldo = hechos / "respaldo.zip"
    bien(instalada("respaldo", "verificar", respaldo))
    bien(instalada("respaldo", "restaurar", respaldo))
    de_shinahota = resumen_en(hechos / f"{SHINAHOTA}.zip")
    assert resumenes(instalada) == {TUNARI: resumen_en(archivo), SHINAHOTA: de_shinahota}
    bien(instalada("bitacora", "verificar"))
    vuelta = tmp_path / "vuelta.zip"
    bien(instalada("respaldo", "crear", vuelta))
    antes, ahora = abierta(respaldo.read_bytes()), abierta(vuelta.read_bytes())
    for ambito in ("region-uninominal-24", "departamento-03"):
        ruta = f"ambitos/{ambito}.tinkuy.zip"
        de_antes, de_ahora = abierta(antes[ruta]), abierta(ahora[ruta])
        cadena = "bitacora/eslabones.jsonl"
        assert de_antes[cadena] == de_ahora[cadena] != b""


def test_donde_ya_hay_un_municipio_no_se_restaura(otra, hechos):
    bien(otra("municipio", "alta", "chimore"))
    antes = resumenes(otra)
    mal(otra("respaldo", "restaurar", hechos / "respaldo.zip"), "base nueva")
    assert resumenes(otra) == antes


def test_la_configuracion_de_aqui_no_se_pisa(otra, hechos, tmp_path):
    comun = tmp_path / "configuraciones/bolivia/cochabamba/_comun.toml"
    comun.write_text('vocabulario = "sindicato"\n', encoding="utf-8")
    corrida = bien(otra("respaldo", "restaurar", hechos / "respaldo.zip"))
    assert "bolivia/cochabamba/_comun.toml" in corrida.errores
    assert "plataforma.toml" not in corrida.errores
    assert comun.read_text(encoding="utf-8") == 'vocabulario = "sindicato"\n'


@pytest.mark.parametrize("donde", [0.05, 0.5, 0.95])
def test_un_respaldo_danado_no_pasa(otra, hechos, tmp_path, donde):
    crudo = bytearray((hechos / "respaldo.zip").read_bytes())
    suya = abierta(bytes(crudo))["ambitos/municipio-031602.tinkuy.zip"]
    crudo[crudo.index(suya) + int(len(suya) * donde)] ^= 0xFF
    malo = tmp_path / "r.zip"
    malo.write_bytes(crudo)
    mal(otra("respaldo", "verificar", malo))
    mal(otra("respaldo", "restaurar", malo))
    assert hospedados(otra) == []


def test_un_respaldo_al_que_le_falta_un_municipio_no_pasa(otra, hechos, tmp_path):
    respaldo = tmp_path / "r.zip"
    entradas = abierta((hechos / "respaldo.zip").read_bytes())
    ruta = "ambitos/municipio-031602.tinkuy.zip"
    del entradas[ruta]
    manifiesto = json.loads(entradas["manifiesto.json"])
    del manifiesto["archivos"][ruta]
    manifiesto["ambitos"] = [a for a in manifiesto["ambitos"] if a["archivo"] != ruta]
    entradas["manifiesto.json"] = json.dumps(manifiesto).encode()
    respaldo.write_bytes(cerrada(entradas))
    mal(otra("respaldo", "verificar", respaldo), "031602")


def test_muerto_a_la_mitad_de_respaldar_no_deja_un_archivo(copia, tmp_path):
    ruta = tmp_path / "r.zip"
    orden = ("respaldo", "crear", ruta)
    morir_en("nucleo.exportaciones.respaldos", "escribir", 3, *orden, raiz=tmp_path / "copia")
    assert not ruta.exists()
    bien(copia("respaldo", "crear", ruta))
    bien(copia("respaldo", "verificar", ruta))
