"""Un plugin que falta y después vuelve: lo suyo vuelve con él, o se queda guardado y se dice."""

import json
import shutil
import sqlite3
import uuid
from contextlib import closing

import pytest

from nucleo.dominio.errores import BaseOcupada
from nucleo.servicios import apartados as servicio
from tests.cli.vida.conftest import SEGUNDA
from tests.cli.vida.ordenes import (
    SHINAHOTA,
    TUNARI,
    bien,
    borrar,
    cadena_de_la_plataforma,
    en_sqlite,
    exportar,
    mal,
    morir_en,
    resumen,
    resumen_en,
)
from tests.exportaciones.ejemplos import abierta, cerrada, sellada

POZO = {"id": str(uuid.UUID(int=5)), "nombre": "Pozo de la OTB"}
DEL_POZO = {"id": "identificador", "nombre": "texto"}


@pytest.fixture
def guardadas(migraciones, vieja, tmp_path):  # noqa: ARG001 - `vieja` se hizo con el plugin puesto
    """El plugin ya no está: la carpeta de sus migraciones, en otro lugar."""
    return shutil.move(migraciones, tmp_path / "guardadas")


@pytest.fixture
def casa(guardadas, tmp_path):  # noqa: ARG001 - sin el plugin
    tinkuy = en_sqlite(tmp_path / "casa")
    bien(tinkuy("base", "actualizar"))
    return tinkuy


@pytest.fixture
def instalar(guardadas, migraciones):
    """Instala el plugin, si se quiere en su segunda revisión."""

    def mover(*, segunda=False):
        shutil.move(guardadas, migraciones)
        if segunda:
            (migraciones / "v0002.py").write_text(SEGUNDA, encoding="utf-8")

    return mover


