"""El Chromium del sistema y un servidor de verdad con las piezas en memoria."""

import shutil
import threading

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from nucleo.web.fabrica import crear_app
from tests.web.doble import PiezasDeDoble

NOMBRES = ("chromium", "chromium-browser", "google-chrome")
OPCIONES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Callado(WSGIRequestHandler):
    def log_request(self, *_, **__):
        """Las peticiones de una prueba no se anotan."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """El Chromium instalado en la máquina: no se descarga ninguno."""
    ruta = next(filter(None, map(shutil.which, NOMBRES)), None)
    assert ruta, "falta Chromium: corra «make navegador»"
    return {**browser_type_launch_args, "executable_path": ruta, "args": list(OPCIONES)}


@pytest.fixture(scope="session")
def base_url():
    """La dirección de un servidor en un hilo, en un puerto libre."""
    aplicacion = crear_app(PiezasDeDoble())
    servidor = make_server("127.0.0.1", 0, aplicacion, threaded=True, request_handler=Callado)
    hilo = threading.Thread(target=servidor.serve_forever)
    hilo.start()
    yield f"http://127.0.0.1:{servidor.server_port}"
    servidor.shutdown()
    hilo.join()
    servidor.server_close()
