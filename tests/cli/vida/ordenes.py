"""Órdenes que las pruebas de la vida de un municipio repiten, y cómo morir a la mitad de una."""

import io
import json
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout

import pytest

from nucleo.arranque import RAIZ, armar_consola
from nucleo.cli.raiz import ejecutar
from nucleo.dominio.ambito import EnMunicipio
from nucleo.persistencia.adjuntos import AdjuntosEnDisco
from tests.cli.conftest import Corrida
from tests.exportaciones.ejemplos import abierta

TUNARI, SHINAHOTA = "villa-tunari", "shinahota"
AMBIENTE = ("TINKUY_BASE", "TINKUY_BASE_DUENO")


def en_sqlite(raiz, configuraciones=RAIZ / "configuraciones"):
    """Una instalación en SQLite, aparte de la de la prueba; se usa como `tinkuy`."""

    def correr(*argumentos):
        salida, errores = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as cambio:
            cambio.setenv("TINKUY_RAIZ", str(raiz))
            cambio.setenv("TINKUY_CONFIGURACIONES", str(configuraciones))
            for variable in AMBIENTE:
                cambio.delenv(variable, raising=False)
            with redirect_stdout(salida), redirect_stderr(errores):
                argumentos = [str(a) for a in argumentos]
                codigo = ejecutar(argumentos, armar_consola, raiz / "fallas.log")
        return Corrida(codigo, salida.getvalue(), errores.getvalue())

    return correr


def adjuntos_de(instancia, codigo=31003):
    return AdjuntosEnDisco(instancia / "adjuntos", EnMunicipio(codigo))


def bien(corrida):
    assert corrida.codigo == 0, corrida.errores
    return corrida


def mal(corrida, *dice):
    """No pudo, y lo dijo como error de negocio."""
    assert corrida.codigo == 1, corrida.salida
    assert "por dentro" not in corrida.errores
    for parte in dice:
        assert parte in corrida.errores
    return corrida


def resumen(tinkuy, municipio=TUNARI):
    return bien(tinkuy("municipio", "resumen", municipio)).salida.strip()


def resumen_en(archivo):
    return manifiesto_de(archivo)["resumen"]


def manifiesto_de(archivo):
    return json.loads(abierta(archivo.read_bytes())["manifiesto.json"])


def resumenes(tinkuy):
    return {m: resumen(tinkuy, m) for m in hospedados(tinkuy)}


def exportar(tinkuy, archivo, municipio=TUNARI):
    return bien(tinkuy("municipio", "exportar", municipio, archivo, "--json")).json


def hospedados(tinkuy):
    return [m["slug"] for m in bien(tinkuy("municipio", "listar", "--json")).json["municipios"]]


def borrar(tinkuy, archivo, municipio=TUNARI):
    return tinkuy("municipio", "borrar", municipio, "--exportacion", archivo, "--si")


def cadena_de_la_plataforma(respaldo):
    suya = abierta(abierta(respaldo.read_bytes())["ambitos/plataforma.tinkuy.zip"])
    return [json.loads(r) for r in suya["bitacora/eslabones.jsonl"].splitlines()]


MORIR = """
import os, signal, sys
from nucleo.arranque import principal
import {modulo} as modulo
veces = [0]
de_verdad = modulo.{funcion}
def morir(*a, **k):
    veces[0] += 1
    if veces[0] == {vez}:
        os.kill(os.getpid(), signal.SIGKILL)
    return de_verdad(*a, **k)
modulo.{funcion} = morir
sys.argv = ["tinkuy", *sys.argv[1:]]
principal()
"""


def morir_en(modulo, funcion, vez, *orden, raiz=None):
    """Corre la orden en otro proceso que muere de golpe al llegar a esa llamada.

    Con `raiz`, en esa instalación en SQLite; si no, en la de la prueba.
    """
    ambiente = dict(os.environ)
    if raiz:
        sin_base = {c: v for c, v in ambiente.items() if c not in AMBIENTE}
        ambiente = sin_base | {"TINKUY_RAIZ": str(raiz)}
    guion = MORIR.format(modulo=modulo, funcion=funcion, vez=vez)
    corrida = subprocess.run(
        [sys.executable, "-c", guion, *map(str, orden)],
        cwd=RAIZ, env=ambiente, capture_output=True, check=False,
    )  # fmt: skip
    assert corrida.returncode == -signal.SIGKILL, corrida.stderr


def a_la_vez(*ordenes):
    """Corre cada orden en su propio proceso, todas juntas; devuelve sus códigos y sus avisos."""
    guion = "import sys; from nucleo.arranque import principal; principal()"
    procesos = [
        subprocess.Popen(
            [sys.executable, "-c", guion, *map(str, orden)],
            cwd=RAIZ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for orden in ordenes
    ]  # fmt: skip
    errores = [proceso.communicate(timeout=120)[1] for proceso in procesos]
    return [proceso.returncode for proceso in procesos], errores
