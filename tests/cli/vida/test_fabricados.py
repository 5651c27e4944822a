"""Un archivo fabricado con cuidado, que cuadra por fuera, tampoco entra ni deja nada."""

import hashlib
import json

import pytest

from nucleo.dominio.ambito import EnRegion
from tests.cli.vida.conftest import recordar_en
from tests.cli.vida.ordenes import (
    SHINAHOTA,
    TUNARI,
    adjuntos_de,
    bien,
    borrar,
    exportar,
    hospedados,
    mal,
    morir_en,
    resumen_en,
)
from tests.conftest import poner_motor
from tests.exportaciones.ejemplos import abierta, cerrada, sellada
from tests.motores import MOTORES


@pytest.fixture(params=MOTORES[:2])
def motor(request, tmp_path, monkeypatch):
    """Un archivo malo lo es igual a través de PgBouncer: se prueba sin él."""
    return poner_motor(request, tmp_path, monkeypatch)


MANCOMUNIDAD = "mancomunidad-tropico-de-cochabamba"


def con(archivo, tabla, **cambios):
    """Las entradas de la exportación con esas columnas cambiadas en todas las filas de la tabla."""
    entradas = abierta(archivo.read_bytes())
    ruta = f"datos/{tabla}.jsonl"
    filas = [json.loads(r) | cambios for r in entradas[ruta].splitlines()]
    como = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
    entradas[ruta] = b"".join(json.dumps(f, **como).encode() + b"\n" for f in filas)
    return sellada(entradas)


def guardar(entradas, ruta):
    ruta.write_bytes(cerrada(entradas))
    return ruta


def en_respaldo(respaldo, entradas, ruta):
    """El mismo respaldo, con Shinahota cambiada por esas entradas."""
    suyas = abierta(respaldo.read_bytes())
    lugar = "ambitos/municipio-031602.tinkuy.zip"
    suyas[lugar] = cerrada(entradas)
    manifiesto = json.loads(suyas["manifiesto.json"])
    propio = json.loads(entradas["manifiesto.json"])["resumen"]
    for incluida in manifiesto["ambitos"]:
        incluida["resumen"] = propio if incluida["archivo"] == lugar else incluida["resumen"]
    return guardar(con_sus_resumenes(suyas, manifiesto), ruta)


def con_sus_resumenes(entradas, manifiesto):
    manifiesto["archivos"] = {
        r: hashlib.sha256(c).hexdigest() for r, c in entradas.items() if r != "manifiesto.json"
    }
    return entradas | {"manifiesto.json": json.dumps(manifiesto).encode()}


def toml_de(tmp_path, municipio=TUNARI):
    return tmp_path / f"configuraciones/bolivia/cochabamba/{municipio}.toml"


def test_las_entregas_a_una_region_ajena_no_entran(otra, hechos, archivo, tmp_path):
    malo = guardar(con(archivo, "entregas", region="uninominal-1"), tmp_path / "malo.zip")
    mal(otra("municipio", "restaurar", malo), "uninominal-1", "no integra")
    de_shinahota = con(hechos / f"{SHINAHOTA}.zip", "entregas", region="uninominal-1")
    todo = en_respaldo(hechos / "respaldo.zip", de_shinahota, tmp_path / "todo.zip")
    for verbo in ("verificar", "restaurar"):
        mal(otra("respaldo", verbo, todo), "uninominal-1", "no integra")
    assert hospedados(otra) == [], "tampoco Villa Tunari, que iba antes y estaba bien"
    mesa = otra("region", "consolidar", "uninominal-1", "--gestion", 2027, "--json")
    assert mesa.json["total"]["demandas"] == 0


def test_lo_retirado_de_una_region_que_ya_no_integra_si_vuelve(otra, archivo, tmp_path):
    retirada = {"region": "uninominal-1", "retirada_en": "2026-08-20T12:00:00+00:00"}
    bueno = guardar(con(archivo, "entregas", **retirada), tmp_path / "bueno.zip")
    bien(otra("municipio", "restaurar", bueno))


def test_un_archivo_rechazado_no_deja_sus_ajustes(otra, hechos, archivo, tmp_path):
    toml = toml_de(tmp_path)
    toml.unlink()
    malas = con(archivo, "entregas", region="uninominal-1")
    mal(otra("municipio", "restaurar", guardar(malas, tmp_path / "malo.zip")))
    assert not toml.exists()
    de_shinahota = con(hechos / f"{SHINAHOTA}.zip", "demandas", estado="sonada")
    todo = en_respaldo(hechos / "respaldo.zip", de_shinahota, tmp_path / "todo.zip")
    mal(otra("respaldo", "restaurar", todo))
    assert not toml.exists()
    en_latin1 = {"ajustes/villa-tunari.toml": "# año\n".encode("latin-1")}
    ilegibles = sellada(abierta(archivo.read_bytes()) | en_latin1)
    mal(otra("municipio", "restaurar", guardar(ilegibles, tmp_path / "l.zip")), "UTF-8")
    assert hospedados(otra) == []


