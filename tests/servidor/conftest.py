"""Un servidor de verdad, en otro proceso y en puertos libres."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

RAIZ = Path(__file__).parents[2]
PACIENCIA = 20


def puerto_libre():
    with socket.socket() as uno:
        uno.bind(("127.0.0.1", 0))
        return uno.getsockname()[1]


def esperar(condicion, que="la condición"):
    """Lo que `condicion` devuelva en cuanto sea cierto."""
    limite = time.monotonic() + PACIENCIA
    while time.monotonic() < limite:
        try:
            if dado := condicion():
                return dado
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"no llegó {que}")


def pedir(puerto, ruta="/estado/vivo", metodo="GET", cuerpo=None, **cabeceras):
    """El código, las cabeceras y el texto de una respuesta."""
    conexion = http.client.HTTPConnection("127.0.0.1", puerto, timeout=PACIENCIA)
    propias = {nombre.replace("_", "-"): valor for nombre, valor in cabeceras.items()}
    with closing(conexion):
        conexion.request(metodo, ruta, cuerpo, propias)
        respuesta = conexion.getresponse()
        return respuesta.status, respuesta.headers, respuesta.read().decode()


def crudo(puerto, bytes_):
    """Lo que el servidor responde a unos bytes cualesquiera, hasta que cierra."""
    with socket.create_connection(("127.0.0.1", puerto), PACIENCIA) as conexion:
        conexion.sendall(bytes_)
        partes = []
        while parte := conexion.recv(65536):
            partes.append(parte)
    return b"".join(partes)


class EnMarcha:
    """Un servidor prendido. `renglones` son los de su registro, ya leídos como JSON."""

    def __init__(self, orden, carpeta, ajustes, **entorno):
        self.puerto, self.metricas = ajustes["puerto"], ajustes.get("puerto_de_metricas", 0)
        self._salida, self._errores = carpeta / "salida.log", carpeta / "errores.log"
        propio = {**os.environ, "TMPDIR": str(carpeta), "PYTHONPATH": str(RAIZ), **entorno}
        with self._salida.open("wb") as salida, self._errores.open("wb") as errores:
            self.proceso = subprocess.Popen(
                [sys.executable, *orden], cwd=RAIZ, stdout=salida, stderr=errores, env=propio
            )
        esperar(self._atiende, "el servidor")

    def _atiende(self):
        assert self.proceso.poll() is None, self.errores
        return pedir(self.puerto)[0] == 200

    @property
    def salida(self):
        return self._salida.read_text(encoding="utf-8")

    @property
    def errores(self):
        return self._errores.read_text(encoding="utf-8")

    @property
    def renglones(self):
        return [json.loads(renglon) for renglon in self.errores.splitlines()]

    def contadas(self, punto):
        """Cuántas peticiones dicen las métricas que llegaron a un punto de entrada."""
        texto = pedir(self.metricas, "/metrics")[2]
        patron = rf'tinkuy_peticiones_total{{[^}}]*punto="{re.escape(punto)}"}} (\S+)'
        return sum(float(n) for n in re.findall(patron, texto))

    def terminar(self):
        self.proceso.send_signal(signal.SIGTERM)
        return self.proceso.wait(PACIENCIA)

    def matar(self):
        if self.proceso.poll() is None:
            self.proceso.terminate()
        try:
            self.proceso.wait(PACIENCIA)
        finally:
            self.proceso.kill()
            self.proceso.wait()


@pytest.fixture
def servidor(tmp_path):
    """Enciende servidores con los ajustes que se pidan; al final no queda ninguno."""
    encendidos = []

    def encender(**ajustes):
        ajustes = {"puerto": puerto_libre(), **ajustes}
        carpeta = tmp_path / str(ajustes["puerto"])
        carpeta.mkdir()
        orden = ["-m", "tests.servidor.programa", json.dumps(ajustes)]
        encendidos.append(EnMarcha(orden, carpeta, ajustes))
        return encendidos[-1]

    yield encender
    for uno in encendidos:
        uno.matar()


@contextmanager
def tinkuy(carpeta, *argumentos, puerto):
    """`tinkuy …` tal como se escribe, con su instalación aparte en `carpeta`."""
    programa = "import sys; from nucleo.arranque import principal; sys.exit(principal())"
    orden = ["-c", programa, *argumentos]
    uno = EnMarcha(orden, carpeta, {"puerto": puerto}, TINKUY_RAIZ=str(carpeta / "instancia"))
    try:
        yield uno
    finally:
        uno.matar()
