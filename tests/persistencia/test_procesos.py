"""Varios procesos de verdad sobre la misma base: nadie espera de más y nada se pierde."""

import json
import sqlite3
import subprocess
import sys
import threading
import time

from nucleo.dominio.ambito import EnPlataforma
from nucleo.dominio.bitacora import Hecho
from nucleo.dominio.municipios import Alta
from nucleo.persistencia.base import Base
from nucleo.servicios.bitacora import verificar
from tests.persistencia.ejemplos import HORA
from tests.persistencia.escritor import DONDE

PROCESOS, CADA_UNO = 4, 75


def lanzar(url, quien):
    orden = [sys.executable, "-m", "tests.persistencia.escritor", url, quien, str(CADA_UNO)]
    tubos = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(orden, text=True, **tubos)


def test_cuatro_procesos_escriben_a_la_vez_y_no_se_pierde_nada(base):
    with base.base.unidad(EnPlataforma()) as unidad:
        unidad.altas.agregar(Alta(DONDE.id, HORA, "prueba"))
        unidad.anotar(Hecho("prueba", "prueba", HORA, {}))
        unidad.confirmar()
    procesos = [lanzar(base.base.url, f"p{n}") for n in range(PROCESOS)]
    assert [p.stdout.readline() for p in procesos] == ["listo\n"] * PROCESOS
    for p in procesos:
        p.stdin.write("ya\n")
        p.stdin.flush()
    errores = [p.communicate(timeout=60)[1] for p in procesos]
    assert errores == [""] * PROCESOS
    with base.base.unidad(DONDE) as unidad:
        nombres = {o.nombre for o in unidad.organizaciones.todas()}
        anotado = [(e.numero, e.quien, json.loads(e.carga)) for e in unidad.bitacora.eslabones()]
    total = PROCESOS * CADA_UNO
    assert nombres == {f"OTB p{p} {n}" for p in range(PROCESOS) for n in range(CADA_UNO)}
    assert [numero for numero, *_ in anotado] == list(range(1, total + 1))
    assert verificar(base.base.unidad(DONDE), alta=True) is None
    if not base.de_postgres:  # en SQLite el turno se toma antes de leer: cada una ve a la anterior
        assert [carga["vistos"] for *_, carga in anotado] == list(range(total))


def test_quien_llega_mientras_otro_estrena_la_base_espera(tmp_path):
    """En una base que aún no está en WAL, `busy_timeout` no basta: SQLite se niega al instante."""
    otra = sqlite3.connect(tmp_path / "a.db", isolation_level=None, check_same_thread=False)
    otra.execute("BEGIN IMMEDIATE")
    otra.execute("CREATE TABLE t (x)")
    soltar = threading.Timer(0.3, lambda: otra.execute("COMMIT"))
    soltar.start()
    inicio = time.monotonic()
    base = Base(f"sqlite:///{tmp_path / 'a.db'}")
    assert base.pendientes({}) == ["nucleo"]
    assert time.monotonic() - inicio > 0.2
    soltar.join()
    base.cerrar()
    otra.close()