def test_si_la_base_no_confirma_los_ajustes_no_quedan(otra, archivo, tmp_path, monkeypatch):
    toml = toml_de(tmp_path)
    toml.unlink()

    def fallar(*_, **__):
        raise OSError

    with monkeypatch.context() as rota:
        rota.setattr("nucleo.servicios.exportaciones.puestos", fallar)
        assert otra("municipio", "restaurar", archivo).codigo == 1
    assert not toml.exists()
    bien(otra("municipio", "restaurar", archivo))
    assert toml.exists()


@pytest.mark.parametrize(
    ("tabla", "cambio", "dicho"),
    [
        ("demandas", {"estado": "sonada"}, "estado: «sonada»"),
        ("demandas", {"observaciones": ["x"]}, "observaciones"),
        ("organizaciones", {"area": "luna"}, "area: «luna»"),
        ("organizaciones", {"carencias": [1]}, "carencias"),
        ("corridas", {"techos": "x"}, "techos: «x»"),
        ("corridas", {"pesos": {"agua": "mucho"}}, "pesos"),
        ("puestos", {"desglose": [{}]}, "desglose"),
        ("puestos", {"motivo": {}}, "motivo"),
        ("procesos", {"pesos": 5}, "pesos: «5»"),
        ("entregas", {"competencia": "imperial"}, "competencia: «imperial»"),
    ],
)
def test_lo_que_no_se_entiende_se_dice_en_castellano_y_con_su_renglon(
    otra, archivo, tmp_path, tabla, cambio, dicho
):
    malo = guardar(con(archivo, tabla, **cambio), tmp_path / "malo.zip")
    corrida = mal(otra("municipio", "restaurar", malo), f"«{tabla}»", "renglón 1", dicho)
    assert "enum" not in corrida.errores
    assert hospedados(otra) == []


def test_si_el_sitio_no_se_puede_pintar_se_exporta_y_se_borra_igual(copia, tmp_path, monkeypatch):
    def romper(*_):
        yield "index.html", b"<p>"
        raise TypeError("un dato raro")

    ruta = tmp_path / "vt.zip"
    with monkeypatch.context() as roto:
        roto.setattr("nucleo.arranque.papeles.congelar", romper)
        corrida = bien(copia("municipio", "exportar", TUNARI, ruta))
    assert "sitio queda sin terminar" in corrida.errores
    assert "un dato raro" not in corrida.errores
    assert "un dato raro" in (tmp_path / "copia" / "fallas.log").read_text(encoding="utf-8")
    bien(borrar(copia, ruta))


def test_un_adjunto_danado_en_el_disco_no_se_le_achaca_al_archivo(copia, tmp_path):
    [carpeta] = [p for p in (tmp_path / "copia" / "adjuntos").iterdir() if any(p.iterdir())]
    [adjunto] = carpeta.iterdir()
    adjunto.write_bytes(b"otra cosa")
    for orden in (("municipio", "exportar", TUNARI), ("respaldo", "crear")):
        mal(copia(*orden, tmp_path / "x.zip"), adjunto.name, "esta instalación", "Villa Tunari")
    assert not (tmp_path / "x.zip").exists()


def test_el_alta_siguiente_a_un_borrado_que_se_corto_no_hereda_nada(llenos, archivo, tmp_path):
    suyos = adjuntos_de(tmp_path / "instancia")
    orden = ("municipio", "borrar", TUNARI, "--exportacion", archivo, "--si")
    morir_en("nucleo.persistencia.adjuntos", "AdjuntosEnDisco.vaciar", 1, *orden)
    assert hospedados(llenos) == [SHINAHOTA]
    assert suyos.resumenes(), "el corte fue después de confirmar"
    bien(llenos("municipio", "alta", TUNARI))
    assert suyos.resumenes() == []
    suyos.guardar(b"acta nueva")
    bien(llenos("municipio", "alta", TUNARI))
    assert len(suyos.resumenes()) == 1, "a quien ya está no se le quita nada"
    exportar(llenos, tmp_path / "nueva.zip")
    assert resumen_en(tmp_path / "nueva.zip") != resumen_en(archivo)


def test_la_memoria_de_una_region_que_se_quito_sigue_en_el_respaldo(otra, tmp_path):
    recordar_en(tmp_path / "otra", EnRegion(MANCOMUNIDAD))
    uno, dos = tmp_path / "uno.zip", tmp_path / "dos.zip"
    bien(otra("respaldo", "crear", uno))
    toml = tmp_path / f"configuraciones/bolivia/cochabamba/regiones/{MANCOMUNIDAD}.toml"
    toml.unlink()
    corrida = bien(otra("respaldo", "crear", dos))
    assert MANCOMUNIDAD in corrida.errores
    suya = f"ambitos/region-{MANCOMUNIDAD}.tinkuy.zip"
    antes, ahora = (abierta(abierta(r.read_bytes())[suya]) for r in (uno, dos))
    assert antes["bitacora/eslabones.jsonl"] == ahora["bitacora/eslabones.jsonl"]
    bien(otra("respaldo", "verificar", dos))
