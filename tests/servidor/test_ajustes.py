"""Dos procesos de gunicorn: lo que se cambia por pantalla en uno vale en el otro, sin reiniciar."""

import json
import os
import re
import signal
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from nucleo.dominio.roles import Rol
from nucleo.web.sesion import COOKIE
from tests.servidor.conftest import EnMarcha, esperar, pedir, puerto_libre
from tests.servidor.instalada import PROCESO
from tests.web.casa import COCHABAMBA, TUNARI, entrar_como, fundar

PANTALLA = "/villa-tunari/salud/"
AJUSTES = "/villa-tunari/ajustes"
DEL_DEPARTAMENTO = "/departamentos/cochabamba/ajustes"


@pytest.fixture
def casa(tmp_path):
    fundada = fundar(tmp_path / "casa")
    yield fundada
    fundada.cerrar()


@pytest.fixture
def servidor(casa, tmp_path):
    ajustes = {"puerto": puerto_libre(), "procesos": 2, "hilos": 2}
    carpeta = tmp_path / "servidor"
    carpeta.mkdir()
    orden = ["-m", "tests.servidor.instalada", str(casa.instancia), json.dumps(ajustes)]
    uno = EnMarcha(orden, carpeta, ajustes)
    yield uno
    uno.matar()


def hijos_de(servidor):
    """Los dos procesos que atienden."""
    maestro = servidor.proceso.pid
    hijos = Path(f"/proc/{maestro}/task/{maestro}/children").read_text(encoding="ascii").split()
    return [int(hijo) for hijo in hijos] if len(hijos) == 2 else []


@contextmanager
def en_pausa(proceso):
    """Mientras tanto, solo el otro puede tomar una conexión."""
    os.kill(proceso, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(proceso, signal.SIGCONT)


def de_ambos(servidor, ruta):
    """Lo que responde cada proceso, con el otro en pausa; y que fue él quien respondió."""
    dichas = []
    uno, otro = esperar(lambda: hijos_de(servidor), "los dos procesos")
    for quieto, atento in ((uno, otro), (otro, uno)):
        with en_pausa(quieto):
            respuestas = [pedir(servidor.puerto, ruta) for _ in range(2)]
        assert {cabeceras[PROCESO] for _, cabeceras, _ in respuestas} == {str(atento)}
        dichas.append([(codigo, texto) for codigo, _, texto in respuestas])
    return dichas


def codigos(servidor, ruta):
    """El código de cada proceso: el mismo en todas sus respuestas."""
    return [{codigo for codigo, _ in respuestas} for respuestas in de_ambos(servidor, ruta)]


def enviar(servidor, secreto, direccion, abrir="", **campos):
    """Como una persona: abre la página, toma su ficha y la envía con sus galletas."""
    galleta = f"{COOKIE}={secreto}"
    codigo, cabeceras, texto = pedir(servidor.puerto, abrir or direccion, Cookie=galleta)
    assert codigo == 200, texto
    ficha = re.search(r'name="csrf_token" value="([^"]+)"', texto).group(1)
    puestas = [c.split(";")[0] for c in cabeceras.get_all("Set-Cookie")]
    cuerpo = urlencode({"csrf_token": ficha, **campos})
    codigo, _, texto = pedir(
        servidor.puerto, direccion, "POST", cuerpo,
        Cookie="; ".join([galleta, *puestas]),
        Content_Type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert codigo == 303, (codigo, texto)


def test_un_plugin_se_enciende_y_se_apaga_en_los_dos_procesos(casa, servidor):
    ana = entrar_como(casa, Rol.ADMINISTRACION_MUNICIPAL, TUNARI).secreto
    assert codigos(servidor, PANTALLA) == [{200}, {200}]
    enviar(servidor, ana, f"{AJUSTES}/modulos/salud/apagar")
    assert codigos(servidor, PANTALLA) == [{404}, {404}]
    enviar(servidor, ana, f"{AJUSTES}/modulos/salud/encender", abrir=AJUSTES)
    assert codigos(servidor, PANTALLA) == [{200}, {200}]


def test_una_pagina_recordada_muestra_el_cambio_en_los_dos(casa, servidor):
    ana = entrar_como(casa, Rol.ADMINISTRACION_MUNICIPAL, TUNARI).secreto
    assert codigos(servidor, "/villa-tunari") == [{200}, {200}]
    enviar(servidor, ana, f"{AJUSTES}/marca", nombre="Tunari Vive", version="0")
    for respuestas in de_ambos(servidor, "/villa-tunari"):
        assert all("Tunari Vive" in texto for _, texto in respuestas)


def test_lo_del_departamento_llega_a_los_dos_en_un_segundo(casa, servidor):
    luz = entrar_como(casa, Rol.ADMINISTRACION_DEPARTAMENTAL, COCHABAMBA).secreto
    assert codigos(servidor, "/chimore/salud/") == [{200}, {200}]
    enviar(servidor, luz, f"{DEL_DEPARTAMENTO}/modulos/salud/apagar")
    esperar(lambda: codigos(servidor, PANTALLA) == [{404}, {404}], "el cambio del departamento")
    assert codigos(servidor, "/chimore/salud/") == [{200}, {200}]  # su archivo lo enciende