def con_tabla(archivo, destino, fila, nombre="pozos_pozos", revision="0001", columnas=DEL_POZO):
    """Una copia del archivo con una tabla más, de un plugin, escrita por cualquiera."""
    entradas = abierta(archivo.read_bytes())
    manifiesto = json.loads(entradas["manifiesto.json"])
    renglon = json.dumps(fila, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    entradas[f"datos/{nombre}.jsonl"] = f"{renglon}\n".encode()
    tabla = {"nombre": nombre, "paquete": "pozos", "revision": revision, "columnas": columnas}
    manifiesto["tablas"].append(tabla | {"filas": 1, "resumen": "0" * 64})
    entradas["manifiesto.json"] = json.dumps(manifiesto).encode()
    destino.write_bytes(cerrada(sellada(entradas)))
    return destino


def consultar(tmp_path, orden):
    with closing(sqlite3.connect(tmp_path / "casa" / "tinkuy.db")) as base, base:
        return base.execute(orden).fetchall()


def pozos(tmp_path):
    return consultar(tmp_path, "SELECT municipio_id, nombre FROM pozos_pozos")


def apartados(tmp_path):
    return consultar(tmp_path, "SELECT tabla FROM apartados WHERE numero > 0")


def sale_y_vuelve(tinkuy, tmp_path):
    """El respaldo se restaura, y el municipio se exporta, se borra y vuelve igual."""
    respaldo, copia = tmp_path / "r.zip", tmp_path / "sale.zip"
    bien(tinkuy("respaldo", "crear", respaldo))
    bien(tinkuy("respaldo", "verificar", respaldo))
    exportar(tinkuy, copia)
    antes = resumen(tinkuy)
    assert resumen_en(copia) == antes
    bien(borrar(tinkuy, copia))
    bien(tinkuy("municipio", "restaurar", copia))
    assert resumen(tinkuy) == antes
    bien(tinkuy("bitacora", "verificar"))
    return cadena_de_la_plataforma(respaldo)


def test_vuelve_en_otra_revision_con_lo_que_su_migracion_le_hizo(casa, vieja, instalar, tmp_path):
    bien(casa("municipio", "restaurar", vieja))
    instalar(segunda=True)
    hecha = bien(casa("base", "actualizar"))
    assert "Villa Tunari: lo guardado de «pozos» (revisión 0001) volvió" in hecha.salida
    assert consultar(tmp_path, "SELECT nombre, litros FROM pozos_pozos") == [(POZO["nombre"], 7)]
    assert apartados(tmp_path) == []
    assert "municipio.repuesto" in [h["que"] for h in sale_y_vuelve(casa, tmp_path)]
    assert "volvió" not in bien(casa("base", "actualizar")).salida


def test_lo_nuevo_y_lo_que_volvio_conviven(casa, vieja, instalar, tmp_path, monkeypatch):
    """Antes de reponer no se exporta, y después está todo: ninguna tabla se repite."""
    bien(casa("municipio", "restaurar", vieja))
    instalar(segunda=True)
    with monkeypatch.context() as muere:
        muere.setattr("nucleo.cli.base.reponer_apartados", lambda _piezas: None)
        bien(casa("base", "actualizar"))
    alta = "INSERT INTO pozos_pozos (municipio_id, id, nombre) VALUES (31003, '{}', 'nuevo')"
    consultar(tmp_path, alta.format("a" * 32))
    for orden in (("exportar", TUNARI, tmp_path / "x.zip"), ("resumen", TUNARI)):
        mal(casa("municipio", *orden), "pozos", "tinkuy base actualizar")
    assert "datos apartados" in bien(casa("doctor")).salida
    bien(casa("base", "actualizar"))
    assert sorted(n for _, n in pozos(tmp_path)) == [POZO["nombre"], "nuevo"]
    assert "datos apartados" not in bien(casa("doctor")).salida
    sale_y_vuelve(casa, tmp_path)


def test_muerto_antes_de_reponer_la_proxima_vez_repone(
    casa, vieja, instalar, tmp_path, monkeypatch
):
    bien(casa("municipio", "restaurar", vieja))
    instalar()
    with monkeypatch.context() as muere:
        muere.setattr(servicio, "reponer", lambda *_: (_ for _ in ()).throw(BaseOcupada()))
        ocupada = bien(casa("base", "actualizar"))
        assert "no volvió a sus tablas" in ocupada.errores
    assert apartados(tmp_path) == [("pozos_pozos",)], "no se relega lo que solo tuvo que esperar"
    assert "pozos" in bien(casa("base", "actualizar")).salida
    assert len(pozos(tmp_path)) == 1
    assert resumen(casa) == resumen_en(vieja), "en la misma revisión nada cambia"


FABRICADAS = {
    "fila que no calza": {"fila": POZO | {"id": "x"}},
    "tabla inventada": {"nombre": "pozos_inventada", "fila": POZO},
    "revisión desconocida": {"revision": "0077", "fila": POZO},
    "columna de más": {"columnas": DEL_POZO | {"z": "texto"}, "fila": POZO | {"z": "z"}},
}


@pytest.mark.parametrize("fabricada", FABRICADAS.values(), ids=FABRICADAS)
def test_lo_fabricado_de_uno_no_le_niega_sus_datos_a_otro(
    casa, hechos, instalar, tmp_path, fabricada
):
    malo = con_tabla(hechos / f"{TUNARI}.zip", tmp_path / "malo.zip", **fabricada)
    bueno = con_tabla(hechos / f"{SHINAHOTA}.zip", tmp_path / "bueno.zip", POZO)
    for archivo in (malo, bueno):
        bien(casa("municipio", "restaurar", archivo))
    instalar()
    for _ in range(2):
        hecha = bien(casa("base", "actualizar"))
        assert "Villa Tunari: lo guardado de «pozos»" in hecha.errores
        assert "Shinahota" not in hecha.errores
    assert pozos(tmp_path) == [(31602, POZO["nombre"])]
    assert len(apartados(tmp_path)) == 1
    assert "datos apartados" in bien(casa("doctor")).salida
    assert "municipio.relegado" in [h["que"] for h in sale_y_vuelve(casa, tmp_path)]
    assert len(apartados(tmp_path)) == 1


def test_la_migracion_de_un_plugin_que_falla_no_detiene_a_nadie(
    casa, vieja, instalar, migraciones, tmp_path
):
    bien(casa("municipio", "restaurar", vieja))
    instalar()
    rota = SEGUNDA.replace("def upgrade():", "def upgrade():\n    exigir_vacia()")
    rota += (
        "\ndef exigir_vacia():\n"
        "    assert not op.get_bind().exec_driver_sql('SELECT 1 FROM pozos_pozos').all()\n"
    )
    (migraciones / "v0002.py").write_text(rota, encoding="utf-8")
    hecha = bien(casa("base", "actualizar"))
    assert "falló en «migraciones»" in hecha.errores
    assert len(apartados(tmp_path)) == 1
    sale_y_vuelve(casa, tmp_path)


def test_lo_que_deja_una_orden_muerta_lo_barre_la_siguiente(copia, archivo, tmp_path):
    raiz = tmp_path / "copia"
    orden = ("municipio", "borrar", TUNARI, "--exportacion", archivo, "--si")
    morir_en("nucleo.servicios.exportaciones", "comprobar", 1, *orden, raiz=raiz)
    assert [r.name for r in (raiz / "pasajeras").glob("*/base.db")] == ["base.db"]
    assert (raiz / "pasajeras").stat().st_mode & 0o777 == 0o700
    bien(copia("municipio", "resumen", TUNARI))
    assert [r.name for r in (raiz / "pasajeras").iterdir()] == ["candado"]
